/** Measures the level of the microphone and warns if it is too low, too high or shows no pour. */
import {
  CLIPPING_PEAK,
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
  /** The largest absolute sample. */
  peak: number;
}

export function audioLevel(samples: Float32Array): AudioLevel {
  let peak = 0;
  let energy = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    energy += sample * sample;
  }
  const levelDb = samples.length > 0 ? 10 * Math.log10(energy / samples.length) : LEVEL_FLOOR_DB;
  return { levelDb: Math.max(LEVEL_FLOOR_DB, levelDb), peak };
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

  addLevel({ levelDb, peak }: AudioLevel, now: number): void {
    if (levelDb >= TOO_QUIET_DB) this.#lastLoudAt = now;
    if (peak >= CLIPPING_PEAK) this.#lastClippedAt = now;
  }

  currentWarning(now: number, phase: 'listening' | 'pouring'): LevelWarning | undefined {
    if (now - this.#lastClippedAt < CLIPPING_WARNING_SECONDS) return 'clipping';
    if (now - this.#lastLoudAt >= TOO_QUIET_SECONDS) return 'too-quiet';
    if (phase === 'listening' && now - this.#startedAt >= NO_POUR_SECONDS) return 'no-water';
    return undefined;
  }
}
