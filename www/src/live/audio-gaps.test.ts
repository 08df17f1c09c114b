import { describe, expect, it } from 'vitest';
import { AudioGapTracker } from './audio-gaps.ts';

const BLOCK = 0.02;
const START = 1_700_000_000;

function tracker(...times: number[]): AudioGapTracker {
  const gaps = new AudioGapTracker();
  for (const time of times) gaps.addBlock(START + time, BLOCK);
  return gaps;
}

describe('AudioGapTracker', () => {
  it('ignores short delays and a device that starts late', () => {
    expect(tracker(5, 5.02, 5.9, 6.8).gapSeconds).toBe(0);
  });

  it('adds up the gaps', () => {
    expect(tracker(0, 4, 4.02, 4.04, 7.04).gapSeconds).toBeCloseTo(4 + 3 - 2 * BLOCK);
  });

  it('counts muted time, whether or not silent blocks arrive', () => {
    for (const silence of [[], [1.5, 2, 2.5]]) {
      const gaps = tracker(0, 0.5, 1);
      gaps.setMuted(true, START + 1);
      for (const time of silence) gaps.addBlock(START + time, BLOCK);
      gaps.setMuted(false, START + 3);
      gaps.addBlock(START + 3.02, BLOCK);
      expect(gaps.gapSeconds).toBeCloseTo(2);
    }
  });

  it('counts the gap before the end once', () => {
    const gaps = tracker(0);
    gaps.stop(START + 60);
    gaps.stop(START + 60.3);
    expect(gaps.gapSeconds).toBe(60);
  });

  it('counts no gap before the first block', () => {
    const gaps = tracker();
    gaps.stop(START + 60);
    expect(gaps.gapSeconds).toBe(0);
  });
});
