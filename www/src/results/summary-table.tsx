/**
 * Table of the recordings with sortable columns; each row links to its card. On a phone the rows of
 * closed cards say the same, so the table is hidden there, and sort-choice.tsx sorts them.
 */
import { isHotProbabilityTrusted } from '../classify/classification.ts';
import { nameOf } from '../history/result-name.ts';
import { columnSeconds } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import { type Column, type Order, order } from './list-view.ts';
import { Percentage } from './probability-bar.tsx';
import { cardId, goToCard } from './result-card.tsx';
import { type Result, type Results, secondsOfResult } from './results.ts';
import { verdictWord } from './row-facts.tsx';
import styles from './summary-table.module.css';
import { nextOrder, useColumns } from './table-order.ts';

interface Properties {
  results: Results;
  shown: readonly Result[];
}

export function SummaryTable({ results, shown }: Properties) {
  const columns = useColumns(results);
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
          {shown.map((result) => (
            <Row key={result.id} result={result} hasLabels={columns.includes('label')} />
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
  const { summary } = home;
  const length = secondsOfResult(result);
  return (
    <tr data-row={classification?.verdict ?? state?.phase}>
      <th scope="row" translate={false}>
        <a
          href={`#${cardId(result)}`}
          onClick={(event) => {
            // The hash is the router's, so the link must not change it.
            event.preventDefault();
            goToCard(result);
          }}
        >
          {nameOf(result)}
        </a>
      </th>
      <td class={styles.verdict}>{verdictWord(result)}</td>
      <td>
        {classification && isHotProbabilityTrusted(classification) ? (
          <Percentage of={classification.probabilityHot} />
        ) : (
          summary.unknown
        )}
      </td>
      <td>
        {classification ? <Percentage of={classification.probabilityPouring} /> : summary.unknown}
      </td>
      <td translate={false}>{length === undefined ? summary.unknown : columnSeconds(length)}</td>
      {hasLabels && (
        <td>{result.label.value ? home.history.labels[result.label.value] : summary.unknown}</td>
      )}
    </tr>
  );
}
