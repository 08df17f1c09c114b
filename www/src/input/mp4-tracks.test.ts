import { describe, expect, it } from 'vitest';
import { readMp4Tracks } from './mp4-tracks.ts';

const MOVIE_TIMESCALE = 1000;
const MEDIA_TIMESCALE = 48_000;

const number = (value: number, bytes = 4) =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) & 255);
const text = (name: string) => [...Buffer.from(name, 'latin1')];

const box = (name: string, ...parts: number[][]) => {
  const body = parts.flat();
  return [...number(8 + body.length), ...text(name), ...body];
};

/** `mvhd` or `mdhd`: version, two times, timescale and duration. */
const header = (name: string, timescale: number, duration: number, version: 0 | 1) => {
  const width = version === 1 ? 8 : 4;
  const times = [0, 0].flatMap((time) => number(time, width));
  const rest = [...number(timescale), ...number(duration, width), ...Array(16).fill(0)];
  return box(name, [version, 0, 0, 0], times, rest);
};

const handler = (kind: string) => box('hdlr', Array(8).fill(0), text(kind), Array(12).fill(0));

interface Track {
  kind: string;
  seconds: number;
  /** Duration in ms, and media time; -1 is an empty edit. */
  edits?: [duration: number, mediaTime: number][];
  version?: 0 | 1;
}

function track({ kind, seconds, edits, version = 0 }: Track): number[] {
  const width = version === 1 ? 8 : 4;
  const entries = (edits ?? []).map(([duration, mediaTime]) => [
    ...number(duration, width),
    ...(mediaTime < 0 ? Array(width).fill(255) : number(mediaTime, width)),
    ...number(1, 2),
    ...number(0, 2),
  ]);
  const list = box('elst', [version, 0, 0, 0], number(entries.length), ...entries);
  const media = header('mdhd', MEDIA_TIMESCALE, seconds * MEDIA_TIMESCALE, version);
  return box('trak', edits ? box('edts', list) : [], box('mdia', media, handler(kind)));
}

const movie = (tracks: Track[], version: 0 | 1 = 0) =>
  box('moov', header('mvhd', MOVIE_TIMESCALE, 0, version), ...tracks.map(track));

const file = (...boxes: number[][]) =>
  new Blob([Uint8Array.from([box('ftyp', text('M4A ')), ...boxes].flat())]);

const SOUND = { kind: 'soun', seconds: 6 };
const PICTURE = { kind: 'vide', seconds: 12 };

describe('readMp4Tracks', () => {
  it.each([0, 1] as const)('reads the length of the first sound track, version %i', async (v) => {
    const tracks = [PICTURE, { ...SOUND, version: v }, { ...SOUND, seconds: 9 }];
    expect(await readMp4Tracks(file(movie(tracks, v)))).toEqual({ soundTracks: 2, seconds: 6 });
  });

  it.each([0, 1] as const)('adds up an edit list without empty edits, version %i', async (v) => {
    const edited = {
      ...SOUND,
      version: v,
      edits: [
        [500, -1],
        [1500, 0],
        [1000, 96_000],
      ],
    };
    const read = await readMp4Tracks(file(movie([edited as Track], v)));
    expect(read).toEqual({ soundTracks: 1, seconds: 2.5 });
  });

  it('finds an index after the samples, also in a box of 64-bit size', async () => {
    const wide = [...number(1), ...text('mdat'), ...number(16 + 4, 8), ...number(7)];
    for (const samples of [box('mdat', [1, 2, 3]), wide]) {
      expect(await readMp4Tracks(file(samples, movie([SOUND])))).toMatchObject({ seconds: 6 });
    }
  });

  it.each([
    ['an index that is missing', file(box('mdat', [1, 2, 3]))],
    ['other data', new Blob(['Dear diary, '.repeat(9)])],
    ['nothing', new Blob([])],
  ])('returns undefined for %s', async (_, blob) =>
    expect(await readMp4Tracks(blob)).toBeUndefined(),
  );

  it('never throws on a damaged index', async () => {
    const whole = [...box('ftyp', text('M4A ')), ...movie([{ ...SOUND, edits: [[1500, 0]] }])];
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0, 1, 127, 255]) {
        const damaged = new Blob([Uint8Array.from(whole.with(at, value))]);
        const seconds = (await readMp4Tracks(damaged))?.seconds ?? 0;
        expect(seconds).toBeGreaterThanOrEqual(0);
      }
      await readMp4Tracks(new Blob([Uint8Array.from(whole.slice(0, at))]));
    }
  });
});
