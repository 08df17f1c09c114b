/** How many recordings got which verdict. */
import type { Tally } from './counts.ts';
import type { Result } from './results.ts';

export function tallyOf(results: readonly Result[]): Tally {
  const tally: Tally = { hot: 0, cold: 0, unsure: 0, 'not-pouring': 0, failed: 0 };
  for (const { settled } of results) {
    const state = settled.value;
    if (state) tally[state.phase === 'failed' ? 'failed' : state.answer.verdict] += 1;
  }
  return tally;
}
