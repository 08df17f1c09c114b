/** The list of results: controls for all recordings, then a card for each. */
import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { DeleteWithUndo } from '../history/delete-with-undo.ts';
import { HistoryBar, SAVE_RESULTS } from '../history/history-bar.tsx';
import { home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import { ReferenceButton } from '../reference/reference-button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { focusAfterRender, useFocusSuccessor } from '../ui/focus.ts';
import { filter, order } from './list-view.ts';
import { ResultActions } from './result-actions.tsx';
import { ResultCard, removeButtonId } from './result-card.tsx';
import styles from './result-list.module.css';
import { countOf, type Result, type Results } from './results.ts';
import { RETRY_FAILED, SHOW_ALL, Summary } from './summary.tsx';
import { sortResults } from './table-order.ts';

/** Longer lists skip the layout of cards outside the viewport. */
const MAX_EAGER_LAYOUT = 12;

export function ResultList() {
  const { batchController, deletion, history, results } = useApp();
  const confirming = useSignal<'delete-all' | 'delete-saved' | undefined>(undefined);
  const list = results.list.value;
  const shown = useComputed(() => {
    const all = sortResults(results.list.value, order.value);
    const wanted = filter.value;
    return wanted === undefined ? all : all.filter((result) => countOf(result) === wanted);
  }).value;
  useSignalEffect(() => {
    // Shows all results once none matches the filter.
    const wanted = filter.value;
    if (wanted && !results.list.value.some((result) => countOf(result) === wanted)) showAll();
  });
  const { results: messages, batch, history: historyMessages } = home;
  // A missing database matters only if there is a result to store.
  const hasNoProblem = history.problem.value === undefined || history.problem.value === 'absent';
  if (list.length === 0 && hasNoProblem && history.unreadable.value === 0) return null;
  return (
    <section class={styles.results} aria-labelledby={HEADING}>
      <h2 id={HEADING} tabIndex={-1}>
        {messages.heading}
      </h2>
      <BatchProgress
        results={results}
        onCancel={() => {
          batchController.cancelAll();
          focusAfterRender(`#${RETRY_FAILED}`);
        }}
      />
      <HistoryBar
        onDeleteSaved={() => {
          confirming.value = 'delete-saved';
        }}
      />
      <Summary
        results={results}
        shown={shown}
        onRetryFailed={() => {
          showAll();
          batchController.retryFailed();
          focusAfterRender(`#${CANCEL_ALL}`);
        }}
        onDeleteAll={() => {
          confirming.value = 'delete-all';
        }}
      />
      <div
        class={shown.length > MAX_EAGER_LAYOUT ? `${styles.cards} ${styles.many}` : styles.cards}
      >
        {shown.map((result) => (
          <ResultCard
            key={result.id}
            result={result}
            isCollapsible={list.length > 1}
            onRemove={() => remove(results, shown, deletion, result)}
            onExplain={(onProgress, signal) => batchController.explain(result, onProgress, signal)}
            onRetry={() => {
              showAll();
              batchController.retry(result);
              focusAfterRender(`#${removeButtonId(result)}`);
            }}
            onReclassify={() => {
              showAll();
              batchController.reclassify([result]);
              focusAfterRender(`#${removeButtonId(result)}`);
            }}
            actions={<ResultActions result={result} />}
          >
            <ReferenceButton result={result} />
          </ResultCard>
        ))}
      </div>
      {confirming.value === 'delete-all' && (
        <ConfirmDialog
          question={historyMessages.confirmDeleteAll(list.length)}
          confirmLabel={batch.deleteAll}
          isDestructive
          onAnswer={(isConfirmed) => {
            confirming.value = undefined;
            if (!isConfirmed) return;
            deletion.deleteAll();
            focusAfterRender('#file-input');
          }}
        />
      )}
      {confirming.value === 'delete-saved' && (
        <ConfirmDialog
          question={historyMessages.confirmDeleteSaved(history.count.value)}
          confirmLabel={historyMessages.deleteSaved}
          isDestructive
          onAnswer={(yes) => {
            confirming.value = undefined;
            if (!yes) return;
            history.clear();
            focusAfterRender(`#${SAVE_RESULTS}`);
          }}
        />
      )}
    </section>
  );
}

const HEADING = 'results-heading';

/** Scrolls to the progress and summary of several new recordings. */
export function scrollToResults(): void {
  document.getElementById(HEADING)?.scrollIntoView({ block: 'start' });
}

/** Moves to the results with the focus, whose control may disappear. */
export function goToResults(): void {
  scrollToResults();
  focusAfterRender(`#${HEADING}`);
}

/** Keeps a result in the list whose verdict is about to change. */
function showAll(): void {
  filter.value = undefined;
}

function remove(
  results: Results,
  shown: readonly Result[],
  deletion: DeleteWithUndo,
  result: Result,
): void {
  const index = shown.indexOf(result);
  deletion.remove(result, () => {
    if (filter.value !== countOf(result)) showAll();
    focusAfterRender(`#${removeButtonId(result)}`);
  });
  const neighbour = shown[index + 1] ?? shown[index - 1] ?? results.list.value[0];
  focusAfterRender(neighbour ? `#${removeButtonId(neighbour)}` : '#file-input');
}

const CANCEL_ALL = 'cancel-all';

/** Progress of all recordings, while some are unfinished. */
function BatchProgress({ results, onCancel }: { results: Results; onCancel: () => void }) {
  const done = useComputed(
    () => results.list.value.filter(({ finalState }) => finalState.value !== undefined).length,
  ).value;
  const all = results.list.value.length;
  if (all < 2 || done === all) return null;
  return <UnfinishedBatch done={done} all={all} onCancel={onCancel} />;
}

interface UnfinishedBatchProperties {
  done: number;
  all: number;
  onCancel: () => void;
}

function UnfinishedBatch({ done, all, onCancel }: UnfinishedBatchProperties) {
  const cancel = useRef<HTMLButtonElement>(null);
  useFocusSuccessor(cancel, `#${SHOW_ALL}`);
  const { batch } = home;
  return (
    <div class={styles.batchProgress} data-testid="batch-progress">
      <p>{batch.progress(done, all)}</p>
      <progress aria-label={batch.meter} max={all} value={done} />
      <button ref={cancel} id={CANCEL_ALL} type="button" class="quiet-button" onClick={onCancel}>
        {batch.cancelAll}
      </button>
    </div>
  );
}
