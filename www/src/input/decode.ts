/** Decodes a file to PCM by the browser's decoders. */
import { home } from '../i18n/index.ts';
import { Failure, messageOf } from '../util/failure.ts';
import type { Pcm } from '../util/wav.ts';
import { type MediaInfo, probeMedia } from './media-probe.ts';
import { HEADER_SEARCH_BYTES, readWavHeader, type WavHeader } from './wav-header.ts';

/**
 * decodeAudioData resamples to the rate of its context and hides that of the file
 * (WebAudio/web-audio-api#30). Phones and videos record at 48 kHz; 44.1 kHz loses nothing by it.
 */
const DECODE_RATE_HZ = 48_000;

/**
 * decodeAudioData needs the whole file in one ArrayBuffer, which Chromium limits to nearly 2 GiB.
 * An hour of stereo 16-bit WAV at 48 kHz, a sensible maximum, is 691 MB.
 */
export const MAX_FILE_BYTES = 1_000_000_000;

/**
 * Decoded audio takes 4 bytes a sample. An hour in stereo at 48 kHz is 1.4 GB, and far longer
 * recordings crash the tab. The model has a lower limit with an error of its own.
 */
const MAX_DECODED_SECONDS = 3 * 3600;

/** Smaller files are never too long: 6 kbit/s is the lowest rate of Opus. */
const MIN_PROBED_BYTES = (MAX_DECODED_SECONDS * 6000) / 8;

export async function decode(file: Blob): Promise<Pcm> {
  if (file.size > MAX_FILE_BYTES) {
    throw new Failure('too-big', () => home.failures['too-big'](file.size, MAX_FILE_BYTES));
  }
  // Reading the header first pays only for large files.
  const whole = file.size <= MIN_PROBED_BYTES ? await read(file) : undefined;
  const head = whole ?? (await read(file.slice(0, HEADER_SEARCH_BYTES)));
  if (file.size === 0) throw new Failure('empty-file', () => home.failures['empty-file']);

  const wav = readWavHeader(head, file.size);
  if (file.size > MIN_PROBED_BYTES) {
    const media = await probeMedia(file);
    if (media && media.duration > MAX_DECODED_SECONDS && media.duration < Infinity) {
      throw new Failure('too-long', () => home.failures['too-long']);
    }
  }
  const context = openContext(wav?.sampleRate ?? DECODE_RATE_HZ);
  const bytes = whole ?? (await read(file));
  let buffer: AudioBuffer;
  try {
    buffer = await context.decodeAudioData(bytes);
  } catch (thrown) {
    throw decodeFailure(wav, wav ? undefined : await probeMedia(file), messageOf(thrown));
  }
  if (buffer.length === 0) throw new Failure('no-samples', () => home.failures['no-samples']);
  // Not copied, which would block the page for 50 ms per five minutes. The channels of a buffer
  // that is not playing can be transferred ("acquire the content" in the Web Audio standard).
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, i) =>
    buffer.getChannelData(i),
  );
  return { channels, sampleRate: buffer.sampleRate };
}

async function read(part: Blob): Promise<ArrayBuffer> {
  try {
    return await part.arrayBuffer();
  } catch (thrown) {
    throw new Failure('unreadable', () => home.failures.unreadable, messageOf(thrown));
  }
}

function openContext(sampleRate: number): OfflineAudioContext {
  try {
    return new OfflineAudioContext(1, 1, sampleRate);
  } catch (thrown) {
    // The range depends on the browser; Chromium supports 3,000 to 768,000 Hz.
    const sentence = () => home.failures['bad-sample-rate'](sampleRate);
    throw new Failure('bad-sample-rate', sentence, messageOf(thrown));
  }
}

/** Derives the cause from other facts about the file: decodeAudioData reports no reason. */
function decodeFailure(
  wav: WavHeader | undefined,
  media: MediaInfo | undefined,
  detail: string,
): Failure {
  const code =
    wav?.dataBytes === 0 ? 'no-samples' : media?.hasVideo ? 'no-sound-track' : 'undecodable';
  return new Failure(code, () => home.failures[code], detail);
}
