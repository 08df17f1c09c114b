import { expect, it } from 'vitest';
import { countClipped, isClipped, peakOf } from './clipping.ts';

const SAMPLE_RATE = 8_000;

/** Noise whose samples are the mean of two random ones, ±1 times `gain`, limited to ±`limit`. */
function noise(seconds: number, gain: number, limit = 1): Float32Array<ArrayBuffer> {
  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 1_073_741_823.5 - 1;
  };
  return Float32Array.from({ length: seconds * SAMPLE_RATE }, () => {
    const sample = (gain * (random() + random())) / 2;
    return Math.max(-limit, Math.min(limit, sample));
  });
}

const clips = (...channels: Float32Array<ArrayBuffer>[]) =>
  isClipped({ channels, sampleRate: SAMPLE_RATE });

it.each([
  [[0, 1, 1, 1, 0], 3],
  [[0, 1, 1, 1, 1, 1, 0], 5],
  [[0, 1, -1, 1, 0], 3],
  [[0.995, 1.2, 1.05, 0.2], 3],
  [[0, 1, 1, 0, 1, 1, 0], 0],
  [[0, 0.95, 0.95, 0.95, 0], 3],
  [[0, 0.95, 0.94, 0.95, 0], 0],
  [[0, 0.9, 0.9, 0.9, 0], 0],
  [[], 0],
])('countClipped counts runs at full scale in %j', (samples, expected) => {
  const floats = Float32Array.from(samples);
  expect(countClipped(floats, peakOf(floats))).toBe(expected);
});

it.each([
  ['a quiet recording', noise(3, 0.1), false],
  ['a recording just below full scale', noise(3, 0.99), false],
  ['one that clips at full scale', noise(3, 8), true],
  ['one that clips at -0.4 dB', noise(3, 8, 0.955), true],
  ['one that was made quieter after it clipped', noise(3, 8, 0.7), false],
  ['silence', new Float32Array(SAMPLE_RATE), false],
  ['no samples', new Float32Array(0), false],
])('isClipped of %s is %s', (_, samples, expected) => {
  expect(clips(samples)).toBe(expected);
});

it('isClipped finds a short clipped stretch in a long recording, and in the second channel', () => {
  const long = noise(60, 0.1);
  expect(clips(long)).toBe(false);
  long.set(noise(0.1, 8), 31 * SAMPLE_RATE);
  expect(clips(long)).toBe(true);
  expect(clips(noise(60, 0.1), long)).toBe(true);
});

it('isClipped ignores a single knock at full scale', () => {
  const samples = noise(10, 0.1);
  samples.fill(1, 100, 105);
  expect(clips(samples)).toBe(false);
});
