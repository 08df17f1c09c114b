/** The verdicts: what concerns all recordings, then a card for each. */
import { BatchProgress, CANCEL_ALL } from './batch-progress.tsx';
import type { Desk } from './desk.ts';
import { ResultCard, removeButtonId } from './result-card.tsx';
import type { Result, Results } from './results.ts';
import { strings } from './strings.ts';
import { RETRY_FAILED, Summary } from './summary.tsx';

/** From here on the browser need not lay out cards that are out of sight. */
const MANY = 12;

export function ResultList({ results, desk }: { results: Results; desk: Desk }) {
  const list = results.list.value;
  if (list.length === 0) return null;
  return (
    <section
      class={list.length > MANY ? 'results many' : 'results'}
      aria-labelledby="results-heading"
    >
      <h2 id="results-heading">{strings.results.heading}</h2>
      <BatchProgress
        results={results}
        onCancel={() => {
          desk.cancelAll();
          focusNext(RETRY_FAILED);
        }}
      />
      <Summary
        results={results}
        onRetryFailed={() => {
          desk.retryFailed();
          focusNext(CANCEL_ALL);
        }}
        onRemoveAll={() => {
          results.clear();
          focusNext('file-input');
        }}
      />
      {list.map((result) => (
        <ResultCard
          key={result.id}
          result={result}
          onRemove={() => remove(results, result)}
          onExplain={(onProgress, signal) => desk.explain(result, onProgress, signal)}
          onRetry={() => {
            desk.retry(result);
            focusNext(removeButtonId(result));
          }}
        />
      ))}
    </section>
  );
}

function remove(results: Results, result: Result): void {
  const { value: list } = results.list;
  const place = list.indexOf(result);
  const neighbour = list[place + 1] ?? list[place - 1];
  results.remove(result);
  focusNext(neighbour ? removeButtonId(neighbour) : 'file-input');
}

/** Focus would fall back to the top of the page with the button that had it. */
function focusNext(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
