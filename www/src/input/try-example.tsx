/** Classifies one good example. Shown until there are results. */
import { home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import { goToCard } from '../results/result-card.tsx';
import styles from './try-example.module.css';

export function TryExample() {
  const { addSources, examples, recorder, results } = useApp();
  // The hottest pour is the clearest one.
  const example = examples.at(-1);
  // After a pour for a cup, the panel has a next step.
  const isForCup = recorder.view.value.ending?.kind === 'cup';
  if (example === undefined || isForCup || results.list.value.length > 0) return null;
  return (
    <span class={styles.tryExample}>
      <button
        type="button"
        class="text-button"
        data-testid="try-example"
        onClick={() => {
          const result = addSources([example.source]);
          // The button is gone once the card is there.
          requestAnimationFrame(() => result && goToCard(result));
        }}
      >
        {home.examples.try}
      </button>
    </span>
  );
}
