/** All recordings in rows that can be sorted; each leads to its card. */
import { useComputed, useSignal } from '@preact/signals';
import { percent, seconds } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import { bringIntoView, cardId, removeButtonId } from './result-card.tsx';
import type { Result, Results } from './results.ts';
import { type Column, inOrder, type Order, pressed } from './table-order.ts';

const COLUMNS: Column[] = ['name', 'verdict', 'hot', 'pouring', 'seconds'];

export function SummaryTable({ results }: { results: Results }) {
  const order = useSignal<Order | undefined>(undefined);
  // A column that says nothing would only make the table wider.
  const labelled = useComputed(() => results.list.value.some(({ label }) => label.value)).value;
  const columns: Column[] = labelled ? [...COLUMNS, 'label'] : COLUMNS;
  const rows = useComputed(() => inOrder(results.list.value, order.value));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    // biome-ignore lint/a11y/useSemanticElements: the section around it has a heading; this has none
    <div class="table-frame" role="region" tabIndex={0} aria-label={home.summary.table}>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col" aria-sort={sorting(column, order.value)}>
                <button
                  type="button"
                  onClick={() => {
                    order.value = pressed(column, order.value);
                  }}
                >
                  {home.summary.columns[column]}
                  <span class="arrow" aria-hidden="true" />
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.value.map((result) => (
            <Row key={result.id} result={result} labelled={labelled} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function sorting(column: Column, order: Order | undefined) {
  if (order?.column !== column) return 'none';
  return order.descending ? 'descending' : 'ascending';
}

function Row({ result, labelled }: { result: Result; labelled: boolean }) {
  const state = result.finalState.value;
  const answer = state?.phase === 'classified' ? state.classification : undefined;
  const { summary, verdicts } = home;
  const verdict = answer ? verdicts[answer.verdict].word : state ? summary.failed : summary.pending;
  return (
    <tr data-row={answer?.verdict ?? state?.phase}>
      <th scope="row">
        <a
          href={`#${cardId(result)}`}
          onClick={(event) => {
            // The hash says which page is shown, and this card is on the one that is.
            event.preventDefault();
            bringIntoView(result);
            document.getElementById(removeButtonId(result))?.focus({ preventScroll: true });
          }}
        >
          {result.source.name}
        </a>
      </th>
      <td class="verdict-word">{verdict}</td>
      <td>
        {answer && answer.verdict !== 'not-pouring'
          ? percent(answer.probabilityHot)
          : summary.unknown}
      </td>
      <td>{answer ? percent(answer.probabilityPouring) : summary.unknown}</td>
      <td>{answer ? seconds(answer.seconds) : summary.unknown}</td>
      {labelled && (
        <td>{result.label.value ? home.history.labels[result.label.value] : summary.unknown}</td>
      )}
    </tr>
  );
}
