import { describe, expect, it } from 'vitest';
import { readWavHeader } from './wav-header.ts';

/** A chunk of name, size and body, padded to an even length. */
function chunk(name: string, body: number[], size = body.length): number[] {
  const length = [size & 255, (size >> 8) & 255, (size >> 16) & 255, (size >>> 24) & 255];
  return [...Buffer.from(name), ...length, ...body, ...(body.length % 2 ? [0] : [])];
}

interface Format {
  code?: number;
  channels?: number;
  bitsPerSample?: number;
}

const bytesOf = (value: number, count: number) =>
  Array.from({ length: count }, (_, i) => (value / 256 ** i) & 255);

const format = (rate: number, { code = 1, channels = 1, bitsPerSample = 16 }: Format = {}) =>
  chunk('fmt ', [
    ...bytesOf(code, 2),
    ...bytesOf(channels, 2),
    ...bytesOf(rate, 4),
    ...bytesOf(0, 4),
    ...bytesOf((channels * bitsPerSample) / 8, 2),
    ...bytesOf(bitsPerSample, 2),
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
      dataEnd: 48,
      isMisread: false,
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
    expect(read(bytes)).toMatchObject({ sampleRate: 8000, dataBytes: 0, isMisread: false });
  });

  it('limits the data to the size of the file', () => {
    const streamed = wav(format(8000), chunk('data', [1, 2], 0xffffffff));
    expect(read(streamed)).toMatchObject({ dataBytes: 2, isMisread: true });
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

  describe('reports as misread', () => {
    const sound = chunk('data', [1, 2, 3, 4]);
    const withTag = (tag: string, bytes: Uint8Array) =>
      Uint8Array.from([...Buffer.from(tag), ...bytes.slice(4)]);

    it.each([
      ['a data chunk of size 0 before samples', wav(format(8000), chunk('data', [1, 2], 0)), 2],
      ['an unknown size', wav(format(8000), chunk('data', [1, 2], 0xffff_ffff)), 2],
      ['RF64', withTag('RF64', wav(chunk('ds64', Array(28).fill(0)), format(8000), sound)), 4],
      ['BW64', withTag('BW64', wav(format(8000), chunk('data', [1, 2, 3], 0xffff_ffff))), 4],
      ['33 channels', wav(format(8000, { channels: 33 }), sound), 4],
      ['samples of 64 bits', wav(format(8000, { code: 3, bitsPerSample: 64 }), sound), 4],
    ])('%s', (_, bytes, dataBytes) =>
      expect(read(bytes)).toMatchObject({ sampleRate: 8000, dataBytes, isMisread: true }),
    );

    it.each([1, 3, 17, 255])('a chunk of %i bytes without padding', (length) => {
      const unpadded = chunk('LIST', Array(length).fill(104)).slice(0, 8 + length);
      expect(read(wav(format(8000), unpadded, sound))?.isMisread).toBe(true);
    });
  });

  it('trusts a file whose samples begin beyond the part that was read', () => {
    const bytes = wav(format(8000), chunk('LIST', Array(20).fill(1), 1000));
    expect(read(bytes, bytes.length + 2000)).toBeUndefined();
  });

  it('does not recognise a file that ends before its samples as readable', () => {
    expect(read(wav(format(8000), chunk('LIST', [1, 2])))?.isMisread).toBe(true);
  });
});
