import { describe, expect, it } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import { timelineCells } from './timeline-cells.ts';

/** Windows of 2 s, one a second, each a little hotter. */
const windows = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    start: i,
    end: i + 2,
    probabilityHot: i / count,
    probabilityPouring: 0.9,
  }));

const cells = (count: number, maxCells = 100) =>
  timelineCells(makeClassification({ windows: windows(count), seconds: count + 1 }), maxCells);

describe('timelineCells', () => {
  it('divides halfway between centres and covers the recording', () => {
    expect(cells(3).map(({ start, end }) => [start, end])).toEqual([
      [0, 1.5],
      [1.5, 2.5],
      [2.5, 4],
    ]);
  });

  it('returns as many cells as windows', () => {
    expect(cells(1)).toMatchObject([{ start: 0, end: 2, probabilityHot: 0 }]);
    expect(cells(0)).toEqual([]);
  });

  it('averages windows into at most maxCells without gaps', () => {
    const some = cells(1000, 240);
    expect(some.length).toBeLessThanOrEqual(240);
    expect(some[0]?.start).toBe(0);
    expect(some.at(-1)?.end).toBe(1001);
    for (const [i, { start }] of some.entries()) {
      if (i > 0) expect(start).toBe(some[i - 1]?.end);
    }
    expect(some[0]?.probabilityHot).toBeCloseTo(0.002);
  });
});
