/**
 * Draws the live spectrogram in a worker. On the main thread, a moving canvas makes the browser
 * style, lay out and paint the whole page for each frame.
 */
import type { SpectrogramMessage } from './scrolling-spectrogram.ts';
import { ScrollingSpectrogram } from './scrolling-spectrogram.ts';

let spectrogram: ScrollingSpectrogram | undefined;
let isFrameRequested = false;

self.onmessage = ({ data }: MessageEvent<SpectrogramMessage>) => {
  if ('canvas' in data) {
    const context = data.canvas.getContext('2d');
    if (context) spectrogram = new ScrollingSpectrogram(context, data.prefersReducedMotion);
    return;
  }
  spectrogram?.add(data);
  requestFrame();
};

/**
 * Delay before the next frame is requested: it halves the rate to 30 frames a second on most
 * displays. A column is 16 ms and on a phone less than a pixel wide, so 60 would only cost more.
 */
const FRAME_DELAY_MS = 20;

/** Requests a frame, unless one is pending. */
function requestFrame(): void {
  if (isFrameRequested) return;
  isFrameRequested = true;
  setTimeout(() => requestAnimationFrame(draw), FRAME_DELAY_MS);
}

function draw(now: number): void {
  isFrameRequested = false;
  if (spectrogram?.draw(now)) requestFrame();
}
