/** A recording as a file like any other: what the player plays is what the model hears. */
import { WAV, wavHeader, wavSamples } from '../util/wav.ts';
import type { CaptureBuffer } from './capture-buffer.ts';

/** Five minutes take long to encode. This many samples take few milliseconds, on a phone too. */
const MAX_CHUNK_SAMPLES = 200_000;

/** A part of a recording, in seconds since its first sample. `null` is its own start or end. */
export interface TimeRange {
  start: number | null;
  end: number | null;
}

export const WHOLE_RECORDING: TimeRange = { start: null, end: null };

/** Returns `undefined` if the part is empty. */
export async function createRecordingFile(
  recording: CaptureBuffer,
  sampleRate: number,
  part: TimeRange,
  now: Date,
): Promise<File | undefined> {
  const first = Math.max(Math.round((part.start ?? 0) * sampleRate), recording.start);
  // Rounded up: the last frame of the live verdict must be whole.
  const end = Math.min(Math.ceil((part.end ?? Infinity) * sampleRate), recording.end);
  const length = end - first;
  if (length <= 0) return undefined;
  // 16 bits: their noise is 40 dB below what counts as too quiet, and everything plays them.
  const parts: BlobPart[] = [wavHeader(length, sampleRate)];
  for (let at = first; at < end; at += MAX_CHUNK_SAMPLES) {
    const samples = recording.copy(at, Math.min(MAX_CHUNK_SAMPLES, end - at));
    parts.push(new Blob([wavSamples(samples)]));
    await yieldToMain();
  }
  return new File(parts, fileName(now), { type: WAV });
}

function fileName(now: Date): string {
  const part = (value: number) => String(value).padStart(2, '0');
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part);
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(part);
  return `pour-${[...date, ...time].join('-')}.wav`;
}

/**
 * Yields to input events during long tasks. Timers would take a second in a hidden tab, and Safari
 * lacks `scheduler.yield`.
 */
function yieldToMain(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
