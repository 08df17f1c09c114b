import { describe, expect, it } from 'vitest';
import { readWavHeader } from '../input/wav-header.ts';
import { encodeWav, wavName } from './wav.ts';

describe('encodeWav', () => {
  it('writes a header that matches the samples', async () => {
    const blob = encodeWav([new Float32Array(100)], 48_000);
    expect(blob.type).toBe('audio/wav');
    expect(blob.size).toBe(44 + 200);
    const header = readWavHeader(await blob.arrayBuffer(), blob.size);
    expect(header).toEqual({
      sampleRate: 48_000,
      dataBytes: 200,
      dataEnd: 244,
      isMisread: false,
    });
  });

  it('clips at full scale instead of wrapping around', async () => {
    const samples = Float32Array.from([0, 0.5, 1, 1.5, -1, -2]);
    const view = new DataView(await encodeWav([samples], 8000).arrayBuffer(), 44);
    const written = Array.from(samples, (_, i) => view.getInt16(i * 2, true));
    expect(written).toEqual([0, 16384, 32767, 32767, -32767, -32767]);
  });

  it('interleaves channels', async () => {
    const channels = [Float32Array.from([1, -1]), Float32Array.from([0, 0.5])];
    const view = new DataView(await encodeWav(channels, 8000).arrayBuffer());
    expect([view.getUint16(22, true), view.getUint32(28, true), view.getUint16(32, true)]).toEqual([
      2, 32_000, 4,
    ]);
    const written = [44, 46, 48, 50].map((at) => view.getInt16(at, true));
    expect(written).toEqual([32767, 0, -32767, 16384]);
  });
});

it.each([
  ['voice.m4a', 'voice.wav'],
  ['3. pour.v2.aiff', '3. pour.v2.wav'],
  ['pour', 'pour.wav'],
])('wavName changes %s to %s', (name, expected) => expect(wavName(name)).toBe(expected));
