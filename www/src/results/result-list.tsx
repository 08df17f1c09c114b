/** The list of results: controls for all recordings, then a card for each. */
import { useComputed, useSignal } from '@preact/signals';
import type { DeleteWithUndo } from '../history/delete-with-undo.ts';
import { HistoryBar } from '../history/history-bar.tsx';
import { home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import { ReferenceButton } from '../reference/reference-button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ResultActions } from './result-actions.tsx';
import { ResultCard, removeButtonId } from './result-card.tsx';
import styles from './result-list.module.css';
import type { Result, Results } from './results.ts';
import { RETRY_FAILED, Summary } from './summary.tsx';

/** Longer lists skip the layout of cards outside the viewport. */
const MAX_EAGER_LAYOUT = 12;

export function ResultList() {
  const { batchController, deletion, history, results } = useApp();
  const confirming = useSignal<'delete-all' | 'delete-saved' | undefined>(undefined);
  const list = results.list.value;
  const { results: messages, batch, history: historyMessages } = home;
  // A missing database matters only if there is a result to store.
  const hasNoProblem = history.problem.value === undefined || history.problem.value === 'absent';
  if (list.length === 0 && hasNoProblem && history.unreadable.value === 0) return null;
  return (
    <section
      class={list.length > MAX_EAGER_LAYOUT ? `${styles.results} ${styles.many}` : styles.results}
      aria-labelledby="results-heading"
    >
      <h2 id="results-heading">{messages.heading}</h2>
      <HistoryBar
        onDeleteSaved={() => {
          confirming.value = 'delete-saved';
        }}
      />
      <BatchProgress
        results={results}
        onCancel={() => {
          batchController.cancelAll();
          focusAfterRender(RETRY_FAILED);
        }}
      />
      <Summary
        results={results}
        onRetryFailed={() => {
          batchController.retryFailed();
          focusAfterRender(CANCEL_ALL);
        }}
        onDeleteAll={() => {
          confirming.value = 'delete-all';
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
            focusAfterRender(removeButtonId(result));
          }}
          onReclassify={() => {
            batchController.reclassify([result]);
            focusAfterRender(removeButtonId(result));
          }}
          actions={<ResultActions result={result} />}
        >
          <ReferenceButton result={result} />
        </ResultCard>
      ))}
      {confirming.value === 'delete-all' && (
        <ConfirmDialog
          question={historyMessages.confirmDeleteAll(list.length)}
          confirmLabel={batch.deleteAll}
          onAnswer={(isConfirmed) => {
            confirming.value = undefined;
            if (!isConfirmed) return;
            deletion.deleteAll();
            focusAfterRender('file-input');
          }}
        />
      )}
      {confirming.value === 'delete-saved' && (
        <ConfirmDialog
          question={historyMessages.confirmDeleteSaved(history.count.value)}
          confirmLabel={historyMessages.deleteSaved}
          onAnswer={(yes) => {
            confirming.value = undefined;
            if (yes) history.clear();
          }}
        />
      )}
    </section>
  );
}

function remove(results: Results, deletion: DeleteWithUndo, result: Result): void {
  const { value: list } = results.list;
  const index = list.indexOf(result);
  const neighbour = list[index + 1] ?? list[index - 1];
  deletion.remove(result, () => focusAfterRender(removeButtonId(result)));
  focusAfterRender(neighbour ? removeButtonId(neighbour) : 'file-input');
}

/** Keeps the focus in the list when the focused button disappears. */
function focusAfterRender(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

const CANCEL_ALL = 'cancel-all';

/** Progress of all recordings, while some are unfinished. */
function BatchProgress({ results, onCancel }: { results: Results; onCancel: () => void }) {
  const done = useComputed(
    () => results.list.value.filter(({ finalState }) => finalState.value !== undefined).length,
  ).value;
  const all = results.list.value.length;
  if (all < 2 || done === all) return null;
  const { batch } = home;
  return (
    <div class={styles.batchProgress} data-testid="batch-progress">
      <p>{batch.progress(done, all)}</p>
      <progress aria-label={batch.meter} max={all} value={done} />
      <button id={CANCEL_ALL} type="button" class="quiet-button" onClick={onCancel}>
        {batch.cancelAll}
      </button>
    </div>
  );
}
