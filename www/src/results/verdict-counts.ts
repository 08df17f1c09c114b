/**
 * Verdicts to count and labels to choose. Apart from results.ts, because the build imports these
 * types without the browser's.
 */
import type { Verdict } from '../classify/classification.ts';

export type Count = Verdict | 'failed';

export const COUNTS = [
  'hot',
  'cold',
  'unsure',
  'not-pouring',
  'failed',
] as const satisfies readonly Count[];

export type VerdictCounts = Record<Count, number>;

/** What a person says a recording was. */
export type Label = 'hot' | 'cold' | 'not-pouring';

export const LABELS = ['hot', 'cold', 'not-pouring'] as const satisfies readonly Label[];
