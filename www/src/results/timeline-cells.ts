/** Converts the overlapping windows of a recording to adjacent cells of each pour. */
import type { Classification } from '../classify/classification.ts';
import { pouringThreshold } from '../classify/model-constants.ts';

export interface Cell {
  start: number;
  end: number;
  probabilityHot: number;
}

type Windows = Classification['windows'];

/**
 * Each cell extends halfway to the centres of its neighbours; the outermost end with their pour.
 * A cell is at least `minSeconds` wide, unless its pour is shorter, and may average windows. A
 * pour of one cell has its own probability.
 */
export function timelineCells(classification: Classification, minSeconds: number): Cell[] {
  const { windows } = classification;
  const pours = classification.pours ?? poursByThreshold(classification);
  return pours.flatMap((pour) => {
    const own = windows.filter((window) => isWithin(centreOf(window), pour));
    const maxCells = Math.floor((pour.end - pour.start) / minSeconds);
    return own.length === 0 || maxCells < 2 ? [pour] : cellsOfPour(pour, own, maxCells);
  });
}

function cellsOfPour(pour: Cell, windows: Windows, maxCells: number): Cell[] {
  const groupSize = Math.ceil(windows.length / maxCells);
  const groups = Array.from({ length: Math.ceil(windows.length / groupSize) }, (_, i) =>
    windows.slice(i * groupSize, (i + 1) * groupSize),
  );
  const centres = groups.map((group) => mean(group.map(centreOf)));
  return groups.map((group, i) => ({
    start: i === 0 ? pour.start : mean(centres.slice(i - 1, i + 1)),
    end: i + 1 === groups.length ? pour.end : mean(centres.slice(i, i + 2)),
    probabilityHot: mean(group.map(({ probabilityHot }) => probabilityHot)),
  }));
}

/** Results of older versions have no pours: their windows are evenly spaced, each a cell. */
function poursByThreshold({ windows, seconds, probabilityHot }: Classification): Cell[] {
  const centres = windows.map(centreOf);
  const edges = [0, ...centres.slice(1).map((_, i) => mean(centres.slice(i, i + 2))), seconds];
  const pours: Cell[] = [];
  for (const [i, { probabilityPouring }] of windows.entries()) {
    if (probabilityPouring < pouringThreshold) continue;
    const [start = 0, end = seconds] = edges.slice(i, i + 2);
    const last = pours.at(-1);
    if (last?.end === start) last.end = end;
    else pours.push({ start, end, probabilityHot });
  }
  return pours;
}

function centreOf({ start, end }: Windows[number]): number {
  return (start + end) / 2;
}

function isWithin(time: number, { start, end }: Cell): boolean {
  return start <= time && time <= end;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
