import { expect, it } from 'vitest';
import { strongestBand } from './spectrogram-axes.ts';

it('names the row that is brightest all along, not the one with the brightest pixel', () => {
  const dark = [68, 1, 84, 255];
  const green = [33, 145, 140, 255];
  const yellow = [253, 231, 37, 255];
  const rows = [
    [yellow, dark, dark, dark],
    [green, green, green, green],
    [dark, dark, dark, dark],
  ];
  const image = {
    width: 4,
    height: 3,
    data: Uint8ClampedArray.from(rows.flat(2)),
  } as unknown as ImageData;
  const bandHz = Float32Array.from([4000, 800, 100]);
  expect(strongestBand({ image, bandHz, seconds: 1, minDb: -80, maxDb: 0 })).toBe(800);
});
