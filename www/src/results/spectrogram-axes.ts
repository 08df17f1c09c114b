/** Positions of axis labels of a spectrogram, and its loudest frequency. */
import type { Spectrogram } from '../classify/classification.ts';

interface Tick {
  /** Position from 0 (left or top) to 1 (right or bottom). */
  at: number;
  value: number;
}

/** Round intervals in seconds, from 0.1 s to an hour. */
const TIME_STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/** Ticks from 0 s, at most `max` intervals. */
export function timeTicks(seconds: number, max: number): Tick[] {
  if (!(seconds > 0)) return [];
  const step = TIME_STEPS.find((candidate) => seconds / candidate <= max) ?? seconds;
  const count = Math.floor(seconds / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, i) => ({ at: (i * step) / seconds, value: i * step }));
}

const FREQUENCIES_HZ = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];

/**
 * Ticks at round frequencies, at least `minGap` apart. `bandHz` holds the centre frequency of each
 * row, from top to bottom. Rows are mel-spaced, so positions are interpolated between them.
 */
export function frequencyTicks(bandHz: ArrayLike<number>, minGap: number): Tick[] {
  const ticks: Tick[] = [];
  for (const value of FREQUENCIES_HZ) {
    const at = positionOf(value, bandHz);
    if (at === undefined) continue;
    const below = ticks.at(-1);
    if (below === undefined || below.at - at >= minGap) ticks.push({ at, value });
  }
  return ticks;
}

function positionOf(hertz: number, bandHz: ArrayLike<number>): number | undefined {
  const rows = bandHz.length;
  for (let row = 0; row + 1 < rows; row++) {
    const upper = bandHz[row] ?? Number.NaN;
    const lower = bandHz[row + 1] ?? Number.NaN;
    if (hertz <= upper && hertz >= lower) {
      const between = (upper - hertz) / (upper - lower);
      // A row's centre is half a row below its top edge.
      return (row + between + 0.5) / rows;
    }
  }
  return undefined;
}

/**
 * The centre frequency of the loudest row, for the text description. In viridis, brightness rises
 * with the level.
 */
export function strongestBand({ image, bandHz }: Spectrogram): number {
  let best = 0;
  let brightest = -1;
  for (let row = 0; row < image.height; row++) {
    let brightness = 0;
    for (let column = 0; column < image.width; column++) {
      const pixel = (row * image.width + column) * 4;
      // Rec. 709 weights of red, green and blue.
      brightness +=
        0.2126 * (image.data[pixel] ?? 0) +
        0.7152 * (image.data[pixel + 1] ?? 0) +
        0.0722 * (image.data[pixel + 2] ?? 0);
    }
    if (brightness > brightest) {
      brightest = brightness;
      best = bandHz[row] ?? 0;
    }
  }
  return best;
}
