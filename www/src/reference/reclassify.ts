/** Verdicts on the page that another choice of cup would change: offered to be judged again. */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { BatchController } from '../classify/batch-controller.ts';
import type { Classification } from '../classify/classification.ts';
import type { Result, Results } from '../results/results.ts';
import type { ActiveReference } from './cup.ts';
import type { Cups } from './cups.ts';

export class Reclassifier {
  /** Those judged beside other cold pours than are in use now. */
  readonly outdated: ReadonlySignal<readonly Result[]>;
  readonly #batch: Pick<BatchController, 'reclassify'>;

  constructor(results: Results, cups: Cups, desk: Pick<BatchController, 'reclassify'>) {
    this.#batch = desk;
    this.outdated = computed(() => {
      const beside = cups.activeReference.value;
      return results.list.value.filter(({ finalState }) => {
        const state = finalState.value;
        if (state?.phase !== 'classified') return false;
        return !usesReference(state.classification, beside);
      });
    });
  }

  async start(): Promise<void> {
    const results = this.outdated.peek();
    const audible = await Promise.all(results.map(hasRecording));
    // One whose recording is not kept any more would lose the verdict that it has.
    this.#batch.reclassify(results.filter((_, i) => audible[i]));
  }
}

function usesReference(
  { cup, references, coldPours }: Classification,
  beside: ActiveReference | undefined,
): boolean {
  if (cup !== beside?.name) return false;
  if (coldPours === undefined) return references === (beside?.references.length ?? 0);
  // In whatever order: it is their mean that counts.
  const now = beside?.pours ?? [];
  return now.length === coldPours.length && now.every((id) => coldPours.includes(id));
}

async function hasRecording({ recording, mediaStore }: Result): Promise<boolean> {
  return recording.peek() !== undefined || (await mediaStore?.recording()) !== undefined;
}
