/** Says in words where a spectrogram is strongest, for those who cannot see it. */
import type { Spectrogram } from './answer.ts';

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
