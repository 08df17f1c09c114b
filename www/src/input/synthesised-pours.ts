/**
 * The synthesised pours that replace recorded examples. The build fails if the model classifies one
 * of them wrongly (build/check-synthesised-pours.ts).
 */

export interface SynthesisedPour {
  fahrenheit: number;
  /** The same seed gives the same pour. */
  seed: number;
}

/** About as long as the recorded examples. */
export const POUR_SECONDS = 8;
export const POUR_SAMPLE_RATE_HZ = 48_000;

/** The four examples; the guide compares the coldest with the hottest. */
export const EXAMPLE_POURS: readonly SynthesisedPour[] = [
  { fahrenheit: 40, seed: 1 },
  { fahrenheit: 73, seed: 2 },
  { fahrenheit: 175, seed: 3 },
  { fahrenheit: 212, seed: 4 },
];

/** Number of new pours in each round of the quiz, which vary the rounds. */
export const NEW_POURS_PER_ROUND = 2;

/**
 * Pours that the quiz adds to the examples. Selected on 2026-12-01 by clear verdicts: a confidence
 * of 90% or more, and a probability of pouring of 65% or more.
 */
export const QUIZ_POURS: readonly SynthesisedPour[] = [
  ...poursAt(40, [5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16, 17]),
  ...poursAt(73, [5, 11, 12, 13, 14, 16, 18, 19, 20, 21, 22, 24]),
  ...poursAt(175, [5, 7, 8, 11, 12, 13, 15, 17, 18, 19, 20, 21]),
  ...poursAt(212, [6, 7, 8, 10, 12, 13, 15, 17, 18, 19, 20, 21]),
];

function poursAt(fahrenheit: number, seeds: readonly number[]): SynthesisedPour[] {
  return seeds.map((seed) => ({ fahrenheit, seed }));
}
