/** State of the comparison that outlives a visit to another page. */
import { signal } from '@preact/signals';
import type { Result } from '../results/results.ts';
import type { Pair } from './pair.ts';

export class ComparisonState {
  /** The pair that was shown last. */
  readonly pair = signal<Pair | undefined>(undefined);
  /** Examples in place of results, which they do not belong to. */
  readonly examples = signal<readonly Result[]>([]);
}
