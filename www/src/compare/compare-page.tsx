/** Two pours side by side, on one scale and played in turn. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { home, compare as messages } from '../i18n/index.ts';
import { coldestAndHottest } from '../input/examples.ts';
import { useApp } from '../pages/app-context.ts';
import type { Result } from '../results/results.ts';
import styles from './compare-page.module.css';
import { Comparison } from './comparison.tsx';
import { classifiedResults, stablePair, withResult } from './pair.ts';

export function ComparePage() {
  const { backgroundClassifier, comparison, examples, results } = useApp();
  const own = classifiedResults(results.list.value);
  // At the next visit, examples give way to two results.
  const [showsExamples] = useState(own.length < 2);
  const takesFocus = useRef(false);
  const exampleResults = showsExamples ? comparison.examples.value : [];
  const candidates = [...classifiedResults(exampleResults), ...own];
  const isPending = exampleResults.some(({ finalState }) => finalState.value === undefined);
  // Both examples appear at once.
  const pair = isPending ? undefined : stablePair(comparison.pair.value, candidates);
  const all = [...exampleResults, ...results.list.value];
  const isShownLeft = comparison.pair.value?.every((result) => all.includes(result)) === true;
  // A recording that is finished later must not replace the pair.
  useLayoutEffect(() => {
    if (!isShownLeft) comparison.pair.value = pair;
    if (pair) takesFocus.current = false;
  }, [comparison, pair, isShownLeft]);
  useLayoutEffect(() => {
    if (!showsExamples) comparison.examples.value = [];
  }, [comparison, showsExamples]);
  return (
    <div class={`prose ${styles.page}`} data-testid="compare">
      <h1 tabIndex={-1}>{messages.heading}</h1>
      {pair ? (
        <Comparison
          pair={pair}
          candidates={candidates}
          takesFocus={takesFocus.current}
          onChoose={(side, result) => {
            comparison.pair.value = withResult(pair, side, result);
          }}
        />
      ) : (
        <Empty
          exampleResults={exampleResults}
          isPending={isPending}
          onShow={() => {
            takesFocus.current = true;
            comparison.examples.value = coldestAndHottest(examples).map(({ source }) =>
              backgroundClassifier.classify(source),
            );
          }}
        />
      )}
    </div>
  );
}

interface EmptyProperties {
  exampleResults: readonly Result[];
  isPending: boolean;
  onShow: () => void;
}

/** Also tries again after an example failed. */
function Empty({ exampleResults, isPending, onShow }: EmptyProperties) {
  const failed = exampleResults
    .map(({ finalState }) => finalState.value)
    .find((state) => state?.phase === 'failed');
  return (
    <>
      <p>{messages.empty}</p>
      {failed && (
        <p class="notice" role="alert">
          {failed.failure.sentence}
        </p>
      )}
      <div class="actions">
        <button
          type="button"
          class="primary-button"
          data-testid="compare-examples"
          // Not `disabled`, which would drop the focus.
          aria-disabled={isPending}
          onClick={() => !isPending && onShow()}
        >
          {messages.examples}
        </button>
      </div>
      <p class="quiet" role="status">
        {isPending && home.progress.classifying}
      </p>
    </>
  );
}
