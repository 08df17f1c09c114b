/** Takes results off the page and out of the history, one with Undo, all for good. */
import type { BatchController } from '../classify/batch-controller.ts';
import { home } from '../i18n/index.ts';
import type { Result, Results } from '../results/results.ts';
import type { Undo } from '../ui/undo.ts';
import type { History } from './history.ts';

export class DeleteWithUndo {
  readonly #results: Results;
  readonly #history: History;
  readonly #batch: Pick<BatchController, 'reclassify'>;
  readonly #undo: Undo;

  constructor(
    results: Results,
    history: History,
    desk: Pick<BatchController, 'reclassify'>,
    undo: Undo,
  ) {
    this.#results = results;
    this.#history = history;
    this.#batch = desk;
    this.#undo = undo;
  }

  /** `onBack` is told when it is taken back. */
  remove(result: Result, onBack: () => void): void {
    const results = this.#results;
    const place = results.list.peek().indexOf(result);
    results.remove(result);
    this.#history.markRemoved(result);
    this.#undo.show({
      sentence: home.history.removed(result.source.name),
      undo: () => {
        results.reinsert(result, place);
        this.#history.undoRemoval(result);
        // The removal ended the listening that was under way.
        if (result.finalState.peek() === undefined) this.#batch.reclassify([result]);
        onBack();
      },
      commit: () => this.#history.deleteForGood(result),
    });
  }

  removeAll(): void {
    this.#undo.commit();
    this.#results.clear();
    this.#history.clear();
  }
}
