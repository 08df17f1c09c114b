import { expect, it } from 'vitest';
import type { Saliency } from '../classify/classification.ts';
import { saliencyPixels, summarizeSaliency } from './saliency-summary.ts';

const saliency = (...values: number[]): Saliency => ({
  values: Float32Array.from(values),
  columns: 3,
  rows: 2,
  columnSeconds: 0.5,
  rowBands: 8,
});

it('summarizeSaliency returns side, share and strongest patch', () => {
  expect(summarizeSaliency(saliency(0, 1, 0, -1, 0, 6))).toEqual({
    side: 'hot',
    share: 7 / 8,
    at: 1.25,
    band: 12,
  });
  expect(summarizeSaliency(saliency(0, 1, 0, -4, -2, 0))).toEqual({
    side: 'cold',
    share: 6 / 7,
    at: 0.25,
    band: 12,
  });
});

it('summarizeSaliency returns undefined for zeros', () => {
  expect(summarizeSaliency(saliency(0, 0, 0, 0, 0, 0))).toBeUndefined();
  expect(
    [...saliencyPixels(saliency(0, 0, 0, 0, 0, 0), [1, 2, 3], [4, 5, 6])].filter(Number),
  ).toHaveLength(18);
});

it('saliencyPixels maps strength to opacity and sign to colour', () => {
  const pixels = saliencyPixels(saliency(4, -1, 0, 0, 0, 0), [200, 0, 0], [0, 0, 200]);
  const [hot, cold, none] = [pixels.slice(0, 4), pixels.slice(4, 8), pixels.slice(8, 12)];
  expect([...hot]).toEqual([200, 0, 0, 217]);
  expect([...cold]).toEqual([0, 0, 200, 108]);
  expect(none[3]).toBe(0);
});
