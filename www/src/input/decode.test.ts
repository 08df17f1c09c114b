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

/** A file that claims a size without taking it. */
function ofSize(size: number, start: BlobPart = 'not a wav'): Blob {
  return Object.defineProperty(new Blob([start]), 'size', { value: size });
}

const wavOf = (rate: number, samples = 10) => encodeWav(new Float32Array(samples), rate);

describe('decode', () => {
  it('gives every channel, and the rate they are at', async () => {
    const pcm = await decode(new Blob(['anything']));
    expect(pcm.sampleRate).toBe(48_000);
    expect(pcm.channels.map((channel) => channel.length)).toEqual([2, 2]);
    expect(pcm.channels[1]?.[0]).toBeCloseTo(0.3);
  });

  it('asks for nothing but the bytes of a file that is not large', async () => {
    const reads = (size: number) => {
      const file = ofSize(size);
      const spies = [vi.spyOn(file, 'slice'), vi.spyOn(file, 'arrayBuffer')];
      return decode(file).then(() => spies.map((spy) => spy.mock.calls.length));
    };
    expect(await reads(5_000_000)).toEqual([0, 1]);
    expect(await reads(50_000_000)).toEqual([1, 1]);
  });

  it('does not copy the samples: minutes of them would hold up the page', async () => {
    const channel = Float32Array.from([0.1, 0.2]);
    decodeAudioData = async () => ({ ...buffer([0, 0]), getChannelData: () => channel });
    expect((await decode(new Blob(['anything']))).channels[0]).toBe(channel);
  });

  it('decodes a WAV at its own rate, so that nothing is resampled', async () => {
    await decode(wavOf(16_000));
    expect(rates).toEqual([16_000]);
  });

  it.each([0, 1_000_000])('refuses a WAV that claims %i Hz', async (rate) => {
    expect(await codeOf(wavOf(rate))).toBe('bad-sample-rate');
  });

  it('knows an empty file', async () => expect(await codeOf(new Blob([]))).toBe('empty-file'));

  it('knows a folder or a file that has gone, even though its size reads 0', async () => {
    const folder = new Blob([]);
    folder.slice = () => folder;
    folder.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    expect(await codeOf(folder)).toBe('unreadable');
  });

  it('opens an hour of stereo WAV and refuses what no browser opens', async () => {
    expect(await codeOf(ofSize(48_000 * 4 * 3600 + 44))).toBe('decoded');
    expect(await codeOf(ofSize(MAX_FILE_BYTES))).toBe('decoded');
    expect(await codeOf(ofSize(MAX_FILE_BYTES + 1))).toBe('too-big');
  });

  it('refuses a small file that is too long before decoding it', async () => {
    decodeAudioData = () => Promise.reject(new Error('must not be asked'));
    probe.mockResolvedValue({ duration: 20 * 3600, hasPicture: false });
    expect(await codeOf(ofSize(60_000_000))).toBe('too-long');
  });

  it('takes a length that the file does not tell as no reason to refuse', async () => {
    probe.mockResolvedValue({ duration: Infinity, hasPicture: false });
    expect(await codeOf(ofSize(60_000_000))).toBe('decoded');
  });

  describe('what the browser cannot decode', () => {
    beforeEach(() => {
      decodeAudioData = () => Promise.reject(new Error('Unable to decode audio data'));
    });

    it('is a file without sound', async () => {
      expect(await codeOf(new Blob(['hello']))).toBe('undecodable');
    });

    it('is a WAV of 0 samples', async () => {
      expect(await codeOf(wavOf(48_000, 0))).toBe('no-samples');
    });

    it('is a damaged WAV', async () => expect(await codeOf(wavOf(48_000))).toBe('undecodable'));

    it('is a video without sound', async () => {
      probe.mockResolvedValue({ duration: 5, hasPicture: true });
      expect(await codeOf(new Blob(['a film']))).toBe('no-sound-track');
    });
  });

  it('knows sound of 0 samples', async () => {
    decodeAudioData = async () => buffer([]);
    expect(await codeOf(new Blob(['anything']))).toBe('no-samples');
  });
});
