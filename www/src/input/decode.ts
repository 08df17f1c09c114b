/**
 * Decodes a file with the browser, or with the page's own decoder where the browser fails or
 * misreads it.
 */
import { MAX_DECODED_SECONDS } from '../decoder/decode-file.ts';
import { decoder } from '../decoder/decoder-client.ts';
import { home } from '../i18n/index.ts';
import { Failure, messageOf } from '../util/failure.ts';
import type { Pcm } from '../util/wav.ts';
import { readDeclaredLength } from './declared-length.ts';
import { probeDuration } from './media-probe.ts';
import { FIRST_BOX, readMp4Tracks } from './mp4-tracks.ts';
import { isChainedOgg } from './ogg-chain.ts';
import {
  CHUNK_HEADER_BYTES,
  HEADER_SEARCH_BYTES,
  isChunkOrEnd,
  readWavHeader,
} from './wav-header.ts';

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

/** Two hours in stereo at 48 kHz, 4 bytes a sample. More crashes the tab. */
const MAX_DECODED_BYTES = 2_800_000_000;

/** Compressed silence grows 17,000-fold: a smaller file takes half a gigabyte at most. */
const MAX_UNKNOWN_BYTES = 30_000;

/** Smaller files are rarely too long: 6 kbit/s is the lowest rate of Opus. */
const MIN_PROBED_BYTES = (MAX_DECODED_SECONDS * 6000) / 8;

/** Half a step of 16 bits. The core calls quieter sound silent too (src/audio/clip.rs). */
const SILENCE = 0.5 / 32_768;

/** A decoder that returns less than this share of the container's length has ended too early. */
const MIN_DECODED_SHARE = 0.9;

/** WebKitGTK never answers for some damaged files. Phones decode 1 MB in about a second. */
const BROWSER_TIMEOUT_MS = 60_000;
const BROWSER_TIMEOUT_MS_PER_BYTE = 0.01;

export interface Decoded extends Pcm {
  /** The samples as WAV, where the browser could not read the recording. */
  wav?: Blob | undefined;
}

export async function decode(file: Blob): Promise<Decoded> {
  if (file.size > MAX_FILE_BYTES) {
    throw new Failure('too-big', () => home.failures['too-big'](file.size, MAX_FILE_BYTES));
  }
  // Reading the header first pays only for large files.
  const whole = file.size <= MIN_PROBED_BYTES ? await read(file) : undefined;
  const head = whole ?? (await read(file.slice(0, HEADER_SEARCH_BYTES)));
  if (file.size === 0) throw new Failure('empty-file', () => home.failures['empty-file']);

  const wav = readWavHeader(head, file.size);
  const container = containerOf(head);
  const rate = wav?.sampleRate ?? DECODE_RATE_HZ;
  const isBounded = await checkLength(file, head, rate);
  const context = openContext(rate);
  // The page's own decoder stops at a limit; decodeAudioData has none.
  if (!isBounded) return decoder.decode(file);
  if (wav && (wav.isMisread || !(await endsAt(wav.dataEnd, file)))) return decoder.decode(file);

  const bytes = whole ?? (await read(file));
  if (isChainedOgg(bytes)) {
    // The decoder reads Vorbis and FLAC; only browsers read Opus.
    const decoded = await decodeIfReadable(file);
    if (decoded) return decoded;
  }
  let buffer: AudioBuffer;
  try {
    const timeoutMs = BROWSER_TIMEOUT_MS + BROWSER_TIMEOUT_MS_PER_BYTE * file.size;
    buffer = await withinTime(timeoutMs, context.decodeAudioData(bytes));
  } catch (thrown) {
    if (wav?.dataBytes === 0) throw noSamples(messageOf(thrown));
    return decoder.decode(file);
  }
  // The decoder ignores an edit list that leaves nothing, or says that there are no samples.
  if (buffer.length === 0) return decoder.decode(file);
  // Not copied, which would block the page for 50 ms per five minutes. The channels of a buffer
  // that is not playing can be transferred ("acquire the content" in the Web Audio standard).
  const channels = Array.from({ length: buffer.numberOfChannels }, (_, i) =>
    buffer.getChannelData(i),
  );
  const pcm = { channels, sampleRate: buffer.sampleRate };
  if (!(await isIncomplete(pcm, file, container))) return pcm;
  const decoded = await decodeIfReadable(file);
  return decoded && isMoreComplete(decoded, pcm) ? decoded : pcm;
}

/**
 * Undefined for a file that the page's own decoder cannot read. Offline the decoder may be missing:
 * that rejects, since what the browser read would be told as the whole recording.
 */
async function decodeIfReadable(file: Blob): Promise<Decoded | undefined> {
  try {
    return await decoder.decode(file);
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === 'not-loaded') throw thrown;
    return undefined;
  }
}

async function read(part: Blob): Promise<ArrayBuffer> {
  try {
    return await part.arrayBuffer();
  } catch (thrown) {
    throw new Failure('unreadable', () => home.failures.unreadable, messageOf(thrown));
  }
}

/** Whether a WAV has no sound beyond the end that its header states. */
async function endsAt(dataEnd: number, file: Blob): Promise<boolean> {
  const rest = file.size - dataEnd;
  if (rest < CHUNK_HEADER_BYTES) return true;
  return isChunkOrEnd(await read(file.slice(dataEnd, dataEnd + 1 + CHUNK_HEADER_BYTES)), rest);
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

function withinTime<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('decodeAudioData does not answer')), timeoutMs);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/**
 * Rejects a recording that would fill the memory before decoding ends. Returns whether its length
 * is known, or the file is too small to matter.
 */
async function checkLength(file: Blob, head: ArrayBuffer, rate: number): Promise<boolean> {
  // A head that is shorter than was asked for is the whole file.
  const size = head.byteLength === HEADER_SEARCH_BYTES ? file.size : head.byteLength;
  const declared = await readDeclaredLength(file, head, size).catch(() => undefined);
  checkDuration(declared?.seconds, declared?.channels, rate);
  const isDeclared = isKnown(declared?.seconds);
  if (file.size <= (isDeclared ? MIN_PROBED_BYTES : MAX_UNKNOWN_BYTES)) return true;
  const probed = await probeDuration(file);
  checkDuration(probed, declared?.channels, rate);
  // decodeAudioData cannot read a file that the media element cannot.
  return isDeclared || isKnown(probed) || (probed === undefined && declared === undefined);
}

const isKnown = (duration = 0) => duration > 0 && duration < Infinity;

function checkDuration(duration = 0, channels = 1, rate: number): void {
  const isTooLong =
    duration > MAX_DECODED_SECONDS || duration * channels * rate * 4 > MAX_DECODED_BYTES;
  if (isTooLong && duration < Infinity) {
    const failure = new Failure('too-long', () => home.failures['too-long']);
    failure.seconds = duration;
    throw failure;
  }
}

function noSamples(detail: string): Failure {
  return new Failure('no-samples', () => home.failures['no-samples'], detail);
}

type Container = 'mp4' | 'matroska' | undefined;

function containerOf(head: ArrayBuffer): Container {
  const start = String.fromCharCode(...new Uint8Array(head, 0, Math.min(8, head.byteLength)));
  if (FIRST_BOX.test(start.slice(4))) return 'mp4';
  return start.startsWith('\x1aE\xdf\xa3') ? 'matroska' : undefined;
}

/**
 * Whether a container may hold more sound than the browser returned. Browsers return the first
 * track, and Chromium ends at the first damaged packet.
 */
async function isIncomplete(pcm: Pcm, file: Blob, container: Container): Promise<boolean> {
  if (container === 'matroska') {
    const duration = (await probeDuration(file)) ?? 0;
    const isCut = duration < Infinity && secondsOf(pcm) < MIN_DECODED_SHARE * duration;
    return isCut || isSilent(pcm);
  }
  const tracks = container === 'mp4' && (await readMp4Tracks(file).catch(() => undefined));
  if (!tracks) return false;
  return (
    secondsOf(pcm) < MIN_DECODED_SHARE * tracks.seconds || (tracks.soundTracks > 1 && isSilent(pcm))
  );
}

function isMoreComplete(pcm: Pcm, other: Pcm): boolean {
  return (
    secondsOf(other) < MIN_DECODED_SHARE * secondsOf(pcm) || (isSilent(other) && !isSilent(pcm))
  );
}

export function secondsOf({ channels, sampleRate }: Pcm): number {
  return (channels[0]?.length ?? 0) / sampleRate;
}

function isSilent({ channels }: Pcm): boolean {
  return channels.every((samples) => samples.every((x) => Math.abs(x) <= SILENCE));
}
