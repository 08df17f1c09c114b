/** Converts the overlapping windows of a recording to adjacent cells. */
import type { Classification } from '../classify/classification.ts';

export interface Cell {
  start: number;
  end: number;
  probabilityHot: number;
  probabilityPouring: number;
}

/**
 * Each cell extends halfway to the centres of its neighbours; the outermost end with the recording.
 * Cells of long recordings average several windows, so that there are at most `maxCells`.
 */
export function timelineCells({ windows, seconds }: Classification, maxCells: number): Cell[] {
  const groupSize = Math.max(1, Math.ceil(windows.length / maxCells));
  const groups = Array.from({ length: Math.ceil(windows.length / groupSize) }, (_, i) =>
    windows.slice(i * groupSize, (i + 1) * groupSize),
  );
  const centres = groups.map((group) => mean(group.map(({ start, end }) => (start + end) / 2)));
  return groups.map((group, i) => ({
    start: i === 0 ? 0 : ((centres[i - 1] ?? 0) + (centres[i] ?? 0)) / 2,
    end: i + 1 < groups.length ? ((centres[i] ?? 0) + (centres[i + 1] ?? 0)) / 2 : seconds,
    probabilityHot: mean(group.map(({ probabilityHot }) => probabilityHot)),
    probabilityPouring: mean(group.map(({ probabilityPouring }) => probabilityPouring)),
  }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
