/** From a file to PCM, by the browser's own decoders. */

import { home } from '../i18n/index.ts';
import { Failure, messageOf } from '../util/failure.ts';
import type { Pcm } from '../util/wav.ts';
import { type Media, probeMedia } from './media-probe.ts';
import { HEADER_SEARCH_BYTES, readWavHeader, type WavHeader } from './wav-header.ts';

/**
 * decodeAudioData resamples to its context's rate and does not say what the file's was
 * (WebAudio/web-audio-api#30), so the context gets a rate that we know. 48 kHz is what phones and
 * videos record at; 44.1 kHz loses nothing in it.
 */
const DECODE_RATE = 48_000;

/**
 * decodeAudioData wants the whole file in one ArrayBuffer, and Chromium gives none near 2 GiB. An
 * hour of stereo 16-bit WAV at 48 kHz, the largest that is sensible, is 691 MB.
 */
export const MAX_FILE_BYTES = 1_000_000_000;

/**
 * Decoded sound takes 4 bytes a sample: an hour in stereo at 48 kHz is 1.4 GB, and the tab dies
 * before anything can be said about it. The model's own limit is shorter and gives its own sentence.
 */
const MAX_DECODED_SECONDS = 3 * 3600;

/** Below this size no format in use holds MAX_DECODED_SECONDS: 6 kbit/s is Opus's lowest rate. */
const ALWAYS_SHORT_BYTES = (MAX_DECODED_SECONDS * 6000) / 8;

export async function decode(file: Blob): Promise<Pcm> {
  if (file.size > MAX_FILE_BYTES) {
    throw new Failure('too-big', () => home.failures['too-big'](file.size, MAX_FILE_BYTES));
  }
  // To ask for a file's beginning first costs more than it saves, unless the file is large.
  const whole = file.size <= ALWAYS_SHORT_BYTES ? await read(file) : undefined;
  const head = whole ?? (await read(file.slice(0, HEADER_SEARCH_BYTES)));
  if (file.size === 0) throw new Failure('empty-file', () => home.failures['empty-file']);

  const wav = readWavHeader(head, file.size);
  if (file.size > ALWAYS_SHORT_BYTES) {
    const media = await probeMedia(file);
    if (media && media.duration > MAX_DECODED_SECONDS && media.duration < Infinity) {
      throw new Failure('too-long', () => home.failures['too-long']);
    }
  }
  const context = openContext(wav?.sampleRate ?? DECODE_RATE);
  const bytes = whole ?? (await read(file));
  let buffer: AudioBuffer;
  try {
    buffer = await context.decodeAudioData(bytes);
  } catch (thrown) {
    throw whyNot(wav, wav ? undefined : await probeMedia(file), messageOf(thrown));
  }
  if (buffer.length === 0) throw new Failure('no-samples', () => home.failures['no-samples']);
  // Not copied: to copy five minutes holds up the page for 50 ms. The worker takes them over, which
  // a buffer allows ("acquire the content" in the Web Audio standard) that nobody else uses.
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
    // The range is the browser's own: Chromium opens 3,000 to 768,000 Hz.
    const sentence = () => home.failures['bad-sample-rate'](sampleRate);
    throw new Failure('bad-sample-rate', sentence, messageOf(thrown));
  }
}

/** decodeAudioData says only that it failed; what else is known about the file tells more. */
function whyNot(wav: WavHeader | undefined, media: Media | undefined, detail: string): Failure {
  const code =
    wav?.dataBytes === 0 ? 'no-samples' : media?.hasPicture ? 'no-sound-track' : 'undecodable';
  return new Failure(code, () => home.failures[code], detail);
}
