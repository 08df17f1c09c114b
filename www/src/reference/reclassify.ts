/** Finds results whose reference differs from the active one, and classifies them again. */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { BatchController } from '../classify/batch-controller.ts';
import type { Classification } from '../classify/classification.ts';
import { hasRecording, type Result, type Results } from '../results/results.ts';
import type { ActiveReference } from './cup.ts';
import type { Cups } from './cups.ts';

export class Reclassifier {
  /** Results that were classified with other references than the active ones. */
  readonly outdated: ReadonlySignal<readonly Result[]>;
  readonly #batch: Pick<BatchController, 'reclassify'>;

  constructor(results: Results, cups: Cups, batch: Pick<BatchController, 'reclassify'>) {
    this.#batch = batch;
    this.outdated = computed(() => {
      const reference = cups.activeReference.value;
      return results.list.value.filter(({ finalState }) => {
        const state = finalState.value;
        if (state?.phase !== 'classified') return false;
        return !usesReference(state.classification, reference);
      });
    });
  }

  /** Classifies the outdated results again, except those without a recording. */
  async start(): Promise<void> {
    const results = this.outdated.peek();
    const available = await Promise.all(results.map(hasRecording));
    // A result without a recording would lose its verdict.
    this.#batch.reclassify(results.filter((_, i) => available[i]));
  }
}

function usesReference(
  { cup, knownPours }: Classification,
  reference: ActiveReference | undefined,
): boolean {
  if (cup !== reference?.name) return false;
  // Versions that did not store them compared with cold pours by another formula.
  if (knownPours === undefined) return reference === undefined;
  // In any order, which does not matter to the calibration.
  const active = reference?.pours ?? [];
  return active.length === knownPours.length && active.every((id) => knownPours.includes(id));
}
