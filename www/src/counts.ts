/** What recordings are counted by: their verdict, or that they have none. */
import type { Verdict } from './answer.ts';

export type Count = Verdict | 'failed';

export const COUNTS = [
  'hot',
  'cold',
  'unsure',
  'not-pouring',
  'failed',
] as const satisfies readonly Count[];

/** Those still waiting or listened to are in none of the counts. */
export type Tally = Record<Count, number>;
