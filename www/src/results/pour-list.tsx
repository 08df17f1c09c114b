/** The pours of a recording: when each was, its verdict and probability. */
import { type PourClassification, probabilityOfVerdict } from '../classify/classification.ts';
import { confidenceThreshold } from '../classify/model-constants.ts';
import { timeRange } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import { VerdictIcon } from '../ui/icons.tsx';
import styles from './pour-list.module.css';
import { chanceText } from './row-facts.tsx';

/** A longer list scrolls, so it must be reachable with the keyboard. */
const MAX_VISIBLE = 6;

export function PourList({ pours }: { pours: readonly PourClassification[] }) {
  const isLong = pours.length > MAX_VISIBLE;
  return (
    <ol class={styles.pours} aria-label={home.pours.list} tabIndex={isLong ? 0 : undefined}>
      {pours.map((pour) => (
        <Pour key={pour.start} {...pour} />
      ))}
    </ol>
  );
}

function Pour({ start, end, verdict, probabilityHot }: PourClassification) {
  const { probability } = probabilityOfVerdict({ verdict, probabilityHot, probabilityPouring: 1 });
  const isUnsure = verdict === 'unsure';
  // After strong compression a pour is unsure whatever its probability, which then says nothing.
  const isTrusted = !isUnsure || Math.max(probability, 1 - probability) < confidenceThreshold;
  return (
    <li class={styles.pour} data-pour={verdict}>
      <span class={styles.time} translate={false}>
        {timeRange(start, end)}
      </span>{' '}
      <span class={styles.word}>
        <VerdictIcon verdict={verdict} />
        {home.verdicts[verdict].word}
      </span>
      {isTrusted && (
        <>
          {' '}
          <span class={styles.chance}>{chanceText({ verdict, probabilityHot })}</span>
        </>
      )}
    </li>
  );
}
