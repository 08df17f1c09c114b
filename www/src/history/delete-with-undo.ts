/** Deletes one result with undo, or all results for good, from the page and the history. */
import type { BatchController } from '../classify/batch-controller.ts';
import { home } from '../i18n/index.ts';
import type { Result, Results } from '../results/results.ts';
import type { Undo } from '../ui/undo.ts';
import type { History } from './history.ts';
import { nameOf } from './result-name.ts';

export class DeleteWithUndo {
  readonly #results: Results;
  readonly #history: History;
  readonly #batch: Pick<BatchController, 'reclassify'>;
  readonly #undo: Undo;

  constructor(
    results: Results,
    history: History,
    batch: Pick<BatchController, 'reclassify'>,
    undo: Undo,
  ) {
    this.#results = results;
    this.#history = history;
    this.#batch = batch;
    this.#undo = undo;
  }

  /** Calls `onUndo` if the person undoes the removal. */
  remove(result: Result, onUndo: () => void): void {
    const results = this.#results;
    results.remove(result);
    this.#history.markRemoved(result);
    this.#undo.show({
      sentence: home.history.removed(nameOf(result)),
      undo: () => {
        results.reinsert(result);
        this.#history.undoRemoval(result);
        // The removal aborted a classification in progress.
        if (result.finalState.peek() === undefined) this.#batch.reclassify([result]);
        onUndo();
      },
      commit: () => this.#history.deleteForGood(result),
    });
  }

  deleteAll(): void {
    this.#undo.commit();
    this.#results.clear();
    this.#history.clear();
  }
}
