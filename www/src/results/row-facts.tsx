/** What the row of a closed card says: verdict, its chance, and length. */
import { type Classification, isHotProbabilityTrusted } from '../classify/classification.ts';
import { columnSeconds } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import { FailureIcon, VerdictIcon } from '../ui/icons.tsx';
import { countOf, type Result, secondsOfResult } from './results.ts';
import styles from './row-facts.module.css';

export function RowFacts({ result }: { result: Result }) {
  const state = result.finalState.value;
  const count = countOf(result);
  const seconds = secondsOfResult(result);
  return (
    <span class={styles.facts} data-count={count}>
      <span class={styles.verdict}>
        {count === 'failed' ? <FailureIcon /> : count && <VerdictIcon verdict={count} />}
        {verdictWord(result)}
      </span>{' '}
      <span class={styles.chance}>
        {state?.phase === 'classified' && <Chance {...state.classification} />}
      </span>{' '}
      <span class={styles.length} translate={false}>
        {seconds !== undefined && columnSeconds(seconds)}
      </span>
    </span>
  );
}

/** The verdict in a word, or why there is none. */
export function verdictWord(result: Result): string {
  const count = countOf(result);
  const { summary, verdicts } = home;
  if (count === undefined) return summary.pending;
  return count === 'failed' ? summary.failed : verdicts[count].word;
}

/** Empty where the probability says nothing. */
function Chance(classification: Classification) {
  return isHotProbabilityTrusted(classification) ? chanceText(classification) : null;
}

/** “91% likely cold”. */
export function chanceText({
  verdict,
  probabilityHot,
}: Pick<Classification, 'verdict' | 'probabilityHot'>): string {
  const { likelyCold, likelyHot } = home.pours;
  return verdict === 'cold' ? likelyCold(1 - probabilityHot) : likelyHot(probabilityHot);
}
