/**
 * Draws the live spectrogram, away from the page: a picture that moves on the main thread has all of
 * the page styled, laid out and painted anew 60 times a second.
 */
import type { SpectrogramMessage } from './scrolling-spectrogram.ts';
import { ScrollingSpectrogram } from './scrolling-spectrogram.ts';

let scroll: ScrollingSpectrogram | undefined;
let asked = false;

self.onmessage = ({ data }: MessageEvent<SpectrogramMessage>) => {
  if ('canvas' in data) {
    const context = data.canvas.getContext('2d');
    if (context) scroll = new ScrollingSpectrogram(context, data.inSteps);
    return;
  }
  scroll?.add(data);
  ask();
};

/**
 * Longer than a frame of most displays and shorter than two: they are drawn on 30 times a second. A column is 16 ms,
 * and on a phone less than a pixel; twice as often costs twice as much, here and where the display is put together.
 */
const PAUSE_MS = 20;

/** Frames are asked for while there is something to draw. */
function ask(): void {
  if (asked) return;
  asked = true;
  setTimeout(() => requestAnimationFrame(draw), PAUSE_MS);
}

function draw(now: number): void {
  asked = false;
  if (scroll?.draw(now)) ask();
}
