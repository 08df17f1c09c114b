/** A recording as a file like any other: what the player plays is what the model hears. */
import { breathe } from '../breathe.ts';
import { WAV, wavHeader, wavSamples } from '../wav.ts';
import { BEFORE_POUR_SECONDS, BRIEF_POUR_SECONDS } from './limits.ts';
import type { Recording } from './recording.ts';

/** Five minutes take long to encode. This many samples take few milliseconds, on a phone too. */
const SAMPLES_AT_ONCE = 200_000;

/** Undefined where nothing was recorded. `pourStart` is in seconds since the first sample. */
export async function recordingFile(
  recording: Recording,
  sampleRate: number,
  pourStart: number | null,
  now: Date,
): Promise<File | undefined> {
  const end = recording.end / sampleRate;
  const wanted = pourStart === null ? 0 : Math.round(keptFrom(pourStart, end) * sampleRate);
  const first = Math.max(wanted, recording.start);
  const length = recording.end - first;
  if (length <= 0) return undefined;
  // 16 bits: their noise is 40 dB below what counts as too quiet, and everything plays them.
  const parts: BlobPart[] = [wavHeader(length, sampleRate)];
  for (let at = first; at < recording.end; at += SAMPLES_AT_ONCE) {
    parts.push(new Blob([wavSamples(recording.copy(at, SAMPLES_AT_ONCE))]));
    await breathe();
  }
  return new File(parts, fileName(now), { type: WAV });
}

/** In seconds, as both of what it is told: where the recording of a pour begins. May be negative. */
export function keptFrom(pourStart: number, end: number): number {
  const { least, most } = BEFORE_POUR_SECONDS;
  const beyond = (end - pourStart - BRIEF_POUR_SECONDS) / 2;
  return pourStart - Math.min(Math.max(beyond, least), most);
}

function fileName(now: Date): string {
  const part = (value: number) => String(value).padStart(2, '0');
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part);
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(part);
  return `pour-${[...date, ...time].join('-')}.wav`;
}
