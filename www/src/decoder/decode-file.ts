/** Decodes a file to channels, reports progress, and limits the memory in use. */
import type { decode, ReadBytes } from '../../wasm/hot_or_cold_decoder.js';
import { encodeWav } from '../util/wav.ts';
import { ChannelBuffers } from './channel-buffers.ts';
import type { DecodedFile } from './protocol.ts';

/** The classifier refuses longer recordings (src/audio/clip.rs). The minute allows for padding. */
export const MAX_DECODED_SECONDS = 2 * 3600 + 60;

/** An hour in stereo at 48 kHz, while its channels are joined. More crashes the tab. */
const MAX_DECODING_BYTES = 2_100_000_000;

/** Half an hour in stereo at 48 kHz. Longer recordings get no player, to save memory. */
const MAX_WAV_BYTES = 350_000_000;

const PROGRESS_INTERVAL_MS = 250;

export class TooLong extends Error {}

/** Decodes `size` bytes by `decodeBytes`, which is the wasm. Throws its errors and `TooLong`. */
export function decodeFile(
  decodeBytes: typeof decode,
  size: number,
  read: ReadBytes,
  onProgress: () => void,
): DecodedFile {
  let sampleRate = 0;
  let buffers: ChannelBuffers | undefined;
  let lastProgress = performance.now();
  const reportProgress = () => {
    const now = performance.now();
    if (now - lastProgress < PROGRESS_INTERVAL_MS) return;
    lastProgress = now;
    onProgress();
  };
  decodeBytes(
    size,
    (offset, length) => {
      // A silent first track, or sound before an edit, is read without returning samples.
      reportProgress();
      return read(offset, length);
    },
    (samples, channels, rate) => {
      sampleRate = rate;
      buffers ??= new ChannelBuffers(channels);
      buffers.push(samples);
      const isTooLong = buffers.frames > MAX_DECODED_SECONDS * rate;
      if (isTooLong || buffers.peakBytes > MAX_DECODING_BYTES) throw new TooLong();
      reportProgress();
    },
  );
  const channels = buffers?.joinChannels() ?? [];
  const wavBytes = channels.reduce((sum, { length }) => sum + 2 * length, 0);
  const wav = wavBytes > MAX_WAV_BYTES ? undefined : encodeWav(channels, sampleRate);
  return { channels, sampleRate, wav };
}
