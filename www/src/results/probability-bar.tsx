/** A probability as a labelled bar. */
import { useId } from 'preact/hooks';
import type { LabelledProbability } from '../classify/classification.ts';
import { percent } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';

export function ProbabilityBar({ of, probability }: LabelledProbability) {
  const id = useId();
  return (
    <div class="meter">
      <span id={id}>{home.probabilities[of]}</span>
      <span class="value">{percent(probability)}</span>
      {/* biome-ignore lint/a11y/useSemanticElements: what is inside a <meter> is each engine's own, and cannot be drawn alike in all of them */}
      <div
        class={`track of-${of}`}
        role="meter"
        data-of={of}
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(probability * 100)}
        aria-valuetext={percent(probability)}
      >
        <div class="fill" style={{ width: `${probability * 100}%` }} />
      </div>
    </div>
  );
}
