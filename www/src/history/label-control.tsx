/** Buttons by which a person labels a recording as hot or cold. */
import { home } from '../i18n/index.ts';
import type { Result } from '../results/results.ts';
import { LABELS } from '../results/verdict-counts.ts';
import styles from './label-control.module.css';
import { nameOf } from './result-name.ts';

export function LabelControl({ result }: { result: Result }) {
  const { label } = result;
  const { history } = home;
  return (
    // biome-ignore lint/a11y/useSemanticElements: fieldsets are hard to lay out in a row
    <div class={styles.labelControl} role="group" aria-label={history.labelNamed(nameOf(result))}>
      <span aria-hidden="true">{history.label}</span>
      {LABELS.map((each) => (
        <button
          key={each}
          type="button"
          class="quiet-button"
          aria-pressed={label.value === each}
          onClick={() => {
            // Pressing the active label removes it.
            label.value = label.peek() === each ? undefined : each;
          }}
        >
          {history.labels[each]}
        </button>
      ))}
    </div>
  );
}
