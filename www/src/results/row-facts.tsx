/** What the row of a closed card says: verdict, its chance, and length. */
import { type Classification, probabilityOfVerdict } from '../classify/classification.ts';
import { columnSeconds } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import { FailureIcon, VerdictIcon } from '../ui/icons.tsx';
import { Percentage } from './probability-bar.tsx';
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

/** Empty where the probability says nothing: without a pour, or after strong compression. */
function Chance(classification: Classification) {
  const { verdict, reason, probabilityHot } = classification;
  if (verdict === 'not-pouring' || reason === 'compressed') return null;
  if (verdict === 'unsure') return <>{home.pours.likelyHot(probabilityHot)}</>;
  return <Percentage of={probabilityOfVerdict(classification).probability} />;
}
