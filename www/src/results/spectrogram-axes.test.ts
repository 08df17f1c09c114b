import { describe, expect, it } from 'vitest';
import { frequencyTicks, strongestBand, timeTicks } from './spectrogram-axes.ts';

describe('timeTicks', () => {
  it('starts at 0 and ends within the recording', () => {
    expect(timeTicks(8, 6)).toEqual([
      { at: 0, value: 0 },
      { at: 0.25, value: 2 },
      { at: 0.5, value: 4 },
      { at: 0.75, value: 6 },
      { at: 1, value: 8 },
    ]);
  });

  it.each([0.04, 1, 3.9, 8.6, 13.2, 60, 3600, 7200])(
    'returns at most 7 ticks for %f s',
    (seconds) => {
      const ticks = timeTicks(seconds, 6);
      expect(ticks.length).toBeLessThanOrEqual(7);
      for (const { at, value } of ticks) {
        expect(at).toBeLessThanOrEqual(1 + 1e-9);
        expect(at * seconds).toBeCloseTo(value);
      }
    },
  );

  it.each([0, Number.NaN, -1])('returns none for %f s', (seconds) => {
    expect(timeTicks(seconds, 6)).toEqual([]);
  });
});

describe('frequencyTicks', () => {
  // Five rows an octave apart, from top to bottom.
  const octaves = Float32Array.from([4000, 2000, 1000, 500, 250]);

  it('places a frequency at the centre of its row', () => {
    const ticks = frequencyTicks(octaves, 0);
    expect(ticks).toContainEqual({ at: 0.3, value: 2000 });
    expect(ticks).toContainEqual({ at: 0.5, value: 1000 });
    expect(ticks).toContainEqual({ at: 0.7, value: 500 });
  });

  it('returns frequencies inside the range only', () => {
    const values = frequencyTicks(octaves, 0).map((tick) => tick.value);
    expect(values).toEqual([500, 1000, 2000]);
  });

  it('interpolates between rows', () => {
    const [tick] = frequencyTicks(Float32Array.from([1500, 500]), 0).filter(
      (t) => t.value === 1000,
    );
    expect(tick?.at).toBeCloseTo(0.5);
  });

  it('skips labels that would overlap', () => {
    const values = frequencyTicks(octaves, 0.3).map((tick) => tick.value);
    expect(values).toEqual([500, 2000]);
  });
});

it('strongestBand finds the row of the highest mean brightness', () => {
  const dark = [68, 1, 84, 255];
  const green = [33, 145, 140, 255];
  const yellow = [253, 231, 37, 255];
  const rows = [
    [yellow, dark, dark, dark],
    [green, green, green, green],
    [dark, dark, dark, dark],
  ];
  const image = {
    width: 4,
    height: 3,
    data: Uint8ClampedArray.from(rows.flat(2)),
  } as unknown as ImageData;
  const bandHz = Float32Array.from([4000, 800, 100]);
  expect(strongestBand({ image, bandHz, seconds: 1, minDb: -80, maxDb: 0 })).toBe(800);
});
