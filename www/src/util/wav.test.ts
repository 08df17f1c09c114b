import { describe, expect, it } from 'vitest';
import { readWavHeader } from '../input/wav-header.ts';
import { encodeWav } from './wav.ts';

describe('encodeWav', () => {
  it('writes a header that matches the samples', async () => {
    const blob = encodeWav(new Float32Array(100), 48_000);
    expect(blob.type).toBe('audio/wav');
    expect(blob.size).toBe(44 + 200);
    const header = readWavHeader(await blob.arrayBuffer(), blob.size);
    expect(header).toEqual({ sampleRate: 48_000, dataBytes: 200 });
  });

  it('clips at full scale instead of wrapping around', async () => {
    const samples = Float32Array.from([0, 0.5, 1, 1.5, -1, -2]);
    const view = new DataView(await encodeWav(samples, 8000).arrayBuffer(), 44);
    const written = Array.from(samples, (_, i) => view.getInt16(i * 2, true));
    expect(written).toEqual([0, 16384, 32767, 32767, -32767, -32767]);
  });
});
