import { expect, it } from 'vitest';
import { ellipsize, fitFontSize } from './text-fit.ts';

/** Each code point is ten wide. */
const measure = (text: string) => 10 * [...text].length;

it.each([
  [100, 100],
  [400, 50],
  [9000, 24],
])('fitFontSize of a text %d wide at the largest size is %d', (wide, size) => {
  expect(fitFontSize(100, 200, (tried) => (wide * tried) / 100)).toBe(size);
});

it.each([
  ['short', 'short'],
  ['exactly 10', 'exactly 10'],
  ['one more character', 'one more…'],
  ['☕☕☕☕☕🧊🧊🧊🧊🧊🧊', '☕☕☕☕☕🧊🧊🧊🧊…'],
])('ellipsize turns %s into %s', (text, fitted) => {
  expect(ellipsize(text, 100, measure)).toBe(fitted);
});
