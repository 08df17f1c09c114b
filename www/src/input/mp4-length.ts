/**
 * Reads the length of the sound in an MP4, M4A or MOV (ISO/IEC 14496-12). Unlike mp4-tracks.ts it
 * counts all samples, also those that an edit list hides and those of fragments: they are decoded.
 */
import type { DeclaredLength, FileWindow } from './file-window.ts';
import {
  childBoxes,
  findBox,
  handlerOf,
  MAX_INDEX_BYTES,
  readBoxHeader,
  readDuration,
} from './mp4-tracks.ts';

interface SoundTrack {
  timescale: number;
  ticks: number;
  channels: number;
  /** Duration of a sample in a fragment that does not state it. */
  sampleTicks: number;
}

export async function readMp4Length(window: FileWindow): Promise<DeclaredLength> {
  const tracks = new Map<number, SoundTrack>();
  let movieSeconds = 0;
  for (let offset = 0; offset + 8 <= window.size; ) {
    const view = await window.view(offset, 16);
    const box = readBoxHeader(view, 0, window.size - offset);
    if (box === undefined) break;
    const isIndex = box.name === 'moov' || box.name === 'moof';
    if (isIndex && box.size <= MAX_INDEX_BYTES) {
      const whole = await window.view(offset, box.size);
      const bytes = Math.min(box.size, whole.byteLength) - box.headerSize;
      const body = new DataView(
        whole.buffer,
        whole.byteOffset + box.headerSize,
        Math.max(0, bytes),
      );
      if (box.name === 'moov') movieSeconds = readMovie(body, tracks);
      else addFragment(body, tracks);
    }
    offset += box.size;
  }
  const sounds = [...tracks.values()];
  const seconds = sounds.map(({ ticks, timescale }) => (timescale ? ticks / timescale : 0));
  return {
    seconds: Math.max(sounds.length > 0 ? movieSeconds : 0, ...seconds),
    channels: Math.max(1, ...sounds.map(({ channels }) => channels)),
  };
}

/** Adds the sound tracks, and returns the length of a fragmented movie if it is stated. */
function readMovie(movie: DataView, tracks: Map<number, SoundTrack>): number {
  const extended = findBox(movie, 'mvex');
  const sampleTicks = new Map<number, number>();
  for (const { name, body } of extended ? childBoxes(extended) : []) {
    if (name === 'trex' && body.byteLength >= 16)
      sampleTicks.set(body.getUint32(4), body.getUint32(12));
  }
  for (const { name, body } of childBoxes(movie)) {
    if (name !== 'trak' || handlerOf(body) !== 'soun') continue;
    const header = findBox(body, 'tkhd');
    const media = findBox(body, 'mdia', 'mdhd');
    const { timescale = 0, duration = 0 } = (media && readDuration(media)) ?? {};
    if (header === undefined || header.byteLength < 24) continue;
    const id = header.getUint32(header.getUint8(0) === 1 ? 20 : 12);
    const samples = findBox(body, 'mdia', 'minf', 'stbl');
    const counted = samples ? countTicks(findBox(samples, 'stts')) : 0;
    tracks.set(id, {
      timescale,
      ticks: Math.max(isUnknown(duration) ? 0 : duration, counted),
      channels: samples ? readChannels(findBox(samples, 'stsd')) : 1,
      sampleTicks: sampleTicks.get(id) ?? 0,
    });
  }
  const whole = extended && findBox(extended, 'mehd');
  const timescale = readDuration(
    findBox(movie, 'mvhd') ?? new DataView(movie.buffer, 0, 0),
  )?.timescale;
  if (whole === undefined || whole.byteLength < 8 || !timescale) return 0;
  const isLong = whole.getUint8(0) === 1 && whole.byteLength >= 12;
  return (isLong ? Number(whole.getBigUint64(4)) : whole.getUint32(4)) / timescale;
}

const isUnknown = (duration: number) => duration === 0xffff_ffff || duration >= 2 ** 63;

/** Returns the total duration in `stts`, the box that maps samples to times. */
function countTicks(times: DataView | undefined): number {
  let ticks = 0;
  for (let at = 8; times && at + 8 <= times.byteLength; at += 8) {
    ticks += times.getUint32(at) * times.getUint32(at + 4);
  }
  return ticks;
}

/** Returns the number of channels in the first sample description. */
function readChannels(description: DataView | undefined): number {
  return description && description.byteLength >= 34 ? description.getUint16(32) || 1 : 1;
}

const HAS_OFFSET = 1;
const HAS_DESCRIPTION = 2;
const HAS_SAMPLE_TICKS = 8;
const HAS_FIRST_FLAGS = 4;
/** Fields of each sample: its duration, size, flags and composition time. */
const SAMPLE_FIELDS = [0x100, 0x200, 0x400, 0x800];

/** Adds the samples of a fragment to their tracks. */
function addFragment(fragment: DataView, tracks: Map<number, SoundTrack>): void {
  for (const { name, body } of childBoxes(fragment)) {
    const header = name === 'traf' ? findBox(body, 'tfhd') : undefined;
    if (header === undefined || header.byteLength < 8) continue;
    const track = tracks.get(header.getUint32(4));
    if (track === undefined) continue;
    const flags = header.getUint32(0);
    const at = 8 + (flags & HAS_OFFSET ? 8 : 0) + (flags & HAS_DESCRIPTION ? 4 : 0);
    const isStated = flags & HAS_SAMPLE_TICKS && at + 4 <= header.byteLength;
    const sampleTicks = isStated ? header.getUint32(at) : track.sampleTicks;
    for (const run of childBoxes(body)) {
      if (run.name === 'trun') track.ticks += runTicks(run.body, sampleTicks);
    }
  }
}

function runTicks(run: DataView, sampleTicks: number): number {
  if (run.byteLength < 8) return 0;
  const flags = run.getUint32(0);
  const count = run.getUint32(4);
  const [durations = 0] = SAMPLE_FIELDS;
  if ((flags & durations) === 0) return count * sampleTicks;
  const stride = 4 * SAMPLE_FIELDS.filter((field) => flags & field).length;
  let at = 8 + (flags & HAS_OFFSET ? 4 : 0) + (flags & HAS_FIRST_FLAGS ? 4 : 0);
  let ticks = 0;
  for (let i = 0; i < count && at + 4 <= run.byteLength; i++, at += stride) {
    ticks += run.getUint32(at);
  }
  return ticks;
}
