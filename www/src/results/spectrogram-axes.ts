import type { Spectrogram } from '../classify/classification.ts';

/** Where the labels of a spectrogram's axes stand, as fractions of its width or height. */

export interface Tick {
  /** 0 at the left or top, 1 at the right or bottom. */
  at: number;
  value: number;
}

/** Steps in which time is easily read: 1, 2, 5, 10 s … up to whole hours. */
const TIME_STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

export function timeTicks(seconds: number, most: number): Tick[] {
  if (!(seconds > 0)) return [];
  const step = TIME_STEPS.find((candidate) => seconds / candidate <= most) ?? seconds;
  const count = Math.floor(seconds / step + 1e-9) + 1;
  return Array.from({ length: count }, (_, i) => ({ at: (i * step) / seconds, value: i * step }));
}

const FREQUENCIES = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000];

/**
 * `bandHz` holds the centre frequency of each row, from top to bottom. Rows are mel-spaced, so a
 * frequency's place is found between the two rows around it rather than by a formula of its own.
 */
export function frequencyTicks(bandHz: ArrayLike<number>, smallestGap: number): Tick[] {
  const ticks: Tick[] = [];
  for (const value of FREQUENCIES) {
    const at = placeOf(value, bandHz);
    if (at === undefined) continue;
    const below = ticks.at(-1);
    if (below === undefined || below.at - at >= smallestGap) ticks.push({ at, value });
  }
  return ticks;
}

function placeOf(hertz: number, bandHz: ArrayLike<number>): number | undefined {
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

/** Says in words where a spectrogram is strongest, for those who cannot see it. */

/**
 * The centre frequency of the row that is brightest on average: viridis is made so that brightness
 * rises with the value.
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
