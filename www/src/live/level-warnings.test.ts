import { describe, expect, it } from 'vitest';
import { audioLevel, LevelWarnings } from './level-warnings.ts';

const speech = { levelDb: -30, peak: 0.2 };
const hush = { levelDb: -70, peak: 0.001 };
const blare = { levelDb: -5, peak: 0.995 };

describe('Hints', () => {
  it('says too quiet after three quiet seconds, and no longer once it is loud', () => {
    const hints = new LevelWarnings(0);
    for (let now = 0; now < 3; now += 0.5) {
      hints.note(hush, now);
      expect(hints.at(now, 'listening')).toBeUndefined();
    }
    expect(hints.at(3, 'listening')).toBe('too-quiet');
    hints.note(speech, 4);
    expect(hints.at(4, 'listening')).toBeUndefined();
  });

  it('needs no sound to notice that there is none', () => {
    expect(new LevelWarnings(10).at(13, 'listening')).toBe('too-quiet');
  });

  it('shows clipping for a while, and before anything else', () => {
    const hints = new LevelWarnings(0);
    hints.note(blare, 1);
    expect(hints.at(2.9, 'pouring')).toBe('clipping');
    expect(hints.at(3.1, 'pouring')).toBeUndefined();
  });

  it('says after twenty seconds that nothing sounds like pouring', () => {
    const hints = new LevelWarnings(0);
    hints.note(speech, 19);
    expect(hints.at(19.9, 'listening')).toBeUndefined();
    expect(hints.at(20, 'listening')).toBe('no-water');
    expect(hints.at(20, 'pouring')).toBeUndefined();
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
