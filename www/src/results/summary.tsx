/** Summary of several recordings: counts, a table, and export. */
import { useComputed } from '@preact/signals';
import { home } from '../i18n/index.ts';
import { FailureIcon, VerdictIcon } from '../ui/icons.tsx';
import { CsvFormatChoice } from './csv-format-choice.tsx';
import { exportAs } from './export.ts';
import type { Results } from './results.ts';
import { countVerdicts } from './results.ts';
import styles from './summary.module.css';
import { SummaryTable } from './summary-table.tsx';
import { COUNTS } from './verdict-counts.ts';

interface Properties {
  results: Results;
  onRetryFailed: () => void;
  onDeleteAll: () => void;
}

export const RETRY_FAILED = 'retry-failed';

/** The card of a single recording is its summary. */
const MIN_RESULTS = 2;

export function Summary({ results, onRetryFailed, onDeleteAll }: Properties) {
  const counts = useComputed(() => countVerdicts(results.list.value)).value;
  const list = results.list.value;
  if (list.length < MIN_RESULTS) return null;
  const { batch, summary } = home;
  const hasNothingToExport = COUNTS.every((count) => counts[count] === 0);
  return (
    <section class={styles.summary} aria-labelledby="summary-heading">
      <header>
        <h3 id="summary-heading">{summary.heading}</h3>
        <ul class={styles.counts}>
          {COUNTS.filter((count) => counts[count] > 0).map((count) => (
            <li key={count} data-count={count}>
              {count === 'failed' ? <FailureIcon /> : <VerdictIcon verdict={count} />}
              {summary.count(count, counts[count])}
            </li>
          ))}
        </ul>
      </header>
      <SummaryTable results={results} />
      <CsvFormatChoice />
      <div class="actions">
        {counts.failed > 0 && (
          <button id={RETRY_FAILED} type="button" class="quiet-button" onClick={onRetryFailed}>
            {batch.retryFailed}
          </button>
        )}
        <button
          type="button"
          class="quiet-button"
          disabled={hasNothingToExport}
          onClick={() => exportAs('csv', list)}
        >
          {summary.exportCsv}
        </button>
        <button
          type="button"
          class="quiet-button"
          disabled={hasNothingToExport}
          onClick={() => exportAs('json', list)}
        >
          {summary.exportJson}
        </button>
        <button type="button" class="quiet-button" onClick={onDeleteAll}>
          {batch.deleteAll}
        </button>
      </div>
    </section>
  );
}
