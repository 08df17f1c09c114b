/** The verdicts: what concerns all recordings, then a card for each. */
import { useComputed, useSignal } from '@preact/signals';
import type { DeleteWithUndo } from '../history/delete-with-undo.ts';
import { HistoryBar } from '../history/history-bar.tsx';
import { home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import { ReferenceButton } from '../reference/reference-button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ResultCard, removeButtonId } from './result-card.tsx';
import type { Result, Results } from './results.ts';
import { RETRY_FAILED, Summary } from './summary.tsx';

/** From here on the browser need not lay out cards that are out of sight. */
const MANY = 12;

export function ResultList() {
  const { batchController, deletion, history, results } = useApp();
  const asking = useSignal<'remove-all' | 'remove-kept' | undefined>(undefined);
  const list = results.list.value;
  const { results: words, batch, history: kept } = home;
  // A page without a result need not say that it could not keep one.
  const silent = history.problem.value === undefined || history.problem.value === 'absent';
  if (list.length === 0 && silent && history.unreadable.value === 0) return null;
  return (
    <section
      class={list.length > MANY ? 'results many' : 'results'}
      aria-labelledby="results-heading"
    >
      <h2 id="results-heading">{words.heading}</h2>
      <HistoryBar
        onRemoveAll={() => {
          asking.value = 'remove-kept';
        }}
      />
      <BatchProgress
        results={results}
        onCancel={() => {
          batchController.cancelAll();
          focusNext(RETRY_FAILED);
        }}
      />
      <Summary
        results={results}
        onRetryFailed={() => {
          batchController.retryFailed();
          focusNext(CANCEL_ALL);
        }}
        onRemoveAll={() => {
          asking.value = 'remove-all';
        }}
      />
      {list.map((result) => (
        <ResultCard
          key={result.id}
          result={result}
          onRemove={() => remove(results, deletion, result)}
          onExplain={(onProgress, signal) => batchController.explain(result, onProgress, signal)}
          onRetry={() => {
            batchController.retry(result);
            focusNext(removeButtonId(result));
          }}
          onAgain={() => {
            batchController.reclassify([result]);
            focusNext(removeButtonId(result));
          }}
        >
          <ReferenceButton result={result} />
        </ResultCard>
      ))}
      {asking.value === 'remove-all' && (
        <ConfirmDialog
          question={kept.confirmDeleteAll(list.length)}
          confirmLabel={batch.deleteAll}
          onAnswer={(yes) => {
            asking.value = undefined;
            if (!yes) return;
            deletion.removeAll();
            focusNext('file-input');
          }}
        />
      )}
      {asking.value === 'remove-kept' && (
        <ConfirmDialog
          question={kept.confirmDeleteSaved(history.count.value)}
          confirmLabel={kept.deleteSaved}
          onAnswer={(yes) => {
            asking.value = undefined;
            if (yes) history.clear();
          }}
        />
      )}
    </section>
  );
}

function remove(results: Results, deletion: DeleteWithUndo, result: Result): void {
  const { value: list } = results.list;
  const place = list.indexOf(result);
  const neighbour = list[place + 1] ?? list[place - 1];
  deletion.remove(result, () => focusNext(removeButtonId(result)));
  focusNext(neighbour ? removeButtonId(neighbour) : 'file-input');
}

/** Focus would fall back to the top of the page with the button that had it. */
function focusNext(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

/** How far all recordings are, while some are still to come. */

export const CANCEL_ALL = 'cancel-all';

export function BatchProgress({ results, onCancel }: { results: Results; onCancel: () => void }) {
  const done = useComputed(
    () => results.list.value.filter(({ finalState }) => finalState.value !== undefined).length,
  ).value;
  const all = results.list.value.length;
  if (all < 2 || done === all) return null;
  const { batch } = home;
  return (
    <div class="batch-progress" data-testid="batch-progress">
      <p>{batch.progress(done, all)}</p>
      <progress aria-label={batch.meter} max={all} value={done} />
      <button id={CANCEL_ALL} type="button" class="quiet-button" onClick={onCancel}>
        {batch.cancelAll}
      </button>
    </div>
  );
}
