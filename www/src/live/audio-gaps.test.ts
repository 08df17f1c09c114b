import { describe, expect, it } from 'vitest';
import { AudioGapTracker } from './audio-gaps.ts';

const BLOCK = 0.02;
const START = 1_700_000_000;

function hearing(...times: number[]): AudioGapTracker {
  const missed = new AudioGapTracker();
  for (const time of times) missed.addBlock(START + time, BLOCK);
  return missed;
}

describe('Missed', () => {
  it('takes small hold-ups, and a device that starts late, for nothing', () => {
    expect(hearing(5, 5.02, 5.9, 6.8).gapSeconds).toBe(0);
  });

  it('adds up the leaps', () => {
    expect(hearing(0, 4, 4.02, 4.04, 7.04).gapSeconds).toBeCloseTo(4 + 3 - 2 * BLOCK);
  });

  it('counts muted time, with or without silence that comes', () => {
    for (const silence of [[], [1.5, 2, 2.5]]) {
      const missed = hearing(0, 0.5, 1);
      missed.setMuted(true, START + 1);
      for (const time of silence) missed.addBlock(START + time, BLOCK);
      missed.setMuted(false, START + 3);
      missed.addBlock(START + 3.02, BLOCK);
      expect(missed.gapSeconds).toBeCloseTo(2);
    }
  });

  it('counts what is missed up to the end, once', () => {
    const missed = hearing(0);
    missed.stop(START + 60);
    missed.stop(START + 60.3);
    expect(missed.gapSeconds).toBe(60);
  });

  it('has nothing to miss before the first sound', () => {
    const missed = hearing();
    missed.stop(START + 60);
    expect(missed.gapSeconds).toBe(0);
  });
});
