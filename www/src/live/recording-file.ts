/** Encodes a recording as a WAV file, so that the player plays the samples that are classified. */
import { WAV, wavHeader, wavSamples } from '../util/wav.ts';
import type { CaptureBuffer } from './capture-buffer.ts';

/** Samples encoded in one task, which takes a few milliseconds on a phone. */
const MAX_CHUNK_SAMPLES = 200_000;

/** Seconds since the first sample of a buffer. `null` is its start or end. */
export interface TimeRange {
  start: number | null;
  end: number | null;
}

export const WHOLE_RECORDING: TimeRange = { start: null, end: null };

/** Returns `undefined` if the range is empty. */
export async function createRecordingFile(
  buffer: CaptureBuffer,
  sampleRate: number,
  range: TimeRange,
  now: Date,
): Promise<File | undefined> {
  const first = Math.max(Math.round((range.start ?? 0) * sampleRate), buffer.start);
  // Rounded up, so that the last frame of the live verdict is complete.
  const end = Math.min(Math.ceil((range.end ?? Infinity) * sampleRate), buffer.end);
  const length = end - first;
  if (length <= 0) return undefined;
  // 16 bits: every player reads them, and their noise is 40 dB below TOO_QUIET_DB.
  const parts: BlobPart[] = [wavHeader(length, sampleRate)];
  for (let at = first; at < end; at += MAX_CHUNK_SAMPLES) {
    const samples = buffer.copy(at, Math.min(MAX_CHUNK_SAMPLES, end - at));
    parts.push(new Blob([wavSamples(samples)]));
    await yieldToMain();
  }
  return new File(parts, recordingFileName(now), { type: WAV });
}

export function recordingFileName(now: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const date = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(pad);
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(pad);
  return `pour-${[...date, ...time].join('-')}.wav`;
}

/** Returns the time in a name of `recordingFileName` in ms since 1970, if it is one. */
export function parseRecordingTime(name: string): number | undefined {
  const parts = /^pour-(\d{4})-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)\.wav$/.exec(name);
  if (parts === null) return undefined;
  const [year = 0, month = 1, day, hour, minute, second] = parts.slice(1).map(Number);
  return new Date(year, month - 1, day, hour, minute, second).getTime();
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
