/** A labelled bar that shows a probability. */
import type { LabelledProbability } from '../classify/classification.ts';
import { percent } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import styles from './probability-bar.module.css';

export function ProbabilityBar({ of, probability }: LabelledProbability) {
  const label = home.probabilities[of];
  return (
    <div class={styles.probabilityBar}>
      <span>{label}</span>
      <span class={styles.value}>
        <Percentage of={probability} />
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw <meter> differently */}
      <div
        class={`bar-track ${styles.track}`}
        role="meter"
        data-of={of}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(probability * 100)}
        aria-valuetext={percent(probability)}
      >
        <div class="bar-fill" style={{ width: `${probability * 100}%` }} />
      </div>
    </div>
  );
}

/** A browser may translate “over 99%”, but not a number alone. */
export function Percentage({ of }: { of: number }) {
  const text = percent(of);
  return <span translate={/\p{L}/u.test(text)}>{text}</span>;
}
