import { describe, expect, it, vi } from 'vitest';
import { Recording } from '../../src/live/recording.ts';
import { keptFrom, recordingFile } from '../../src/live/recording-file.ts';
import { wavSamples } from '../../src/wav.ts';
import { readWavHeader } from '../../src/wav-header.ts';

const RATE = 1000;
const NOW = new Date(2026, 10, 3, 4, 5, 9);

function recorded(seconds: number): Recording {
  const recording = new Recording();
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
  it('starts two seconds before the pour', async () => {
    const samples = await samplesOf(await recordingFile(recorded(20), RATE, 5.5, NOW));
    expect(samples).toHaveLength((20 - 3.5) * RATE);
    expect(samples[0]).toBe(Math.round((3500 / 1e6) * 32767));
  });

  it('has the less of the room the sooner it was stopped', async () => {
    expect(keptFrom(5.5, 13.5)).toBe(3.5);
    expect(keptFrom(5.5, 9.5)).toBe(4.5);
    expect(keptFrom(5.5, 7)).toBe(5.4);
    const samples = await samplesOf(await recordingFile(recorded(7), RATE, 5.5, NOW));
    expect(samples).toHaveLength(1.6 * RATE);
  });

  it('is whole where the pour came at once, or never', async () => {
    expect(await samplesOf(await recordingFile(recorded(4), RATE, 0.5, NOW))).toHaveLength(
      4 * RATE,
    );
    expect(await samplesOf(await recordingFile(recorded(4), RATE, null, NOW))).toHaveLength(
      4 * RATE,
    );
  });

  it('is the same sound in however many pieces, and lets others take their turn between', async () => {
    const recording = recorded(450);
    const other = vi.fn();
    setImmediate(other);
    const file = await recordingFile(recording, RATE, null, NOW);
    expect(other).toHaveBeenCalledOnce();
    const samples = await samplesOf(file);
    expect(samples).toEqual(wavSamples(recording.copy(0)));
  });

  it('is named by date and time, which sorts', async () => {
    const file = await recordingFile(recorded(1), RATE, null, NOW);
    expect(file?.name).toBe('pour-2026-11-03-04-05-09.wav');
    expect(file?.type).toBe('audio/wav');
  });

  it('is none where nothing was heard', async () => {
    expect(await recordingFile(new Recording(), RATE, null, NOW)).toBeUndefined();
  });
});
