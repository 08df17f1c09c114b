/**
 * The probability of hot over time, below the spectrogram. Bars rise towards hot and hang towards
 * cold. Gaps show the hatched background, which means that nothing was poured.
 */
import type { Classification } from '../classify/classification.ts';
import { home } from '../i18n/index.ts';
import styles from './probability-timeline.module.css';
import { type Cell, timelineCells } from './timeline-cells.ts';

/** Smallest width of a bar as a fraction of the timeline's: about a pixel on a phone. */
const MIN_BAR_WIDTH = 1 / 240;
/** Keeps a bar of probability 0.5 visible; a fraction of the height. */
const MIN_BAR_HEIGHT = 0.015;

export function ProbabilityTimeline({ classification }: { classification: Classification }) {
  const { seconds } = classification;
  const minWidth = seconds * MIN_BAR_WIDTH;
  const cells = timelineCells(classification, minWidth);
  const pouringSeconds = cells.reduce((sum, { start, end }) => sum + end - start, 0);
  const probabilities = cells.map(({ probabilityHot }) => probabilityHot);
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
      {cells.map((cell) => (
        <Bar key={cell.start} {...widened(cell, minWidth, seconds)} />
      ))}
      <line class={styles.middle} x2={seconds} y1="0.5" y2="0.5" />
    </svg>
  );
}

/** Keeps a short pour of a long recording visible, also at its end. */
function widened(cell: Cell, minWidth: number, seconds: number): Cell {
  if (cell.end - cell.start >= minWidth) return cell;
  const start = Math.min(cell.start, seconds - minWidth);
  return { ...cell, start, end: start + minWidth };
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
