import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decoder } from '../decoder/decoder-client.ts';
import { Failure } from '../util/failure.ts';
import { encodeWav } from '../util/wav.ts';
import { decode, MAX_FILE_BYTES } from './decode.ts';
import * as mediaProbe from './media-probe.ts';
import * as mp4Tracks from './mp4-tracks.ts';

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

const probe = vi.spyOn(mediaProbe, 'probeDuration');
const tracks = vi.spyOn(mp4Tracks, 'readMp4Tracks');
const ownDecoder = vi.spyOn(decoder, 'decode');

/** A second of sound from the page's own decoder. */
const ownDecoded = () => ({
  channels: [new Float32Array(48_000).fill(0.5)],
  sampleRate: 48_000,
  wav: new Blob(['wav']),
});
const notLoaded = () => new Failure('not-loaded', 'Check your connection.');
const undecodable = () => new Failure('undecodable', 'This is a diary.');

beforeEach(() => {
  rates.length = 0;
  decodeAudioData = async () => buffer([0.1, 0.2], [0.3, 0.4]);
  probe.mockResolvedValue(undefined);
  tracks.mockResolvedValue(undefined);
  ownDecoder.mockReset().mockImplementation(async () => ownDecoded());
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

const wavOf = (rate: number, samples = 10) => encodeWav([new Float32Array(samples)], rate);

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
    probe.mockResolvedValue(20 * 3600);
    const failure = await decode(ofSize(60_000_000)).catch((thrown: Failure) => thrown);
    expect(failure).toMatchObject({ code: 'too-long', seconds: 20 * 3600 });
  });

  it.each([
    [10 * 3600, 'too-long'],
    [60, 'decoded'],
    [0, 'decoded'],
  ])('reads the length of a small FLAC of %i s before decoding it', async (seconds, code) => {
    const view = new DataView(new ArrayBuffer(42));
    view.setUint32(0, 0x664c_6143);
    const samples = seconds * 384_000;
    view.setUint32(18, 384_000 * 2 ** 12 + Math.floor(samples / 2 ** 32));
    view.setUint32(22, samples % 2 ** 32);
    expect(await codeOf(new Blob([view]))).toBe(code);
  });

  describe('if the length may exceed the memory', () => {
    const flac = (samples: number, channels = 1) => {
      const view = new DataView(new ArrayBuffer(42));
      view.setUint32(0, 0x664c_6143);
      view.setUint32(
        18,
        48_000 * 2 ** 12 + (channels - 1) * 2 ** 9 + Math.floor(samples / 2 ** 32),
      );
      view.setUint32(22, samples % 2 ** 32);
      return new Blob([view]);
    };
    const ofUnknownLength = (size: number) => ofSize(size, flac(0));
    beforeEach(() => {
      decodeAudioData = () => Promise.reject(new Error('must not be asked'));
    });

    it('rejects eight channels of an hour, but not one', async () => {
      expect(await codeOf(flac(3600 * 48_000, 8))).toBe('too-long');
      expect(await codeOf(flac(3600 * 48_000))).toBe('decoded');
    });

    it('uses only the own decoder, which stops, for an unknown length', async () => {
      const asked = vi.fn(() => Promise.reject(new Error('must not be asked')));
      decodeAudioData = asked;
      probe.mockResolvedValue(Infinity);
      expect((await decode(ofUnknownLength(400_000))).wav).toBeDefined();
      ownDecoder.mockRejectedValue(new Failure('too-long', 'Too long.'));
      expect(await codeOf(ofUnknownLength(400_000))).toBe('too-long');
      expect(asked).not.toHaveBeenCalled();
    });

    it('uses the browser for an unknown length of a tiny file', async () => {
      decodeAudioData = async () => buffer([0.5]);
      expect((await decode(ofUnknownLength(20_000))).wav).toBeUndefined();
    });

    it('believes the media element if the file does not say', async () => {
      probe.mockResolvedValue(10 * 3600);
      expect(await codeOf(ofUnknownLength(400_000))).toBe('too-long');
    });
  });

  it('accepts a file of unknown duration', async () => {
    probe.mockResolvedValue(Infinity);
    expect(await codeOf(ofSize(60_000_000))).toBe('decoded');
  });

  describe('if the browser rejects the file', () => {
    beforeEach(() => {
      decodeAudioData = () => Promise.reject(new Error('Unable to decode audio data'));
    });

    it('returns what the own decoder reads', async () => {
      const file = new Blob(['an ALAC recording']);
      const decoded = await decode(file);
      expect(ownDecoder).toHaveBeenCalledExactlyOnceWith(file);
      expect(decoded.channels[0]).toHaveLength(48_000);
      expect(decoded.wav).toBeDefined();
    });

    it('returns what the own decoder reads if the browser never answers', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      decodeAudioData = () => new Promise(() => undefined);
      const decoded = decode(new Blob(['a damaged recording']));
      await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1));
      vi.advanceTimersByTime(61_000);
      expect((await decoded).wav).toBeDefined();
      vi.useRealTimers();
    });

    it('reports the failure of the own decoder', async () => {
      ownDecoder.mockRejectedValue(undecodable());
      expect(await codeOf(new Blob(['hello']))).toBe('undecodable');
      expect(await codeOf(wavOf(48_000))).toBe('undecodable');
    });

    it('reports an empty WAV as no-samples', async () => {
      expect(await codeOf(wavOf(48_000, 0))).toBe('no-samples');
      expect(ownDecoder).not.toHaveBeenCalled();
    });
  });

  describe('if a WAV continues after the size of its sound', () => {
    const parts = async (tail: BlobPart) => {
      const wav = await wavOf(48_000, 1_000).arrayBuffer();
      new DataView(wav).setUint32(40, 101, true);
      return [wav, tail];
    };

    it.each([
      ['more sound', new Uint8Array(500).fill(0x81)],
      ['silence', new Uint8Array(500)],
    ])('reads all of it before %s', async (_, tail) => {
      await decode(new Blob(await parts(tail)));
      expect(ownDecoder).toHaveBeenCalledOnce();
    });

    it.each(['LIST\x04\0\0\0INFO', 'abcd\x02\0\0\0ab', 'abc'])(
      'lets the browser read it before the chunk %j',
      async (tail) => {
        await decode(new Blob([await wavOf(48_000, 1_000).arrayBuffer(), tail]));
        expect(ownDecoder).not.toHaveBeenCalled();
      },
    );
  });

  describe('if browsers misread the file', () => {
    /** WAV whose recorder was interrupted before it wrote the length. */
    const unfinished = async () => {
      const bytes = new Uint8Array(await wavOf(48_000).arrayBuffer());
      bytes.fill(0, 40, 44);
      return new Blob([bytes]);
    };

    it('uses the own decoder only', async () => {
      decodeAudioData = () => Promise.reject(new Error('must not be asked'));
      expect((await decode(await unfinished())).wav).toBeDefined();
    });

    it('reports its failure, since the browser would return other samples', async () => {
      ownDecoder.mockRejectedValue(notLoaded());
      expect(await codeOf(await unfinished())).toBe('not-loaded');
    });

    it('uses the browser for a chained file of a codec that only it reads', async () => {
      const page = (flags: number) => [...Buffer.from('OggS'), 0, flags, ...Array(21).fill(0)];
      const chained = Uint8Array.from([2, 0, 2, 0].flatMap(page));
      const { length } = (await decode(new Blob([chained]))).channels[0] ?? [];
      expect(length).toBe(48_000);
      ownDecoder.mockRejectedValue(undecodable());
      expect((await decode(new Blob([chained]))).channels).toHaveLength(2);
      ownDecoder.mockRejectedValue(notLoaded());
      expect(await codeOf(new Blob([chained]))).toBe('not-loaded');
    });
  });

  describe('if the browser returns less than the container holds', () => {
    const m4a = new Blob(['\0\0\0\x08ftyp']);
    const silence = () => buffer(Array(48_000).fill(0));

    it.each([
      ['is silent, and there are two sound tracks', silence, { soundTracks: 2, seconds: 1 }, true],
      ['is silent, and there is one sound track', silence, { soundTracks: 1, seconds: 1 }, false],
      ['is far too short', () => buffer([0.5]), { soundTracks: 1, seconds: 1 }, true],
      ['has no container to compare with', silence, undefined, false],
    ])('because its result %s', async (_, result, found, isOwn) => {
      decodeAudioData = async () => result();
      tracks.mockResolvedValue(found);
      expect((await decode(m4a)).wav !== undefined).toBe(isOwn);
    });

    it.each(['uuid', 'styp', 'sidx', 'moof'])('also if its first box is %s', async (name) => {
      decodeAudioData = async () => silence();
      tracks.mockResolvedValue({ soundTracks: 2, seconds: 1 });
      expect((await decode(new Blob([`\0\0\0\x08${name}`]))).wav).toBeDefined();
    });

    const mkv = new Blob([Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, 0, 0, 0, 0])]);

    it('because a Matroska file is silent', async () => {
      decodeAudioData = async () => silence();
      expect((await decode(mkv)).wav).toBeDefined();
    });

    it('because a Matroska file is longer', async () => {
      expect((await decode(mkv)).wav).toBeUndefined();
      probe.mockResolvedValue(Infinity);
      expect((await decode(mkv)).wav).toBeUndefined();
      probe.mockResolvedValue(1);
      expect((await decode(mkv)).wav).toBeDefined();
    });

    it('reports that the own decoder cannot be loaded, as offline', async () => {
      decodeAudioData = async () => silence();
      tracks.mockResolvedValue({ soundTracks: 2, seconds: 1 });
      ownDecoder.mockRejectedValue(notLoaded());
      expect(await codeOf(m4a)).toBe('not-loaded');
    });

    it('keeps the browser’s result if the own decoder finds no more', async () => {
      decodeAudioData = async () => silence();
      tracks.mockResolvedValue({ soundTracks: 2, seconds: 1 });
      ownDecoder.mockRejectedValueOnce(undecodable());
      expect((await decode(m4a)).wav).toBeUndefined();
      ownDecoder.mockResolvedValueOnce({ ...ownDecoded(), channels: [new Float32Array(48_000)] });
      expect((await decode(m4a)).wav).toBeUndefined();
    });
  });

  it('decodes again what the browser returns as 0 samples', async () => {
    decodeAudioData = async () => buffer([]);
    expect((await decode(new Blob(['anything']))).channels[0]).toHaveLength(48_000);
    ownDecoder.mockRejectedValue(new Failure('no-samples', 'No samples.'));
    expect(await codeOf(new Blob(['anything']))).toBe('no-samples');
  });
});
