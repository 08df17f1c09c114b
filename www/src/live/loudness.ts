/** How loud a block is. */
import { LEVEL_FLOOR_DB } from './limits.ts';

export interface Loudness {
  /** RMS in dB of full scale. */
  levelDb: number;
  /** The largest absolute sample. */
  peak: number;
}

export function loudness(samples: Float32Array): Loudness {
  let peak = 0;
  let energy = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    energy += sample * sample;
  }
  const levelDb = samples.length > 0 ? 10 * Math.log10(energy / samples.length) : LEVEL_FLOOR_DB;
  return { levelDb: Math.max(LEVEL_FLOOR_DB, levelDb), peak };
}
