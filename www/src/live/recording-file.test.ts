import { describe, expect, it, vi } from 'vitest';
import { readWavHeader } from '../input/wav-header.ts';
import { wavSamples } from '../util/wav.ts';
import { CaptureBuffer } from './capture-buffer.ts';
import { createRecordingFile, WHOLE_RECORDING } from './recording-file.ts';

const RATE = 1000;
const NOW = new Date(2026, 10, 3, 4, 5, 9);

function recorded(seconds: number): CaptureBuffer {
  const recording = new CaptureBuffer();
  for (let start = 0; start < seconds * RATE; start += 100) {
    recording.add({ start, samples: new Float32Array(100).fill(start / 1e6) });
  }
  return recording;
}

async function samplesOf(file: File | undefined): Promise<Int16Array> {
  const bytes = await (file as File).arrayBuffer();
  const header = readWavHeader(bytes, bytes.byteLength);
  expect(header).toEqual({ sampleRate: RATE, dataBytes: bytes.byteLength - 44 });
  return new Int16Array(bytes.slice(44));
}

describe('recordingFile', () => {
  it('starts where its part does', async () => {
    const part = { start: 3.5, end: null };
    const samples = await samplesOf(await createRecordingFile(recorded(20), RATE, part, NOW));
    expect(samples).toHaveLength((20 - 3.5) * RATE);
    expect(samples[0]).toBe(Math.round((3500 / 1e6) * 32767));
  });

  it('ends where its part does, rounded up to a sample, or where it was stopped', async () => {
    const length = async (end: number) =>
      (await samplesOf(await createRecordingFile(recorded(7), RATE, { start: 5.5, end }, NOW)))
        .length;
    expect(await length(6.6002)).toBe(1.101 * RATE);
    expect(await length(7.2)).toBe(1.5 * RATE);
  });

  it('is whole without a part', async () => {
    const samples = await samplesOf(
      await createRecordingFile(recorded(4), RATE, WHOLE_RECORDING, NOW),
    );
    expect(samples).toHaveLength(4 * RATE);
  });

  it('is the same sound in however many pieces, and lets others take their turn between', async () => {
    const recording = recorded(450);
    const other = vi.fn();
    setImmediate(other);
    const file = await createRecordingFile(recording, RATE, WHOLE_RECORDING, NOW);
    expect(other).toHaveBeenCalledOnce();
    const samples = await samplesOf(file);
    expect(samples).toEqual(wavSamples(recording.copy(0)));
  });

  it('is named by date and time, which sorts', async () => {
    const file = await createRecordingFile(recorded(1), RATE, WHOLE_RECORDING, NOW);
    expect(file?.name).toBe('pour-2026-11-03-04-05-09.wav');
    expect(file?.type).toBe('audio/wav');
  });

  it('is none where nothing was heard', async () => {
    expect(
      await createRecordingFile(new CaptureBuffer(), RATE, WHOLE_RECORDING, NOW),
    ).toBeUndefined();
  });
});
