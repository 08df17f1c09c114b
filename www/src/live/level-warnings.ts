/** What is wrong with the sound, if anything. Asked on a clock, so that silence cannot freeze it. */
import {
  CLIPPING_PEAK,
  CLIPPING_SHOWN_SECONDS,
  LEVEL_FLOOR_DB,
  NO_WATER_SECONDS,
  QUIET_DB,
  QUIET_SECONDS,
} from './limits.ts';

export type LevelWarning = 'clipping' | 'too-quiet' | 'no-water';

/** Times are seconds on any one clock. */
export class LevelWarnings {
  readonly #started: number;
  #lastLoud: number;
  #lastClipped = Number.NEGATIVE_INFINITY;

  constructor(now: number) {
    this.#started = now;
    this.#lastLoud = now;
  }

  note({ levelDb, peak }: AudioLevel, now: number): void {
    if (levelDb >= QUIET_DB) this.#lastLoud = now;
    if (peak >= CLIPPING_PEAK) this.#lastClipped = now;
  }

  at(now: number, phase: 'listening' | 'pouring'): LevelWarning | undefined {
    if (now - this.#lastClipped < CLIPPING_SHOWN_SECONDS) return 'clipping';
    if (now - this.#lastLoud >= QUIET_SECONDS) return 'too-quiet';
    if (phase === 'listening' && now - this.#started >= NO_WATER_SECONDS) return 'no-water';
    return undefined;
  }
}

/** How loud a block is. */

export interface AudioLevel {
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
