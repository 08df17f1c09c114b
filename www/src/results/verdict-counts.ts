/** What recordings are counted by: their verdict, or that they have none. */
import type { Verdict } from '../classify/classification.ts';

export type Count = Verdict | 'failed';

export const COUNTS = [
  'hot',
  'cold',
  'unsure',
  'not-pouring',
  'failed',
] as const satisfies readonly Count[];

/** Those still waiting or listened to are in none of the counts. */
export type VerdictCounts = Record<Count, number>;

/** What a person says a recording really was. */
export type Label = 'hot' | 'cold' | 'not-pouring';

export const LABELS = ['hot', 'cold', 'not-pouring'] as const satisfies readonly Label[];
