/**
 * Reads which sound tracks an MP4, M4A or MOV contains (ISO/IEC 14496-12).
 *
 * decodeAudioData returns only the first track, and Chromium ends at the first damaged packet. Both
 * are seen only by comparing its result with the container. The decoder, which reads these boxes
 * too, is downloaded only if it is needed.
 */
import { textAt } from './file-window.ts';

export interface Mp4Tracks {
  soundTracks: number;
  /** Length of the first sound track, after its edit list; 0 if unknown. */
  seconds: number;
}

/** The types of box that a file may begin with. */
export const FIRST_BOX =
  /^(ftyp|moov|mdat|wide|free|skip|pnot|uuid|styp|sidx|moof|mfra|emsg|prft|pdin|meta)$/;
/** The index of an hour of sound takes about 1 MB. */
export const MAX_INDEX_BYTES = 64 * 2 ** 20;
const MAX_TOP_LEVEL_BOXES = 10_000;

export async function readMp4Tracks(file: Blob): Promise<Mp4Tracks | undefined> {
  const index = await findIndex(file);
  if (index === undefined) return undefined;
  const movie = findBox(index, 'mvhd');
  const sounds = childBoxes(index)
    .filter(({ name }) => name === 'trak')
    .filter(({ body }) => handlerOf(body) === 'soun');
  const [first] = sounds;
  const timescale = movie && readDuration(movie)?.timescale;
  return { soundTracks: sounds.length, seconds: first ? secondsOf(first.body, timescale) : 0 };
}

/** The body of the top-level box `moov`, which many phones write last. */
async function findIndex(file: Blob): Promise<DataView | undefined> {
  let offset = 0;
  for (let boxes = 0; boxes < MAX_TOP_LEVEL_BOXES && offset + 8 <= file.size; boxes++) {
    const head = new DataView(await file.slice(offset, offset + 16).arrayBuffer());
    const box = readBoxHeader(head, 0, file.size - offset);
    if (box === undefined) return undefined;
    if (box.name === 'moov') {
      if (box.size > MAX_INDEX_BYTES) return undefined;
      const start = offset + box.headerSize;
      return new DataView(await file.slice(start, offset + box.size).arrayBuffer());
    }
    offset += box.size;
  }
  return undefined;
}

interface Box {
  name: string;
  body: DataView;
}

export function readBoxHeader(view: DataView, offset: number, available: number) {
  if (offset + 8 > view.byteLength) return undefined;
  const name = textAt(view, offset + 4);
  let size = view.getUint32(offset);
  let headerSize = 8;
  if (size === 1 && offset + 16 <= view.byteLength) {
    size = Number(view.getBigUint64(offset + 8));
    headerSize = 16;
  }
  // A box of size 0 reaches to the end.
  if (size === 0) size = available;
  return size < headerSize ? undefined : { name, size: Math.min(size, available), headerSize };
}

export function childBoxes(parent: DataView): Box[] {
  const found: Box[] = [];
  for (let offset = 0; offset < parent.byteLength; ) {
    const box = readBoxHeader(parent, offset, parent.byteLength - offset);
    if (box === undefined) break;
    const { name, size, headerSize } = box;
    const start = parent.byteOffset + offset + headerSize;
    found.push({ name, body: new DataView(parent.buffer, start, size - headerSize) });
    offset += size;
  }
  return found;
}

export function findBox(parent: DataView, ...path: string[]): DataView | undefined {
  let body: DataView | undefined = parent;
  for (const name of path) body = body && childBoxes(body).find((box) => box.name === name)?.body;
  return body;
}

export function handlerOf(track: DataView): string | undefined {
  const handler = findBox(track, 'mdia', 'hdlr');
  return handler && handler.byteLength >= 12 ? textAt(handler, 8) : undefined;
}

/** The sum of the edit list, in the movie's timescale, or else the length of the media. */
function secondsOf(track: DataView, movieTimescale: number | undefined): number {
  const edits = findBox(track, 'edts', 'elst');
  if (edits && movieTimescale) return editedDuration(edits) / movieTimescale;
  const media = findBox(track, 'mdia', 'mdhd');
  const length = media && readDuration(media);
  return length?.timescale ? length.duration / length.timescale : 0;
}

/** Reads `mvhd` or `mdhd`, which begin alike. */
export function readDuration(body: DataView): { timescale: number; duration: number } | undefined {
  const isLong = body.byteLength > 0 && body.getUint8(0) === 1;
  if (body.byteLength < (isLong ? 32 : 20)) return undefined;
  const duration = isLong ? Number(body.getBigUint64(24)) : body.getUint32(16);
  return { timescale: body.getUint32(isLong ? 20 : 12), duration };
}

function editedDuration(edits: DataView): number {
  if (edits.byteLength < 8) return 0;
  const isLong = edits.getUint8(0) === 1;
  const [entryBytes, durationBytes] = isLong ? [20, 8] : [12, 4];
  let total = 0;
  for (let at = 8; at + entryBytes <= edits.byteLength; at += entryBytes) {
    const duration = isLong ? Number(edits.getBigUint64(at)) : edits.getUint32(at);
    const mediaTime = edits.getInt32(at + durationBytes + (isLong ? 4 : 0));
    // An empty edit delays the track without a sample; browsers differ in whether they keep it.
    const isEmpty = mediaTime === -1;
    if (!isEmpty) total += duration;
  }
  return total;
}
