/** Two pours side by side, on one scale and played in turn. */
import { useState } from 'preact/hooks';
import { home, compare as messages } from '../i18n/index.ts';
import { coldestAndHottest } from '../input/examples.ts';
import { useApp } from '../pages/app-context.ts';
import type { Result } from '../results/results.ts';
import styles from './compare-page.module.css';
import { Comparison } from './comparison.tsx';
import { classifiedResults, defaultPair, type Pair, withResult } from './pair.ts';

export function ComparePage() {
  const { backgroundClassifier, examples, results } = useApp();
  const [exampleResults, setExampleResults] = useState<readonly Result[]>([]);
  const [chosen, setChosen] = useState<Pair>();
  const candidates = classifiedResults([...exampleResults, ...results.list.value]);
  const isChosenLeft = chosen?.every((result) => candidates.includes(result));
  const isPending = exampleResults.some(({ finalState }) => finalState.value === undefined);
  // Both examples appear at once.
  const pair = isChosenLeft ? chosen : isPending ? undefined : defaultPair(candidates);
  return (
    <div class={`prose ${styles.page}`} data-testid="compare">
      <h1 tabIndex={-1}>{messages.heading}</h1>
      {pair ? (
        <Comparison
          pair={pair}
          candidates={candidates}
          hasFocus={exampleResults.length > 0}
          onChoose={(side, result) => setChosen(withResult(pair, side, result))}
        />
      ) : (
        <Empty
          exampleResults={exampleResults}
          isPending={isPending}
          onShow={() =>
            setExampleResults(
              coldestAndHottest(examples).map(({ source }) =>
                backgroundClassifier.classify(source),
              ),
            )
          }
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
