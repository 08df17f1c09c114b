import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../util/failure.ts';
import { encodeWav } from '../util/wav.ts';
import { decode, MAX_FILE_BYTES } from './decode.ts';
import * as mediaProbe from './media-probe.ts';

const rates: number[] = [];
let decodeAudioData: (bytes: ArrayBuffer) => Promise<unknown>;

class FakeContext {
  constructor(_channels: number, _length: number, sampleRate: number) {
    if (sampleRate < 3000 || sampleRate > 768_000) throw new Error('NotSupportedError');
    rates.push(sampleRate);
  }

  decodeAudioData(bytes: ArrayBuffer) {
    return decodeAudioData(bytes);
  }
}

const buffer = (...channels: number[][]) => ({
  length: channels[0]?.length ?? 0,
  numberOfChannels: channels.length,
  sampleRate: rates.at(-1),
  getChannelData: (i: number) => Float32Array.from(channels[i] ?? []),
});

const probe = vi.spyOn(mediaProbe, 'probeMedia');

beforeEach(() => {
  rates.length = 0;
  decodeAudioData = async () => buffer([0.1, 0.2], [0.3, 0.4]);
  probe.mockResolvedValue(undefined);
  vi.stubGlobal('OfflineAudioContext', FakeContext);
});
afterEach(() => vi.unstubAllGlobals());

const codeOf = (file: Blob) =>
  decode(file).then(
    () => 'decoded',
    (failure: Failure) => failure.code,
  );

/** A file that reports a size without using the memory. */
function ofSize(size: number, start: BlobPart = 'not a wav'): Blob {
  return Object.defineProperty(new Blob([start]), 'size', { value: size });
}

const wavOf = (rate: number, samples = 10) => encodeWav(new Float32Array(samples), rate);

describe('decode', () => {
  it('returns every channel and the sample rate', async () => {
    const pcm = await decode(new Blob(['anything']));
    expect(pcm.sampleRate).toBe(48_000);
    expect(pcm.channels.map((channel) => channel.length)).toEqual([2, 2]);
    expect(pcm.channels[1]?.[0]).toBeCloseTo(0.3);
  });

  it('reads the header separately only for large files', async () => {
    const reads = (size: number) => {
      const file = ofSize(size);
      const spies = [vi.spyOn(file, 'slice'), vi.spyOn(file, 'arrayBuffer')];
      return decode(file).then(() => spies.map((spy) => spy.mock.calls.length));
    };
    expect(await reads(5_000_000)).toEqual([0, 1]);
    expect(await reads(50_000_000)).toEqual([1, 1]);
  });

  it('does not copy the samples', async () => {
    const channel = Float32Array.from([0.1, 0.2]);
    decodeAudioData = async () => ({ ...buffer([0, 0]), getChannelData: () => channel });
    expect((await decode(new Blob(['anything']))).channels[0]).toBe(channel);
  });

  it('decodes a WAV at its own rate', async () => {
    await decode(wavOf(16_000));
    expect(rates).toEqual([16_000]);
  });

  it.each([0, 1_000_000])('rejects a WAV of %i Hz', async (rate) => {
    expect(await codeOf(wavOf(rate))).toBe('bad-sample-rate');
  });

  it('rejects an empty file', async () => expect(await codeOf(new Blob([]))).toBe('empty-file'));

  it('rejects a folder or deleted file of size 0 as unreadable', async () => {
    const folder = new Blob([]);
    folder.slice = () => folder;
    folder.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    expect(await codeOf(folder)).toBe('unreadable');
  });

  it('accepts an hour of stereo WAV and rejects files above the limit', async () => {
    expect(await codeOf(ofSize(48_000 * 4 * 3600 + 44))).toBe('decoded');
    expect(await codeOf(ofSize(MAX_FILE_BYTES))).toBe('decoded');
    expect(await codeOf(ofSize(MAX_FILE_BYTES + 1))).toBe('too-big');
  });

  it('rejects a file that is too long before decoding it', async () => {
    decodeAudioData = () => Promise.reject(new Error('must not be asked'));
    probe.mockResolvedValue({ duration: 20 * 3600, hasVideo: false });
    expect(await codeOf(ofSize(60_000_000))).toBe('too-long');
  });

  it('accepts a file of unknown duration', async () => {
    probe.mockResolvedValue({ duration: Infinity, hasVideo: false });
    expect(await codeOf(ofSize(60_000_000))).toBe('decoded');
  });

  describe('reports a decoding error', () => {
    beforeEach(() => {
      decodeAudioData = () => Promise.reject(new Error('Unable to decode audio data'));
    });

    it('of other data as undecodable', async () => {
      expect(await codeOf(new Blob(['hello']))).toBe('undecodable');
    });

    it('of an empty WAV as no-samples', async () => {
      expect(await codeOf(wavOf(48_000, 0))).toBe('no-samples');
    });

    it('of a damaged WAV as undecodable', async () =>
      expect(await codeOf(wavOf(48_000))).toBe('undecodable'));

    it('of a video without audio as no-sound-track', async () => {
      probe.mockResolvedValue({ duration: 5, hasVideo: true });
      expect(await codeOf(new Blob(['a film']))).toBe('no-sound-track');
    });
  });

  it('rejects audio of 0 samples', async () => {
    decodeAudioData = async () => buffer([]);
    expect(await codeOf(new Blob(['anything']))).toBe('no-samples');
  });
});
