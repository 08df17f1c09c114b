/**
 * The probability of hot over time, below the spectrogram. Bars rise towards hot and hang towards
 * cold. Gaps show the hatched background, which means that nothing was poured.
 */
import type { Classification } from '../classify/classification.ts';
import { pouringThreshold } from '../classify/model-constants.ts';
import { home } from '../i18n/index.ts';
import styles from './probability-timeline.module.css';
import { type Cell, timelineCells } from './timeline-cells.ts';

/** With more cells, a bar is narrower than a pixel on a phone. */
const MAX_CELLS = 240;
/** Keeps a bar of probability 0.5 visible; a fraction of the height. */
const MIN_BAR_HEIGHT = 0.015;

export function ProbabilityTimeline({ classification }: { classification: Classification }) {
  const { seconds } = classification;
  const cells = timelineCells(classification, MAX_CELLS);
  const pours = cells.filter(({ probabilityPouring }) => probabilityPouring >= pouringThreshold);
  const pouringSeconds = pours.reduce((sum, { start, end }) => sum + end - start, 0);
  const probabilities = pours.map(({ probabilityHot }) => probabilityHot);
  return (
    <svg
      class={styles.timeline}
      data-testid="timeline"
      viewBox={`0 0 ${seconds} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={home.overTime.description(
        pouringSeconds,
        seconds,
        Math.min(...probabilities),
        Math.max(...probabilities),
      )}
    >
      {pours.map((cell) => (
        <Bar key={cell.start} {...cell} />
      ))}
      <line class={styles.middle} x2={seconds} y1="0.5" y2="0.5" />
    </svg>
  );
}

function Bar({ start, end, probabilityHot }: Cell) {
  const isHot = probabilityHot >= 0.5;
  const height = Math.max(MIN_BAR_HEIGHT, Math.abs(probabilityHot - 0.5));
  const extent = { x: start, width: end - start };
  return (
    <>
      <rect class={styles.pour} data-part="pour" {...extent} height={1} />
      <rect
        class={isHot ? styles.hot : styles.cold}
        data-part={isHot ? 'hot' : 'cold'}
        {...extent}
        y={isHot ? 0.5 - height : 0.5}
        height={height}
      />
    </>
  );
}
