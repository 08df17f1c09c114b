import { describe, expect, it } from 'vitest';
import { audioLevel, LevelWarnings } from './level-warnings.ts';

const speech = { levelDb: -30, peak: 0.2 };
const hush = { levelDb: -70, peak: 0.001 };
const blare = { levelDb: -5, peak: 0.995 };

describe('Hints', () => {
  it('says too quiet after three quiet seconds, and no longer once it is loud', () => {
    const hints = new LevelWarnings(0);
    for (let now = 0; now < 3; now += 0.5) {
      hints.addLevel(hush, now);
      expect(hints.currentWarning(now, 'listening')).toBeUndefined();
    }
    expect(hints.currentWarning(3, 'listening')).toBe('too-quiet');
    hints.addLevel(speech, 4);
    expect(hints.currentWarning(4, 'listening')).toBeUndefined();
  });

  it('needs no sound to notice that there is none', () => {
    expect(new LevelWarnings(10).currentWarning(13, 'listening')).toBe('too-quiet');
  });

  it('shows clipping for a while, and before anything else', () => {
    const hints = new LevelWarnings(0);
    hints.addLevel(blare, 1);
    expect(hints.currentWarning(2.9, 'pouring')).toBe('clipping');
    expect(hints.currentWarning(3.1, 'pouring')).toBeUndefined();
  });

  it('says after twenty seconds that nothing sounds like pouring', () => {
    const hints = new LevelWarnings(0);
    hints.addLevel(speech, 19);
    expect(hints.currentWarning(19.9, 'listening')).toBeUndefined();
    expect(hints.currentWarning(20, 'listening')).toBe('no-water');
    expect(hints.currentWarning(20, 'pouring')).toBeUndefined();
  });
});

describe('loudness', () => {
  it('is RMS in dB of full scale, and the largest absolute sample', () => {
    expect(audioLevel(Float32Array.of(0.5, -0.5))).toEqual({
      levelDb: 10 * Math.log10(0.25),
      peak: 0.5,
    });
    expect(audioLevel(Float32Array.of(0.1, -1)).peak).toBe(1);
  });

  it.each([[[]], [[0, 0]]])('of %j is the floor', (samples) => {
    expect(audioLevel(Float32Array.from(samples))).toEqual({ levelDb: -100, peak: 0 });
  });
});
