/**
 * Draws the live spectrogram, away from the page: a picture that moves on the main thread has all of
 * the page styled, laid out and painted anew 60 times a second.
 */
import type { SpectrogramMessage } from './scrolling-spectrogram.ts';
import { ScrollingSpectrogram } from './scrolling-spectrogram.ts';

let spectrogram: ScrollingSpectrogram | undefined;
let frameRequested = false;

self.onmessage = ({ data }: MessageEvent<SpectrogramMessage>) => {
  if ('canvas' in data) {
    const context = data.canvas.getContext('2d');
    if (context) spectrogram = new ScrollingSpectrogram(context, data.inSteps);
    return;
  }
  spectrogram?.add(data);
  requestFrame();
};

/**
 * Longer than a frame of most displays and shorter than two: they are drawn on 30 times a second. A column is 16 ms,
 * and on a phone less than a pixel; twice as often costs twice as much, here and where the display is put together.
 */
const FRAME_DELAY_MS = 20;

/** Frames are asked for while there is something to draw. */
function requestFrame(): void {
  if (frameRequested) return;
  frameRequested = true;
  setTimeout(() => requestAnimationFrame(draw), FRAME_DELAY_MS);
}

function draw(now: number): void {
  frameRequested = false;
  if (spectrogram?.draw(now)) requestFrame();
}
