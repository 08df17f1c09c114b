/** Which two results are compared. */
import type { Result } from '../results/results.ts';

/** The results of A and B, which are never the same one. */
export type Pair = readonly [a: Result, b: Result];

/** Index in a pair. */
export type Side = 0 | 1;

/** Returns the classified results, in their order. */
export function classifiedResults(results: readonly Result[]): Result[] {
  return results.filter(({ finalState }) => finalState.value?.phase === 'classified');
}

/**
 * Chooses two of `candidates`, which start with the newest: the newest hot and the newest cold one,
 * or else the two newest. Returns undefined for fewer than two.
 */
export function defaultPair(candidates: readonly Result[]): Pair | undefined {
  const hot = candidates.find((result) => labelOrVerdict(result) === 'hot');
  const cold = candidates.find((result) => labelOrVerdict(result) === 'cold');
  const [a, b] = hot && cold ? [hot, cold] : candidates;
  return a && b && [a, b];
}

/** The label of a person counts more than the verdict. */
function labelOrVerdict({ label, finalState }: Result): string | undefined {
  const state = finalState.value;
  return label.value ?? (state?.phase === 'classified' ? state.classification.verdict : undefined);
}

/** Returns the pair that is shown already while both can be compared, else the default one. */
export function stablePair(shown: Pair | undefined, candidates: readonly Result[]) {
  const isStillThere = shown?.every((result) => candidates.includes(result));
  return isStillThere ? shown : defaultPair(candidates);
}

/** Puts a result on one side. If it was on the other side, both change places. */
export function withResult(pair: Pair, side: Side, result: Result): Pair {
  const [a, b] = pair;
  if (side === 0) return result === b ? [b, a] : [result, b];
  return result === a ? [b, a] : [a, result];
}
