import { describe, expect, it } from 'vitest';
import { audioLevel, LevelWarnings } from './level-warnings.ts';

const speech = { levelDb: -30, clipped: 0 };
const quiet = { levelDb: -70, clipped: 0 };
const clipped = { levelDb: -5, clipped: 3 };

describe('LevelWarnings', () => {
  it('warns after three quiet seconds until it is loud again', () => {
    const warnings = new LevelWarnings(0);
    for (let now = 0; now < 3; now += 0.5) {
      warnings.addLevel(quiet, now);
      expect(warnings.currentWarning(now, 'listening')).toBeUndefined();
    }
    expect(warnings.currentWarning(3, 'listening')).toBe('too-quiet');
    warnings.addLevel(speech, 4);
    expect(warnings.currentWarning(4, 'listening')).toBeUndefined();
  });

  it('warns that it is too quiet although no block arrives', () => {
    expect(new LevelWarnings(10).currentWarning(13, 'listening')).toBe('too-quiet');
  });

  it('shows clipping for a while, before any other warning', () => {
    const warnings = new LevelWarnings(0);
    warnings.addLevel(clipped, 1);
    expect(warnings.currentWarning(2.9, 'pouring')).toBe('clipping');
    expect(warnings.currentWarning(3.1, 'pouring')).toBeUndefined();
  });

  it('warns after twenty seconds without a pour', () => {
    const warnings = new LevelWarnings(0);
    warnings.addLevel(speech, 19);
    expect(warnings.currentWarning(19.9, 'listening')).toBeUndefined();
    expect(warnings.currentWarning(20, 'listening')).toBe('no-water');
    expect(warnings.currentWarning(20, 'pouring')).toBeUndefined();
  });
});

describe('audioLevel', () => {
  it('returns the RMS in dB of full scale and the number of clipped samples', () => {
    expect(audioLevel(Float32Array.of(0.5, -0.5))).toEqual({
      levelDb: 10 * Math.log10(0.25),
      clipped: 0,
    });
    expect(audioLevel(Float32Array.of(0.1, -1, 0.1)).clipped).toBe(0);
    expect(audioLevel(Float32Array.of(0.1, -1, 1, -1)).clipped).toBe(3);
  });

  it.each([[[]], [[0, 0]]])('returns the floor for %j', (samples) => {
    expect(audioLevel(Float32Array.from(samples))).toEqual({ levelDb: -100, clipped: 0 });
  });
});
