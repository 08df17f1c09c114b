/** Reads the length of a Matroska or WebM file (RFC 9559), even if its recorder left it open. */
import type { DeclaredLength, FileWindow } from './file-window.ts';

const INFO = [0x15, 0x49, 0xa9, 0x66];
const CLUSTER = [0x1f, 0x43, 0xb6, 0x75];
const TIMESTAMP_SCALE = 0x2ad7b1;
const DURATION = 0x4489;
const TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const BLOCK_GROUP = 0xa0;
const BLOCK = 0xa1;

const DEFAULT_SCALE_NS = 1_000_000;
/** The segment's information precedes the sound. */
const HEAD_BYTES = 64 * 1024;
/** A cluster of sound lasts some seconds; one of video may take megabytes. */
const MAX_SEARCH_BYTES = 16 * 2 ** 20;
const STEP_BYTES = 2 ** 19;

/** Matroska rarely contains more than two channels of compressed sound. */
const CHANNELS = 2;

/** Returns the greater of the declared duration and the time of the last cluster. */
export async function readMatroskaLength(window: FileWindow): Promise<DeclaredLength> {
  const head = await window.view(0, HEAD_BYTES);
  const info = findElement(head, INFO);
  const elements = info === undefined ? [] : [...childElements(head, info)];
  const scale = elements.find(({ id }) => id === TIMESTAMP_SCALE);
  const declared = elements.find(({ id }) => id === DURATION);
  const secondsPerTick = ((scale && readNumber(head, scale)) || DEFAULT_SCALE_NS) / 1e9;
  const duration = declared ? readFloat(head, declared) : 0;
  const ticks = Math.max(duration, await findLastTimestamp(window));
  return { seconds: ticks * secondsPerTick, channels: CHANNELS };
}

/** Returns the time of the last block in ticks, or 0 without one. */
async function findLastTimestamp(window: FileWindow): Promise<number> {
  const first = Math.max(0, window.size - MAX_SEARCH_BYTES);
  for (let end = window.size; end > first; end -= STEP_BYTES) {
    const start = Math.max(first, end - STEP_BYTES);
    // Overlaps the next step, so that no id is cut.
    const view = await window.view(start, end - start + CLUSTER.length);
    const found = findElement(view, CLUSTER, true);
    if (found !== undefined) return readLastBlock(window, start + found);
  }
  return 0;
}

/** Returns the time of the last block in a cluster, whose size is at `sizeAt`, or unknown. */
async function readLastBlock(window: FileWindow, sizeAt: number): Promise<number> {
  const size = readVint(await window.view(sizeAt, 8), 0);
  let time = 0;
  let blockTime = 0;
  for (let at = sizeAt + (size?.bytes ?? 0); size && at < window.size; ) {
    const view = await window.view(at, 32);
    const element = readElement(view, 0);
    if (element === undefined) break;
    const { id, start } = element;
    if (id === TIMESTAMP) time = readNumber(view, element);
    // The number of the track, then the time relative to the cluster.
    const isBlock = id === SIMPLE_BLOCK || id === BLOCK;
    if (isBlock && start + 3 <= view.byteLength) {
      blockTime = Math.max(blockTime, view.getInt16(start + 1) + 1);
    }
    at += id === BLOCK_GROUP ? start : start + element.size;
  }
  return time + blockTime;
}

interface Element {
  id: number;
  start: number;
  size: number;
}

/** Returns the offset after an id, whose first or last occurrence is searched. */
function findElement(view: DataView, id: readonly number[], isLast = false): number | undefined {
  const count = view.byteLength - id.length;
  for (let i = 0; i <= count; i++) {
    const at = isLast ? count - i : i;
    if (id.every((byte, k) => view.getUint8(at + k) === byte)) return at + id.length;
  }
  return undefined;
}

/** Yields the children of an element whose size is at `sizeAt`. */
function* childElements(view: DataView, sizeAt: number): Generator<Element> {
  const parent = readVint(view, sizeAt);
  if (parent === undefined) return;
  let at = sizeAt + parent.bytes;
  const end = Math.min(at + parent.value, view.byteLength);
  while (at < end) {
    const element = readElement(view, at);
    if (element === undefined) return;
    yield element;
    at = element.start + element.size;
  }
}

function readElement(view: DataView, at: number): Element | undefined {
  const id = readVint(view, at, true);
  const size = id && readVint(view, at + id.bytes);
  return size && { id: id.value, start: at + id.bytes + size.bytes, size: size.value };
}

function readVint(view: DataView, at: number, keepsMarker = false) {
  if (at >= view.byteLength) return undefined;
  const first = view.getUint8(at);
  const bytes = Math.clz32(first) - 23;
  if (bytes > 8 || at + bytes > view.byteLength) return undefined;
  let value = keepsMarker ? first : first & ((1 << (8 - bytes)) - 1);
  for (let i = 1; i < bytes; i++) value = value * 256 + view.getUint8(at + i);
  return { value, bytes };
}

function readNumber(view: DataView, { start, size }: Element): number {
  let value = 0;
  const end = Math.min(start + size, view.byteLength);
  for (let at = start; at < end; at++) value = value * 256 + view.getUint8(at);
  return value;
}

function readFloat(view: DataView, { start, size }: Element): number {
  if (start + size > view.byteLength) return 0;
  if (size === 4) return view.getFloat32(start);
  return size === 8 ? view.getFloat64(start) : 0;
}
