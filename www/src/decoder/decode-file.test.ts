import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { decode } from '../../wasm/hot_or_cold_decoder.js';
import { ChannelBuffers } from './channel-buffers.ts';
import { decodeFile, TooLong } from './decode-file.ts';

const read = () => new Uint8Array(1);
const noProgress = () => undefined;

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('decodeFile', () => {
  it('returns the channels and a WAV', () => {
    const { channels, sampleRate, wav } = decodeFile(
      (_, __, onChunk) => onChunk(Float32Array.of(0.1, 0.2, 0.3, 0.4), 2, 48_000),
      4,
      read,
      noProgress,
    );
    expect(channels).toEqual([Float32Array.of(0.1, 0.3), Float32Array.of(0.2, 0.4)]);
    expect(sampleRate).toBe(48_000);
    expect(wav?.size).toBe(44 + 4 * 2);
  });

  it('passes the offset and length of each read on', () => {
    const reads: [number, number][] = [];
    const bytes = Uint8Array.of(7);
    decodeFile(
      (size, readBytes) => expect(readBytes(size - 3, 3)).toBe(bytes),
      1_000,
      (offset, length) => {
        reads.push([offset, length]);
        return bytes;
      },
      noProgress,
    );
    expect(reads).toEqual([[997, 3]]);
  });

  it.each(['reads', 'chunks'])('reports progress four times a second for %s alone', (source) => {
    const onProgress = vi.fn();
    decodeFile(
      (_, readBytes, onChunk) => {
        for (let ms = 0; ms < 10_000; ms += 10) {
          vi.advanceTimersByTime(10);
          if (source === 'reads') readBytes(ms, 1);
          else onChunk(new Float32Array(1), 1, 48_000);
        }
      },
      1_000,
      read,
      onProgress,
    );
    expect(onProgress).toHaveBeenCalledTimes(40);
  });

  // Frames at 48 kHz. The channels are joined one by one, beside the blocks.
  it.each([
    [1, 5_400],
    [2, 3_600],
    [6, 1_500],
  ])('accepts %i channels of %i seconds, and none much longer', (channelCount, seconds) => {
    const chunk = new Float32Array(channelCount);
    const decodeSeconds = (length: number) => () =>
      decodeFile(
        (_, __, onChunk) => {
          vi.spyOn(ChannelBuffers.prototype, 'frames', 'get').mockReturnValue(length * 48_000);
          onChunk(chunk, channelCount, 48_000);
        },
        1,
        read,
        noProgress,
      );
    expect(decodeSeconds(seconds)).not.toThrow();
    expect(decodeSeconds(1.05 * seconds)).toThrow(TooLong);
  });

  it('rejects more than two hours at a low rate', () => {
    vi.spyOn(ChannelBuffers.prototype, 'frames', 'get').mockReturnValue(7300 * 8000);
    const decodeBytes: typeof decode = (_, __, onChunk) => onChunk(new Float32Array(1), 1, 8000);
    expect(() => decodeFile(decodeBytes, 1, read, noProgress)).toThrow(TooLong);
  });
});
