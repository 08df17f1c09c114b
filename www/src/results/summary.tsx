/** Summary of several recordings: counts that filter, order, a table, and export. */
import { useComputed } from '@preact/signals';
import { classifiedResults } from '../compare/pair.ts';
import { compare, home } from '../i18n/index.ts';
import { formatRoute } from '../router/route.ts';
import { FailureIcon, VerdictIcon } from '../ui/icons.tsx';
import { CsvFormatChoice } from './csv-format-choice.tsx';
import { exportAs } from './export.ts';
import { filter } from './list-view.ts';
import { countVerdicts, type Result, type Results } from './results.ts';
import { SortChoice } from './sort-choice.tsx';
import styles from './summary.module.css';
import { SummaryTable } from './summary-table.tsx';
import { COUNTS } from './verdict-counts.ts';

interface Properties {
  results: Results;
  /** Results to list, filtered and sorted. */
  shown: readonly Result[];
  onRetryFailed: () => void;
  onDeleteAll: () => void;
}

export const RETRY_FAILED = 'retry-failed';
export const SHOW_ALL = 'show-all';

/** The card of a single recording is its summary. */
const MIN_RESULTS = 2;

export function Summary({ results, shown, onRetryFailed, onDeleteAll }: Properties) {
  const counts = useComputed(() => countVerdicts(results.list.value)).value;
  const list = results.list.value;
  if (list.length < MIN_RESULTS) return null;
  const { batch, summary } = home;
  const classified = classifiedResults(list);
  const finishedCount = COUNTS.reduce((sum, count) => sum + counts[count], 0);
  return (
    <section class={styles.summary} aria-labelledby="summary-heading">
      <header>
        <h3 id="summary-heading">{summary.heading}</h3>
        {/* biome-ignore lint/a11y/useSemanticElements: fieldsets are hard to lay out in a row */}
        <div class={styles.counts} role="group" aria-label={summary.filter}>
          <button
            id={SHOW_ALL}
            type="button"
            class="quiet-button"
            aria-pressed={filter.value === undefined}
            onClick={() => {
              filter.value = undefined;
            }}
          >
            {summary.all(list.length)}
          </button>
          {COUNTS.filter((count) => counts[count] > 0).map((count) => (
            <button
              key={count}
              type="button"
              class={`quiet-button ${styles.count}`}
              data-count={count}
              aria-pressed={filter.value === count}
              onClick={() => {
                // Pressing the active one shows all again.
                filter.value = filter.peek() === count ? undefined : count;
              }}
            >
              {count === 'failed' ? <FailureIcon /> : <VerdictIcon verdict={count} />}
              {summary.count(count, counts[count])}
            </button>
          ))}
        </div>
      </header>
      <SortChoice results={results} />
      <SummaryTable results={results} shown={shown} />
      <div class={styles.controls}>
        <details>
          <summary>{summary.export}</summary>
          <CsvFormatChoice />
          <div class="actions">
            <button
              type="button"
              class="quiet-button"
              disabled={finishedCount === 0}
              onClick={() => exportAs('table', list)}
            >
              {summary.exportTable(finishedCount)}
            </button>
            <button
              type="button"
              class="quiet-button"
              disabled={finishedCount === 0}
              onClick={() => exportAs('csv', list)}
            >
              {summary.exportCsv}
            </button>
            <button
              type="button"
              class="quiet-button"
              disabled={finishedCount === 0}
              onClick={() => exportAs('json', list)}
            >
              {summary.exportJson}
            </button>
          </div>
        </details>
        {classified.length >= MIN_RESULTS && (
          <a class="quiet-button" href={formatRoute('compare')}>
            {compare.heading}
          </a>
        )}
        {counts.failed > 0 && (
          <button id={RETRY_FAILED} type="button" class="quiet-button" onClick={onRetryFailed}>
            {batch.retryFailed}
          </button>
        )}
        <button type="button" class="quiet-button" onClick={onDeleteAll}>
          {batch.deleteAll}
        </button>
      </div>
    </section>
  );
}
