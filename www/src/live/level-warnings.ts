/** Measures the level of the microphone and warns if it is too low, too high or shows no pour. */
import { countClipped, peakOf } from '../util/clipping.ts';
import {
  CLIPPING_WARNING_SECONDS,
  LEVEL_FLOOR_DB,
  NO_POUR_SECONDS,
  TOO_QUIET_DB,
  TOO_QUIET_SECONDS,
} from './limits.ts';

export type LevelWarning = 'clipping' | 'too-quiet' | 'no-water';

interface AudioLevel {
  /** RMS in dB of full scale. */
  levelDb: number;
  /** Number of samples in runs at full scale. */
  clipped: number;
}

export function audioLevel(samples: Float32Array): AudioLevel {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  const levelDb = samples.length > 0 ? 10 * Math.log10(energy / samples.length) : LEVEL_FLOOR_DB;
  const clipped = countClipped(samples, peakOf(samples));
  return { levelDb: Math.max(LEVEL_FLOOR_DB, levelDb), clipped };
}

/** Times are seconds of one clock. Ask on a timer: without audio no block arrives. */
export class LevelWarnings {
  readonly #startedAt: number;
  #lastLoudAt: number;
  #lastClippedAt = Number.NEGATIVE_INFINITY;

  constructor(now: number) {
    this.#startedAt = now;
    this.#lastLoudAt = now;
  }

  addLevel({ levelDb, clipped }: AudioLevel, now: number): void {
    if (levelDb >= TOO_QUIET_DB) this.#lastLoudAt = now;
    if (clipped > 0) this.#lastClippedAt = now;
  }

  currentWarning(now: number, phase: 'listening' | 'pouring'): LevelWarning | undefined {
    if (now - this.#lastClippedAt < CLIPPING_WARNING_SECONDS) return 'clipping';
    if (now - this.#lastLoudAt >= TOO_QUIET_SECONDS) return 'too-quiet';
    if (phase === 'listening' && now - this.#startedAt >= NO_POUR_SECONDS) return 'no-water';
    return undefined;
  }
}
