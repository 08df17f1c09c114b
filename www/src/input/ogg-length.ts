/** Reads the length of an Ogg file from its pages (RFC 3533), also of a chain of recordings. */
import { type DeclaredLength, type FileWindow, textAt } from './file-window.ts';

const HEADER_BYTES = 27;
const MAX_PAGE_BYTES = HEADER_BYTES + 255 + 255 * 255;
const BEGINNING_OF_STREAM = 2;

/** Opus counts at 48 kHz, whatever the rate of its input (RFC 7845). */
const OPUS_RATE_HZ = 48_000;

interface Stream {
  rate: number;
  channels: number;
}

export async function readOggLength(window: FileWindow): Promise<DeclaredLength> {
  const streams = new Map<number, Stream>();
  let total = 0;
  let channels = 1;
  /** Length of the current recording of a chain. */
  let current = 0;
  let hasContent = false;
  for (let offset = 0; offset + HEADER_BYTES <= window.size; ) {
    const view = await window.view(offset, MAX_PAGE_BYTES);
    const segments = view.byteLength >= HEADER_BYTES ? view.getUint8(26) : 0;
    const start = HEADER_BYTES + segments;
    if (textAt(view, 0) !== 'OggS' || start > view.byteLength) break;
    const serial = view.getUint32(14, true);
    if (view.getUint8(5) & BEGINNING_OF_STREAM) {
      if (hasContent) {
        total += current;
        current = 0;
        hasContent = false;
        streams.clear();
      }
      const stream = readStream(new DataView(view.buffer, view.byteOffset + start));
      if (stream) {
        streams.set(serial, stream);
        channels = Math.max(channels, stream.channels);
      }
    } else {
      hasContent = true;
      const granule = Number(view.getBigInt64(6, true));
      const rate = streams.get(serial)?.rate ?? 0;
      if (rate > 0) current = Math.max(current, granule / rate);
    }
    offset += start;
    for (let i = 0; i < segments; i++) offset += view.getUint8(HEADER_BYTES + i);
  }
  return { seconds: total + current, channels };
}

/** Reads the first packet of Vorbis, Opus and FLAC. Others are no sound or unknown. */
function readStream(packet: DataView): Stream | undefined {
  if (packet.byteLength < 19) return undefined;
  if (textAt(packet, 0, 8) === 'OpusHead') {
    return { rate: OPUS_RATE_HZ, channels: packet.getUint8(9) };
  }
  if (packet.byteLength < 30) return undefined;
  if (textAt(packet, 0, 7) === '\x01vorbis') {
    return { rate: packet.getUint32(12, true), channels: packet.getUint8(11) };
  }
  if (textAt(packet, 0, 5) === '\x7fFLAC') {
    return { rate: packet.getUint32(27) >>> 12, channels: ((packet.getUint8(29) >> 1) & 7) + 1 };
  }
  return undefined;
}
