import { expect, it } from 'vitest';
import { wordWidth } from './word-width.ts';

/** Measured with `measureText` in Chromium, in em. */
const MEASURED = {
  Hot: 1.75,
  Cold: 2.23,
  Unsure: 3.59,
  Heiß: 2.29,
  Kalt: 1.98,
  Unsicher: 4.45,
  Caliente: 4.07,
  Fría: 1.91,
  Dudoso: 3.78,
  Chaud: 3.21,
  Froid: 2.58,
  Incertain: 4.5,
  お湯: 2,
  不确定: 3,
};

it.each(Object.entries(MEASURED))('wordWidth of %s is at most a fifth too wide', (word, width) => {
  expect(wordWidth(word)).toBeGreaterThanOrEqual(width);
  expect(wordWidth(word)).toBeLessThan(1.2 * width);
});

it('wordWidth of no word is 1, which CSS can divide by', () => {
  expect(wordWidth('')).toBe(1);
});
