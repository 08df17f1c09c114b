/**
 * The chance of hot over time, along the spectrogram. A bar that rises leans to hot, one that hangs
 * to cold; where there is none, the strip's hatching says that this does not sound like a pour.
 */
import type { Classification } from '../classify/classification.ts';
import { pouringThreshold } from '../classify/model-constants.ts';
import { home } from '../i18n/index.ts';
import { type Cell, timelineCells } from './timeline-cells.ts';

/** Finer than this a bar is thinner than a pixel on a phone. */
const MOST_CELLS = 240;
/** Of the strip's height, above and below its middle; a bar of 0.5 keeps a visible line. */
const LEAST_BAR = 0.015;

export function ProbabilityTimeline({ answer }: { answer: Classification }) {
  const { seconds } = answer;
  const cells = timelineCells(answer, MOST_CELLS);
  const pours = cells.filter(({ probabilityPouring }) => probabilityPouring >= pouringThreshold);
  const heard = pours.reduce((sum, { start, end }) => sum + end - start, 0);
  const chances = pours.map(({ probabilityHot }) => probabilityHot);
  return (
    <svg
      class="strip"
      data-testid="timeline"
      viewBox={`0 0 ${seconds} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={home.overTime.description(
        heard,
        seconds,
        Math.min(...chances),
        Math.max(...chances),
      )}
    >
      {pours.map((cell) => (
        <Bar key={cell.start} {...cell} />
      ))}
      <line class="middle" x2={seconds} y1="0.5" y2="0.5" />
    </svg>
  );
}

function Bar({ start, end, probabilityHot }: Cell) {
  const hot = probabilityHot >= 0.5;
  const height = Math.max(LEAST_BAR, Math.abs(probabilityHot - 0.5));
  const along = { x: start, width: end - start };
  return (
    <>
      <rect class="pour" data-part="pour" {...along} height={1} />
      <rect
        class={hot ? 'leans-hot' : 'leans-cold'}
        data-part={hot ? 'hot' : 'cold'}
        {...along}
        y={hot ? 0.5 - height : 0.5}
        height={height}
      />
    </>
  );
}
