/** Counts how many pours of the active cup get the right class. */
import { effect, signal } from '@preact/signals';
import type { WorkerPool } from '../worker/worker-pool.ts';
import type { Cups } from './cups.ts';

/** A pour is judged relative to the others, so there must be some. */
const MIN_POURS = 2;

export class CupAccuracy {
  /** Number of pours with the right class. `undefined` until known, or if counting failed. */
  readonly right = signal<number | undefined>(undefined);

  constructor(cups: Pick<Cups, 'activeReference'>, classifier: Pick<WorkerPool, 'countRight'>) {
    effect(() => {
      const references = cups.activeReference.value?.references ?? [];
      this.right.value = undefined;
      if (references.length < MIN_POURS) return undefined;
      let isCurrent = true;
      const show = (right: number) => {
        if (isCurrent) this.right.value = right;
      };
      // Never aborted, since that ends the worker.
      const { signal: neverAborted } = new AbortController();
      classifier.countRight(references, neverAborted).then(show, () => undefined);
      return () => {
        isCurrent = false;
      };
    });
  }
}
