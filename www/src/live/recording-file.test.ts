import { describe, expect, it, vi } from 'vitest';
import { readWavHeader } from '../input/wav-header.ts';
import { wavSamples } from '../util/wav.ts';
import { CaptureBuffer } from './capture-buffer.ts';
import { createRecordingFile, WHOLE_RECORDING } from './recording-file.ts';

const RATE = 1000;
const NOW = new Date(2026, 10, 3, 4, 5, 9);

function createBuffer(seconds: number): CaptureBuffer {
  const buffer = new CaptureBuffer();
  for (let start = 0; start < seconds * RATE; start += 100) {
    buffer.add({ start, samples: new Float32Array(100).fill(start / 1e6) });
  }
  return buffer;
}

async function samplesOf(file: File | undefined): Promise<Int16Array> {
  const bytes = await (file as File).arrayBuffer();
  const header = readWavHeader(bytes, bytes.byteLength);
  const { byteLength: dataEnd } = bytes;
  expect(header).toEqual({
    sampleRate: RATE,
    dataBytes: dataEnd - 44,
    dataEnd,
    isMisread: false,
  });
  return new Int16Array(bytes.slice(44));
}

describe('createRecordingFile', () => {
  it('starts at the start of the range', async () => {
    const range = { start: 3.5, end: null };
    const samples = await samplesOf(await createRecordingFile(createBuffer(20), RATE, range, NOW));
    expect(samples).toHaveLength((20 - 3.5) * RATE);
    expect(samples[0]).toBe(Math.round((3500 / 1e6) * 32767));
  });

  it('ends at the end of the range, rounded up to a sample, or of the recording', async () => {
    const length = async (end: number) =>
      (await samplesOf(await createRecordingFile(createBuffer(7), RATE, { start: 5.5, end }, NOW)))
        .length;
    expect(await length(6.6002)).toBe(1.101 * RATE);
    expect(await length(7.2)).toBe(1.5 * RATE);
  });

  it('contains the whole recording without a range', async () => {
    const samples = await samplesOf(
      await createRecordingFile(createBuffer(4), RATE, WHOLE_RECORDING, NOW),
    );
    expect(samples).toHaveLength(4 * RATE);
  });

  it('encodes in chunks and yields between them', async () => {
    const buffer = createBuffer(450);
    const other = vi.fn();
    setImmediate(other);
    const file = await createRecordingFile(buffer, RATE, WHOLE_RECORDING, NOW);
    expect(other).toHaveBeenCalledOnce();
    const samples = await samplesOf(file);
    // Byte by byte: toEqual takes seconds for this many samples.
    const expected = wavSamples(buffer.copy(0));
    expect(Buffer.compare(new Uint8Array(samples.buffer), new Uint8Array(expected.buffer))).toBe(0);
  });

  it('is named after the date and time', async () => {
    const file = await createRecordingFile(createBuffer(1), RATE, WHOLE_RECORDING, NOW);
    expect(file?.name).toBe('pour-2026-11-03-04-05-09.wav');
    expect(file?.type).toBe('audio/wav');
  });

  it('is undefined for an empty recording', async () => {
    expect(
      await createRecordingFile(new CaptureBuffer(), RATE, WHOLE_RECORDING, NOW),
    ).toBeUndefined();
  });
});
