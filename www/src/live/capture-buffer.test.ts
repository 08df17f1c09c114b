import { describe, expect, it } from 'vitest';
import { CaptureBuffer } from './capture-buffer.ts';
import { DEVICE_START_SAMPLES } from './limits.ts';

/** Blocks of samples that say their own place: 0, 1, 2 … */
function counted(...lengths: number[]): CaptureBuffer {
  const recording = new CaptureBuffer();
  for (const length of lengths) {
    const start = recording.end;
    recording.add({ start, samples: Float32Array.from({ length }, (_, i) => start + i) });
  }
  return recording;
}

describe('Recording', () => {
  it('gives back what it was given, from any place, in any length', () => {
    const recording = counted(3, 4, 2);
    expect([...recording.copy(0)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...recording.copy(2, 4)]).toEqual([2, 3, 4, 5]);
    expect([...recording.copy(3, 4)]).toEqual([3, 4, 5, 6]);
    expect([...recording.copy(8)]).toEqual([8]);
    expect([...recording.copy(9)]).toEqual([]);
    expect([...recording.copy(Number.POSITIVE_INFINITY)]).toEqual([]);
  });

  it('copies: what is handed to a worker is still there', () => {
    const recording = counted(4);
    structuredClone(recording.copy(0), { transfer: [] });
    recording.copy(0).fill(9);
    expect([...recording.copy(0)]).toEqual([0, 1, 2, 3]);
  });

  it('lets go of whole blocks only, and places stay what they were', () => {
    const recording = counted(3, 4, 2);
    recording.discardBefore(5);
    expect(recording.start).toBe(3);
    expect([...recording.copy(0)]).toEqual([3, 4, 5, 6, 7, 8]);
    expect([...recording.copy(6, 2)]).toEqual([6, 7]);
    recording.discardBefore(100);
    expect(recording.start).toBe(9);
    expect(recording.copy(0)).toHaveLength(0);
  });

  it('starts counting from the first block, wherever the clock stands', () => {
    const recording = new CaptureBuffer();
    recording.add({ start: 7680, samples: new Float32Array(128) });
    expect(recording.dropped).toBe(0);
    expect(recording.end).toBe(128);
  });

  it('counts what is missing between blocks, once the device has settled', () => {
    const recording = new CaptureBuffer();
    recording.add({ start: 0, samples: new Float32Array(128) });
    recording.add({ start: 5000, samples: new Float32Array(DEVICE_START_SAMPLES) });
    expect(recording.dropped).toBe(0);
    const next = 5000 + DEVICE_START_SAMPLES;
    recording.add({ start: next, samples: new Float32Array(128) });
    expect(recording.dropped).toBe(0);
    recording.add({ start: next + 128 + 256, samples: new Float32Array(128) });
    expect(recording.dropped).toBe(256);
  });
});
