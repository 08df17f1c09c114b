/** Estimates how wide a word is in the display face, so that CSS can fit it into the panel. */

/** Widths in em of Bricolage Grotesque 800, rounded up. Other letters have `OTHER`. */
const WIDTHS: readonly (readonly [letters: RegExp, width: number])[] = [
  // Kana, Chinese characters and full-width punctuation.
  [/[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/, 1],
  [/[mwMW]/, 0.95],
  [/[…]/, 0.9],
  [/[A-Z]/, 0.74],
  [/[fijlrtíI.,’ ]/, 0.43],
];
const OTHER = 0.63;

/** Returns the width in em, at least 1: one character is as high as it is wide. */
export function wordWidth(word: string): number {
  const widths = [...word].map(
    (letter) => WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? OTHER,
  );
  return Math.max(
    1,
    widths.reduce((sum, width) => sum + width, 0),
  );
}
