/** Table of all recordings with sortable columns; each row links to its card. */
import { useComputed, useSignal } from '@preact/signals';
import { nameOf } from '../history/result-name.ts';
import { seconds } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import { Percentage } from './probability-bar.tsx';
import { cardId, removeButtonId, scrollToCard } from './result-card.tsx';
import type { Result, Results } from './results.ts';
import styles from './summary-table.module.css';
import { type Column, nextOrder, type Order, sortResults } from './table-order.ts';

const COLUMNS: Column[] = ['name', 'verdict', 'hot', 'pouring', 'seconds'];

export function SummaryTable({ results }: { results: Results }) {
  const order = useSignal<Order | undefined>(undefined);
  // An empty column would widen the table for nothing.
  const hasLabels = useComputed(() => results.list.value.some(({ label }) => label.value)).value;
  const columns: Column[] = hasLabels ? [...COLUMNS, 'label'] : COLUMNS;
  const rows = useComputed(() => sortResults(results.list.value, order.value));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll
    // biome-ignore lint/a11y/useSemanticElements: a section would need a heading
    <div class={styles.frame} role="region" tabIndex={0} aria-label={home.summary.table}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" aria-sort={ariaSort(column, order.value)}>
                <button
                  type="button"
                  onClick={() => {
                    order.value = nextOrder(column, order.value);
                  }}
                >
                  {home.summary.columns[column]}
                  <span class={styles.arrow} aria-hidden="true" />
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.value.map((result) => (
            <Row key={result.id} result={result} hasLabels={hasLabels} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ariaSort(column: Column, order: Order | undefined) {
  if (order?.column !== column) return 'none';
  return order.isDescending ? 'descending' : 'ascending';
}

function Row({ result, hasLabels }: { result: Result; hasLabels: boolean }) {
  const state = result.finalState.value;
  const classification = state?.phase === 'classified' ? state.classification : undefined;
  const { summary, verdicts } = home;
  const length = state?.phase === 'failed' ? state.failure.seconds : classification?.seconds;
  const verdict = classification
    ? verdicts[classification.verdict].word
    : state
      ? summary.failed
      : summary.pending;
  return (
    <tr data-row={classification?.verdict ?? state?.phase}>
      <th scope="row" translate={false}>
        <a
          href={`#${cardId(result)}`}
          onClick={(event) => {
            // The hash is the router's, so the link must not change it.
            event.preventDefault();
            scrollToCard(result);
            document.getElementById(removeButtonId(result))?.focus({ preventScroll: true });
          }}
        >
          {nameOf(result)}
        </a>
      </th>
      <td class={styles.verdict}>{verdict}</td>
      <td>
        {classification &&
        classification.verdict !== 'not-pouring' &&
        classification.reason !== 'compressed' ? (
          <Percentage of={classification.probabilityHot} />
        ) : (
          summary.unknown
        )}
      </td>
      <td>
        {classification ? <Percentage of={classification.probabilityPouring} /> : summary.unknown}
      </td>
      <td translate={false}>{length === undefined ? summary.unknown : seconds(length)}</td>
      {hasLabels && (
        <td>{result.label.value ? home.history.labels[result.label.value] : summary.unknown}</td>
      )}
    </tr>
  );
}
