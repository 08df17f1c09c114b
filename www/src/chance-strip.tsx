/**
 * The chance of hot over time, along the spectrogram. A bar that rises leans to hot, one that hangs
 * to cold; what does not sound like a pour is hatched.
 */
import { useId } from 'preact/hooks';
import type { Answer } from './answer.ts';
import { pouringThreshold } from './model-facts.ts';
import { strings } from './strings.ts';
import { stripCells } from './strip-cells.ts';

/** Finer than this a bar is thinner than a pixel on a phone. */
const MOST_CELLS = 240;
/** Of the strip's height, above and below its middle; a bar of 0.5 keeps a visible line. */
const LEAST_BAR = 0.015;

export function ChanceStrip({ answer }: { answer: Answer }) {
  const hatch = useId();
  const { seconds } = answer;
  const cells = stripCells(answer, MOST_CELLS);
  const pours = cells.filter(({ probabilityPouring }) => probabilityPouring >= pouringThreshold);
  const heard = pours.reduce((sum, { start, end }) => sum + end - start, 0);
  const chances = pours.map(({ probabilityHot }) => probabilityHot);
  return (
    <svg
      class="strip"
      viewBox={`0 0 ${seconds} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={strings.overTime.description(
        heard,
        seconds,
        Math.min(...chances),
        Math.max(...chances),
      )}
    >
      <defs>
        {/* In the strip's own units a pattern would be stretched with it. */}
        <linearGradient
          id={hatch}
          gradientUnits="userSpaceOnUse"
          x2={seconds / 60}
          y2="0.2"
          spreadMethod="repeat"
        >
          <stop class="hatch-ground" offset="0.6" />
          <stop class="hatch-line" offset="0.6" />
        </linearGradient>
      </defs>
      {cells.map((cell) =>
        cell.probabilityPouring >= pouringThreshold ? (
          <Bar key={cell.start} {...cell} />
        ) : (
          <rect
            key={cell.start}
            class="no-pour"
            x={cell.start}
            width={cell.end - cell.start}
            height="1"
            fill={`url(#${hatch})`}
          />
        ),
      )}
      <line class="middle" x2={seconds} y1="0.5" y2="0.5" />
    </svg>
  );
}

function Bar({
  start,
  end,
  probabilityHot,
}: {
  start: number;
  end: number;
  probabilityHot: number;
}) {
  const hot = probabilityHot >= 0.5;
  const height = Math.max(LEAST_BAR, Math.abs(probabilityHot - 0.5));
  return (
    <rect
      class={hot ? 'leans-hot' : 'leans-cold'}
      x={start}
      width={end - start}
      y={hot ? 0.5 - height : 0.5}
      height={height}
    />
  );
}
