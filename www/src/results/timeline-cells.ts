/** Windows of a recording, which overlap, as cells side by side along its time. */
import type { Classification } from '../classify/classification.ts';

export interface Cell {
  start: number;
  end: number;
  probabilityHot: number;
  probabilityPouring: number;
}

/**
 * A cell reaches halfway to its neighbours' middles, the outermost ones to the recording's ends. Of
 * long recordings several windows share one, as none of `most` cells would be seen otherwise.
 */
export function timelineCells({ windows, seconds }: Classification, most: number): Cell[] {
  const each = Math.max(1, Math.ceil(windows.length / most));
  const groups = Array.from({ length: Math.ceil(windows.length / each) }, (_, i) =>
    windows.slice(i * each, (i + 1) * each),
  );
  const middles = groups.map((group) => mean(group.map(({ start, end }) => (start + end) / 2)));
  return groups.map((group, i) => ({
    start: i === 0 ? 0 : ((middles[i - 1] ?? 0) + (middles[i] ?? 0)) / 2,
    end: i + 1 < groups.length ? ((middles[i] ?? 0) + (middles[i + 1] ?? 0)) / 2 : seconds,
    probabilityHot: mean(group.map(({ probabilityHot }) => probabilityHot)),
    probabilityPouring: mean(group.map(({ probabilityPouring }) => probabilityPouring)),
  }));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
