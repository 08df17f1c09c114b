import { describe, expect, it } from 'vitest';
import { CaptureBuffer } from './capture-buffer.ts';
import { DEVICE_START_SAMPLES } from './limits.ts';

/** Fills a buffer with samples whose values are their indices: 0, 1, 2 … */
function numbered(...lengths: number[]): CaptureBuffer {
  const buffer = new CaptureBuffer();
  for (const length of lengths) {
    const start = buffer.end;
    buffer.add({ start, samples: Float32Array.from({ length }, (_, i) => start + i) });
  }
  return buffer;
}

describe('CaptureBuffer', () => {
  it('copies samples from any index, in any length', () => {
    const buffer = numbered(3, 4, 2);
    expect([...buffer.copy(0)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...buffer.copy(2, 4)]).toEqual([2, 3, 4, 5]);
    expect([...buffer.copy(3, 4)]).toEqual([3, 4, 5, 6]);
    expect([...buffer.copy(8)]).toEqual([8]);
    expect([...buffer.copy(9)]).toEqual([]);
    expect([...buffer.copy(Number.POSITIVE_INFINITY)]).toEqual([]);
  });

  it('keeps its samples when a copy is transferred', () => {
    const buffer = numbered(4);
    structuredClone(buffer.copy(0), { transfer: [] });
    buffer.copy(0).fill(9);
    expect([...buffer.copy(0)]).toEqual([0, 1, 2, 3]);
  });

  it('drops whole blocks only, and keeps the indices of the rest', () => {
    const buffer = numbered(3, 4, 2);
    buffer.discardBefore(5);
    expect(buffer.start).toBe(3);
    expect([...buffer.copy(0)]).toEqual([3, 4, 5, 6, 7, 8]);
    expect([...buffer.copy(6, 2)]).toEqual([6, 7]);
    buffer.discardBefore(100);
    expect(buffer.start).toBe(9);
    expect(buffer.copy(0)).toHaveLength(0);
  });

  it('counts no lost samples before the first block', () => {
    const buffer = new CaptureBuffer();
    buffer.add({ start: 7680, samples: new Float32Array(128) });
    expect(buffer.dropped).toBe(0);
    expect(buffer.end).toBe(128);
  });

  it('counts samples lost between blocks once the device has started', () => {
    const buffer = new CaptureBuffer();
    buffer.add({ start: 0, samples: new Float32Array(128) });
    buffer.add({ start: 5000, samples: new Float32Array(DEVICE_START_SAMPLES) });
    expect(buffer.dropped).toBe(0);
    const next = 5000 + DEVICE_START_SAMPLES;
    buffer.add({ start: next, samples: new Float32Array(128) });
    expect(buffer.dropped).toBe(0);
    buffer.add({ start: next + 128 + 256, samples: new Float32Array(128) });
    expect(buffer.dropped).toBe(256);
  });
});
