/** Draws the water of the record button in a worker, for the reason in spectrogram.worker.ts. */
import type { WaterMessage } from './water-surface.ts';
import { WaterSurface } from './water-surface.ts';

/** Halves the rate to 30 frames a second on most displays. */
const FRAME_DELAY_MS = 20;

let surface: WaterSurface | undefined;

self.onmessage = ({ data }: MessageEvent<WaterMessage>) => {
  if (typeof data === 'number') {
    if (surface) surface.targetLevel = data;
    return;
  }
  const context = data.getContext('2d');
  if (!context) return;
  surface = new WaterSurface(context);
  requestAnimationFrame(draw);
};

/** Stops in a hidden tab, where no frames are drawn. */
function draw(now: number): void {
  surface?.draw(now);
  setTimeout(() => requestAnimationFrame(draw), FRAME_DELAY_MS);
}
