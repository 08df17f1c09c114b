/** A recording as a file like any other: what the player plays is what the model hears. */
import { encodeWav } from '../wav.ts';
import { BEFORE_POUR_SECONDS } from './limits.ts';
import type { Recording } from './recording.ts';

/** Undefined where nothing was recorded. `pourStart` is in seconds since the first sample. */
export function recordingFile(
  recording: Recording,
  sampleRate: number,
  pourStart: number | null,
  now: Date,
): File | undefined {
  const first = pourStart === null ? 0 : Math.round((pourStart - BEFORE_POUR_SECONDS) * sampleRate);
  const samples = recording.copy(Math.max(0, first));
  if (samples.length === 0) return undefined;
  // 16 bits: their noise is 40 dB below what counts as too quiet, and everything plays them.
  const wav = encodeWav(samples, sampleRate);
  return new File([wav], fileName(now), { type: wav.type });
}

function fileName(now: Date): string {
  const part = (value: number) => String(value).padStart(2, '0');
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part);
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(part);
  return `pour-${[...date, ...time].join('-')}.wav`;
}
