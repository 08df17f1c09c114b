import { describe, expect, it } from 'vitest';
import { readWavHeader } from './wav-header.ts';

/** A chunk of name, size and body, padded to an even length. */
function chunk(name: string, body: number[], size = body.length): number[] {
  const length = [size & 255, (size >> 8) & 255, (size >> 16) & 255, (size >>> 24) & 255];
  return [...Buffer.from(name), ...length, ...body, ...(body.length % 2 ? [0] : [])];
}

const format = (rate: number) =>
  chunk('fmt ', [
    1,
    0,
    1,
    0,
    rate & 255,
    (rate >> 8) & 255,
    (rate >> 16) & 255,
    0,
    0,
    0,
    0,
    0,
    2,
    0,
    16,
    0,
  ]);

const wav = (...chunks: number[][]) =>
  Uint8Array.from([...Buffer.from('RIFF____WAVE'), ...chunks.flat()]);

const read = (bytes: Uint8Array, fileBytes = bytes.length) =>
  readWavHeader(bytes.slice().buffer, fileBytes);

describe('readWavHeader', () => {
  it('reads rate and length', () => {
    expect(read(wav(format(16_000), chunk('data', [1, 2, 3, 4])))).toEqual({
      sampleRate: 16_000,
      dataBytes: 4,
    });
  });

  it.each([0, 1_000_000])('reads a rate of %i', (rate) => {
    expect(read(wav(format(rate), chunk('data', [1, 2])))?.sampleRate).toBe(rate);
  });

  it('skips other chunks, also of odd length', () => {
    const bytes = wav(
      chunk('LIST', [1, 2, 3]),
      format(8000),
      chunk('fact', [9]),
      chunk('data', []),
    );
    expect(read(bytes)).toEqual({ sampleRate: 8000, dataBytes: 0 });
  });

  it('limits the data to the size of the file', () => {
    const streamed = wav(format(8000), chunk('data', [1, 2], 0xffffffff));
    expect(read(streamed)?.dataBytes).toBe(2);
  });

  it('counts data beyond the part that was read', () => {
    const bytes = wav(format(8000), chunk('data', [1, 2], 1000));
    expect(read(bytes, bytes.length + 998)?.dataBytes).toBe(1000);
  });

  it.each([
    ['text', Uint8Array.from(Buffer.from('this is not a recording'))],
    ['nothing', new Uint8Array()],
    ['a header cut off before its format', wav().slice(0, 12)],
    ['a header cut off inside its format', wav(format(8000)).slice(0, 22)],
    ['sound without a format', wav(chunk('data', [1, 2]))],
  ])('does not recognise %s', (_, bytes) => expect(read(bytes)).toBeUndefined());
});
