import { expect, it } from 'vitest';
import { isChainedOgg } from './ogg-chain.ts';

/** A page with the flags of its position and one segment for each size. */
const page = (flags: number, ...sizes: number[]) => {
  const head = [...Buffer.from('OggS'), 0, flags, ...Array(20).fill(0), sizes.length, ...sizes];
  return [...head, ...Array(sizes.reduce((sum, size) => sum + size, 0)).fill(7)];
};
const BEGINNING = 2;
const END = 4;

const stream = [...page(BEGINNING, 30), ...page(0, 255, 12), ...page(END, 40)];
const bytes = (...pages: number[][]) => Uint8Array.from(pages.flat()).buffer;

it.each([
  ['one stream', bytes(stream), false],
  ['two streams in a row', bytes(stream, stream), true],
  ['two streams that play together', bytes(page(BEGINNING, 30), stream), false],
  ['a stream that is cut off', bytes(stream.slice(0, -5)), false],
  ['a cut second stream', bytes(stream, page(BEGINNING, 30).slice(0, 40)), true],
  ['other data', new TextEncoder().encode('Dear diary, '.repeat(9)).buffer, false],
  ['nothing', new ArrayBuffer(0), false],
])('%s is chained: %s', (_, data, expected) => expect(isChainedOgg(data)).toBe(expected));
