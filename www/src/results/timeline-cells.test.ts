import { describe, expect, it } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import { timelineCells } from './timeline-cells.ts';

/** Windows of 2 s whose centres are `spacing` apart. */
const windows = (start: number, count: number, spacing = 1, probabilityPouring = 0.9) =>
  Array.from({ length: count }, (_, i) => ({
    start: start + i * spacing,
    end: start + i * spacing + 2,
    probabilityHot: i / count,
    probabilityPouring,
  }));

const pour = (start: number, end: number) => ({
  start,
  end,
  verdict: 'hot' as const,
  probabilityHot: 0.97,
});

describe('timelineCells', () => {
  it('divides a pour halfway between the centres of its windows', () => {
    const classification = makeClassification({ windows: windows(0, 3), seconds: 4 });
    expect(timelineCells(classification, 0.1)).toEqual([
      { start: 0, end: 1.5, probabilityHot: 0 },
      { start: 1.5, end: 2.5, probabilityHot: 1 / 3 },
      { start: 2.5, end: 4, probabilityHot: 2 / 3 },
    ]);
  });

  it('has no cell and no window outside pours', () => {
    const around = [...windows(0, 20, 0.6, 0.99), ...windows(20, 50, 0.6, 0.99)];
    const cells = timelineCells(
      makeClassification({
        windows: [...around, ...windows(14, 15, 0.21)].toSorted((a, b) => a.start - b.start),
        seconds: 60,
        pours: [pour(14.5, 19)],
      }),
      0.1,
    );
    expect(cells[0]?.start).toBe(14.5);
    expect(cells.at(-1)?.end).toBe(19);
    expectAdjacent(cells);
  });

  it('has the cells of each pour, however the windows are spaced', () => {
    const cells = timelineCells(
      makeClassification({
        windows: [...windows(0, 20, 0.21), ...windows(6, 5, 0.6), ...windows(10, 20, 0.21)],
        seconds: 16,
        pours: [pour(0.5, 5.5), pour(10.5, 15.5)],
      }),
      0.01,
    );
    const [first, second] = [cells.filter(({ end }) => end < 6), cells.filter((c) => c.start > 6)];
    expect([first.length + second.length, first[0]?.start, first.at(-1)?.end]).toEqual([
      cells.length,
      0.5,
      5.5,
    ]);
    expect([second[0]?.start, second.at(-1)?.end]).toEqual([10.5, 15.5]);
    expectAdjacent(first);
    expectAdjacent(second);
  });

  it('averages windows into cells of at least minSeconds', () => {
    const seconds = 1001;
    const classification = makeClassification({ windows: windows(0, 1000), seconds });
    const cells = timelineCells(classification, seconds / 240);
    expect(cells.length).toBeLessThanOrEqual(240);
    expect([cells[0]?.start, cells.at(-1)?.end]).toEqual([0, seconds]);
    expectAdjacent(cells);
    expect(cells[0]?.probabilityHot).toBeCloseTo(0.002);
  });

  it('is one cell for a pour shorter than minSeconds, or without a window', () => {
    const classification = makeClassification({
      windows: windows(100, 20, 0.21),
      seconds: 3600,
      pours: [pour(100, 106), pour(200, 206)],
    });
    expect(timelineCells(classification, 15)).toMatchObject([
      { start: 100, end: 106, probabilityHot: 0.97 },
      { start: 200, end: 206, probabilityHot: 0.97 },
    ]);
  });

  it('is empty without a pour', () => {
    const changes = { verdict: 'not-pouring', windows: windows(0, 3), seconds: 4 } as const;
    expect(timelineCells(makeClassification(changes), 0.1)).toEqual([]);
  });

  it('finds the pours of an older result by the threshold', () => {
    const { pours: _, ...stored } = makeClassification({
      windows: [...windows(0, 3), ...windows(3, 2, 1, 0.01), ...windows(5, 3)],
      seconds: 9,
    });
    const cells = timelineCells(stored, 0.1);
    expect(cells.map(({ start, end }) => [start, end])).toEqual([
      [0, 1.5],
      [1.5, 2.5],
      [2.5, 3.5],
      [5.5, 6.5],
      [6.5, 7.5],
      [7.5, 9],
    ]);
    expect(timelineCells({ ...stored, windows: [] }, 0.1)).toEqual([]);
  });
});

function expectAdjacent(cells: readonly { start: number; end: number }[]): void {
  for (const [i, { start, end }] of cells.entries()) {
    expect(end).toBeGreaterThan(start);
    if (i > 0) expect(start).toBe(cells[i - 1]?.end);
  }
}
