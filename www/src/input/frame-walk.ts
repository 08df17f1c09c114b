/** Walks through the frames of an MP3, MP2 or ADTS stream (ISO/IEC 11172-3, 13818-7). */
import type { DeclaredLength, FileWindow } from './file-window.ts';

/** Ends the walk, far beyond the longest recording accepted. */
const MAX_SECONDS = 10 * 3600;

/** Frames in a row that distinguish a stream from other files. */
const MIN_FRAMES = 3;

const HEADER_BYTES = 7;

interface Frame {
  bytes: number;
  seconds: number;
  channels: number;
}

/** Returns `undefined` if no stream starts at `start`. */
export async function walkFrames(
  window: FileWindow,
  start: number,
): Promise<DeclaredLength | undefined> {
  let seconds = 0;
  let channels = 1;
  let frames = 0;
  let view = await window.view(start, HEADER_BYTES);
  for (let offset = start, base = start; offset + HEADER_BYTES <= window.size; ) {
    if (offset - base + HEADER_BYTES > view.byteLength) {
      view = await window.view(offset, HEADER_BYTES);
      base = offset;
    }
    const frame = readFrame(view, offset - base);
    if (frame === undefined && frames < MIN_FRAMES) return undefined;
    // A tag or damage: searches for the next frame.
    offset += frame?.bytes ?? 1;
    if (frame === undefined) continue;
    frames += 1;
    seconds += frame.seconds;
    channels = Math.max(channels, frame.channels);
    if (seconds > MAX_SECONDS) break;
  }
  return frames > 0 ? { seconds, channels } : undefined;
}

function readFrame(view: DataView, at: number): Frame | undefined {
  const sync = view.getUint16(at);
  if (sync < 0xffe0) return undefined;
  return (sync & 0xfff6) === 0xfff0 ? readAdts(view, at) : readMpegAudio(view, at);
}

const ADTS_RATES = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000,
  7350,
];

function readAdts(view: DataView, at: number): Frame | undefined {
  const bits = view.getUint32(at + 2);
  const rate = ADTS_RATES[(bits >>> 26) & 15];
  const bytes = (bits >>> 5) & 0x1fff;
  if (rate === undefined || bytes < HEADER_BYTES) return undefined;
  const blocks = (view.getUint8(at + 6) & 3) + 1;
  return { bytes, seconds: (blocks * 1024) / rate, channels: (bits >>> 22) & 7 || 2 };
}

/** In kbit/s by index, for layers I to III of MPEG-1, then layers I and II/III of MPEG-2. */
const BITRATES = [
  [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

const RATES = [44_100, 48_000, 32_000];

function readMpegAudio(view: DataView, at: number): Frame | undefined {
  const [second, third, fourth] = [1, 2, 3].map((i) => view.getUint8(at + i)) as [
    number,
    number,
    number,
  ];
  const version = (second >> 3) & 3;
  const layer = 4 - ((second >> 1) & 3);
  const isMpeg1 = version === 3;
  const table = BITRATES[isMpeg1 ? layer - 1 : layer === 1 ? 3 : 4];
  const bitrate = table?.[(third >> 4) - 1];
  const baseRate = RATES[(third >> 2) & 3];
  if (version === 1 || layer === 4 || bitrate === undefined || baseRate === undefined) {
    return undefined;
  }
  const rate = baseRate / (isMpeg1 ? 1 : version === 2 ? 2 : 4);
  const padding = (third >> 1) & 1;
  const samples = layer === 1 ? 384 : layer === 3 && !isMpeg1 ? 576 : 1152;
  const slotBytes = layer === 1 ? 4 : 1;
  const slots = Math.floor((samples * bitrate * 125) / rate / slotBytes) + padding;
  return { bytes: slots * slotBytes, seconds: samples / rate, channels: fourth >> 6 === 3 ? 1 : 2 };
}
