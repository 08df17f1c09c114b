import { describe, expect, it } from 'vitest';
import { readDeclaredLength } from './declared-length.ts';

type Bytes = (number | string | Bytes)[];

const toBytes = (parts: Bytes): number[] =>
  parts.flatMap((part) =>
    typeof part === 'string'
      ? [...Buffer.from(part, 'latin1')]
      : Array.isArray(part)
        ? toBytes(part)
        : part,
  );

/** Big-endian bytes of an integer. */
const be = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 2 ** (8 * (bytes - 1 - i))) % 256);
const le = (value: number, bytes: number): number[] => be(value, bytes).reverse();

const fileOf = (...parts: Bytes) => new Blob([Uint8Array.from(toBytes(parts))]);

async function secondsOf(...parts: Bytes): Promise<number | undefined> {
  return (await readDeclaredLength(fileOf(...parts)))?.seconds;
}

const HOURS = 36_000;

describe('readDeclaredLength of WAV', () => {
  const chunk = (name: string, size: number, body: Bytes): Bytes => [name, le(size, 4), body];
  const format = (code: number, rate: number, blockBytes: number, rest: Bytes = []): Bytes =>
    chunk('fmt ', 16 + toBytes(rest).length, [
      [le(code, 2), le(2, 2), le(rate, 4), le(1, 4), le(blockBytes, 2), le(8, 2)],
      rest,
    ]);
  const wav = (chunks: Bytes, tag = 'RIFF'): Bytes => [tag, le(0, 4), 'WAVE', chunks];
  const zeros = (count: number) => Array<number>(count).fill(0);

  it('uses the size of its data, not the stated byte rate', async () => {
    const parts = wav([format(1, 8000, 2), chunk('data', 32_000, zeros(32_000))]);
    expect(await readDeclaredLength(fileOf(...parts))).toEqual({ seconds: 2, channels: 2 });
  });

  it.each([0, 0xffff_ffff])('counts the bytes of an open length of %i', async (size) => {
    expect(
      await secondsOf(wav([format(1, 8000, 2), chunk('data', size, zeros(16_000))], 'RF64')),
    ).toBe(1);
  });

  it('counts the samples of ADPCM blocks', async () => {
    const adpcm = format(0x11, 8000, 4, [le(2, 2), le(8000, 2)]);
    expect(await secondsOf(wav([adpcm, chunk('data', 40, zeros(40))]))).toBe(10);
  });

  it('is unknown without a chunk of data', async () =>
    expect(await secondsOf(wav([format(1, 8000, 2)]))).toBe(0));
});

describe('readDeclaredLength of FLAC', () => {
  const header = (samples: number): Bytes => [
    'fLaC',
    be(0x22, 4),
    [be(4096, 2), be(4096, 2), be(0, 6)],
    [be(48_000 * 16 + 2, 3), 0xf0 + Math.floor(samples / 2 ** 32), be(samples % 2 ** 32, 4)],
    be(0, 16),
  ];
  /** The header of a frame with the number 421,875, which starts after ten hours. */
  const FRAME = [0xff, 0xf8, 0xc9, 0x18, 0xf1, 0xa6, 0xbf, 0xb3];
  const crc = (bytes: number[]) => {
    let value = 0;
    for (const byte of bytes) {
      value ^= byte;
      for (let bit = 0; bit < 8; bit++) value = ((value << 1) ^ (value & 128 ? 7 : 0)) & 255;
    }
    return value;
  };
  const frame = [...FRAME, crc(FRAME), ...Array<number>(20).fill(0)];

  it('reads STREAMINFO', async () => {
    const read = await readDeclaredLength(fileOf(...header(HOURS * 48_000)));
    expect(read).toEqual({ seconds: HOURS, channels: 2 });
  });

  it.each([0, 48_000])('uses the last frame if %i samples are stated', async (samples) =>
    expect(await secondsOf(header(samples), frame)).toBe(HOURS),
  );

  it('ignores what only looks like a frame', async () =>
    expect(await secondsOf(header(48_000), FRAME, 0, 0)).toBe(1));

  it('is found after ID3 tags', async () => {
    const tag: Bytes = ['ID3', 4, 0, 0, [0, 0, 1, 2], Array<number>(130).fill(0)];
    expect(await secondsOf(tag, tag, header(48_000))).toBe(1);
  });
});

describe('readDeclaredLength of frames', () => {
  /** MPEG-2.5 layer III, 8 kbit/s, 8 kHz, mono: 72 ms in 72 bytes. */
  const mp3 = [0xff, 0xe3, 0x18, 0xc4, ...Array<number>(68).fill(0)];
  /** MPEG-1 layer II, 32 kbit/s, 48 kHz, stereo: 24 ms in 96 bytes. */
  const mp2 = [0xff, 0xfd, 0x14, 0x04, ...Array<number>(92).fill(0)];
  /** ADTS, 48 kHz, stereo: 1024 samples in 9 bytes. */
  const adts = [0xff, 0xf1, 0x4c, 0x80, 0x01, 0x3f, 0xfc, 0, 0];

  it.each([
    ['MP3', mp3, 0.072, 1],
    ['MP2', mp2, 0.024, 2],
    ['ADTS', adts, 1024 / 48_000, 2],
  ])('counts those of %s', async (_, frame, seconds, channels) => {
    const read = await readDeclaredLength(fileOf(...Array(1000).fill(frame)));
    expect(read?.seconds).toBeCloseTo(1000 * seconds, 6);
    expect(read?.channels).toBe(channels);
  });

  it('skips damage between them, across the windows of a large file', async () => {
    const frames = Array(10_000).fill(mp3);
    const read = await secondsOf(...frames, 'damage', ...frames);
    expect(read).toBeCloseTo(1440, 3);
  });

  it.each(['Dear diary', '', 'ID3', '\xff\xe3'])('is undefined for %j', async (text) =>
    expect(await secondsOf(text)).toBeUndefined(),
  );
});

describe('readDeclaredLength of Ogg', () => {
  const page = (serial: number, flags: number, granule: number, packet: Bytes): Bytes => [
    'OggS',
    0,
    flags,
    le(granule, 8),
    le(serial, 4),
    Array(8).fill(0),
    1,
    toBytes(packet).length,
    packet,
  ];
  const opus: Bytes = ['OpusHead', 1, 2, Array(9).fill(0)];
  const vorbis: Bytes = ['\x01vorbis', le(0, 4), 1, le(8000, 4), Array(14).fill(0)];
  const flac: Bytes = [
    ['\x7fFLAC', 1, 0, 0, 1, 'fLaC', be(0x22, 4), be(0, 10)],
    [be(16_000 * 16, 3), Array(20).fill(0)],
  ];

  it.each([
    ['Opus', opus, 48_000, 2],
    ['Vorbis', vorbis, 8000, 1],
    ['FLAC', flac, 16_000, 1],
  ] as [string, Bytes, number, number][])(
    'reads the last position of %s',
    async (_, head, rate, channels) => {
      const read = await readDeclaredLength(
        fileOf(...page(1, 2, 0, head), ...page(1, 0, rate, [1]), ...page(1, 4, HOURS * rate, [1])),
      );
      expect(read).toEqual({ seconds: HOURS, channels });
    },
  );

  it('adds the recordings of a chain', async () => {
    const link = (serial: number) => [page(serial, 2, 0, opus), page(serial, 4, 48_000 * 3, [1])];
    expect(await secondsOf(link(1), link(2))).toBe(6);
  });
});

describe('readDeclaredLength of AIFF and CAF', () => {
  it('reads the frames and the rate of 80 bits', async () => {
    const rate = [be(16_383 + 15, 2), be(48_000 * 2 ** 16, 4), be(0, 4)];
    const common: Bytes = ['COMM', be(18, 4), be(2, 2), be(48_000 * 5, 4), be(16, 2), rate];
    const read = await readDeclaredLength(
      fileOf('FORM', be(0, 4), 'AIFF', common, Array(20).fill(0)),
    );
    expect(read).toEqual({ seconds: 5, channels: 2 });
  });

  const double = (value: number) => [...Buffer.from(new Float64Array([value]).buffer)].reverse();
  const description = (bytesPerPacket: number, framesPerPacket: number): Bytes => [
    ['caff', be(1, 2), be(0, 2), 'desc', be(32, 8), double(8000)],
    ['lpcm', be(0, 4), be(bytesPerPacket, 4), be(framesPerPacket, 4), be(1, 4), be(8, 4)],
  ];

  it('reads the packet table of compressed sound', async () => {
    const table: Bytes = ['pakt', be(24, 8), be(1, 8), be(8000 * HOURS, 8), be(0, 8)];
    const data: Bytes = ['data', be(8, 8), be(0, 8)];
    expect(await secondsOf(description(0, 4096), data, table)).toBe(HOURS);
  });

  it.each([16_004, -1])('reads the size of data of %i bytes', async (size) => {
    const bytes = size < 0 ? Array<number>(8).fill(255) : be(size, 8);
    const data: Bytes = ['data', bytes, Array(16_004).fill(0)];
    expect(await secondsOf(description(2, 1), data)).toBeCloseTo(1, 2);
  });
});

describe('readDeclaredLength of Matroska', () => {
  const element = (id: number[], body: Bytes): Bytes => [
    id,
    0x40 + (toBytes(body).length >> 8),
    toBytes(body).length & 255,
    body,
  ];
  const double = (value: number) => [...Buffer.from(new Float64Array([value]).buffer)].reverse();
  const scale = element([0x2a, 0xd7, 0xb1], be(1_000_000, 3));
  const info = (...children: Bytes) => element([0x15, 0x49, 0xa9, 0x66], [scale, children]);
  const start: Bytes = [
    [0x1a, 0x45, 0xdf, 0xa3, 0x80],
    [0x18, 0x53, 0x80, 0x67, 0xff],
  ];
  const block = (time: number) => element([0xa3], [0x81, be(time, 2), 0, 0]);
  const cluster = (time: number, ...blocks: Bytes): Bytes => [
    // Of unknown size, as live recorders write it.
    [0x1f, 0x43, 0xb6, 0x75, 0x01, 255, 255, 255, 255, 255, 255, 255],
    element([0xe7], be(time, 4)),
    blocks,
  ];

  it('reads the duration', async () =>
    expect(await secondsOf(start, info(element([0x44, 0x89], double(HOURS * 1000))))).toBe(HOURS));

  it('uses the last block if there is no duration', async () => {
    const clusters = [
      cluster(0, block(0), block(20)),
      cluster(HOURS * 1000, block(0), block(4000)),
    ];
    expect(await secondsOf(start, info(), clusters)).toBeCloseTo(HOURS + 4, 2);
    const group = element([0xa0], [element([0xa1], [0x81, be(2000, 2), 0, 0])]);
    expect(await secondsOf(start, info(), cluster(0, block(0), group))).toBeCloseTo(2, 2);
  });

  it('is unknown without either', async () => expect(await secondsOf(start, info())).toBe(0));
});

describe('readDeclaredLength of MP4', () => {
  const box = (name: string, ...body: Bytes): Bytes => [
    be(8 + toBytes(body).length, 4),
    name,
    body,
  ];
  const RATE = 8000;
  const track = (mediaTicks: number, samples: [count: number, ticks: number]): Bytes =>
    box(
      'trak',
      box('tkhd', be(0, 12), be(7, 4), be(0, 68)),
      box(
        'mdia',
        box('mdhd', be(0, 12), be(RATE, 4), be(mediaTicks, 4), be(0, 4)),
        box('hdlr', be(0, 8), 'soun', be(0, 12)),
        box(
          'minf',
          box(
            'stbl',
            box(
              'stsd',
              be(0, 4),
              be(1, 4),
              be(36, 4),
              'mp4a',
              be(0, 16),
              be(6, 2),
              be(16, 2),
              be(0, 8),
            ),
            box('stts', be(0, 4), be(1, 4), be(samples[0], 4), be(samples[1], 4)),
          ),
        ),
      ),
    );
  const movie = (mediaTicks: number, samples: [number, number], ...rest: Bytes): Bytes =>
    box(
      'moov',
      box('mvhd', be(0, 12), be(1000, 4), be(0, 80)),
      track(mediaTicks, samples),
      ...rest,
    );
  const fragment = (flags: number, ...fields: Bytes): Bytes =>
    box(
      'moof',
      box(
        'traf',
        box('tfhd', be(flags, 4), be(7, 4), ...fields.slice(0, 1)),
        box('trun', ...fields.slice(1)),
      ),
    );
  const type = box('ftyp', 'isom', be(0, 4));

  it('reads the length of the media and its channels', async () => {
    const file = fileOf(...type, ...movie(RATE * HOURS, [0, 0]));
    expect(await readDeclaredLength(file)).toEqual({ seconds: HOURS, channels: 6 });
  });

  it.each(['uuid', 'styp', 'sidx', 'emsg', 'free'])(
    'reads a file that begins with %s',
    async (it) =>
      expect(await secondsOf(box(it, be(0, 8)), type, movie(RATE * HOURS, [0, 0]))).toBe(HOURS),
  );

  it.each([RATE, 0xffff_ffff])('counts the samples if the media claims %i ticks', async (ticks) =>
    expect(await secondsOf(type, movie(ticks, [HOURS, RATE]))).toBe(HOURS),
  );

  it('reads the length of a fragmented movie', async () => {
    const extended = box('mvex', box('mehd', be(0, 4), be(HOURS * 1000, 4)));
    expect(await secondsOf(type, movie(0, [0, 0], extended))).toBe(HOURS);
  });

  it('counts the samples of fragments', async () => {
    const extended = box('mvex', box('trex', be(0, 4), be(7, 4), be(1, 4), be(RATE, 4), be(0, 8)));
    const byDefault = fragment(0, [], be(0, 4), be(30, 4));
    const byFragment = fragment(8, be(2 * RATE, 4), be(0, 4), be(30, 4));
    const bySample = fragment(
      0,
      [],
      be(0x301, 4),
      be(2, 4),
      be(0, 4),
      [be(RATE, 4), be(9, 4)],
      [be(RATE, 4), be(9, 4)],
    );
    const file = [type, movie(0, [0, 0], extended), byDefault, byFragment, bySample];
    expect(await secondsOf(...file)).toBe(30 + 60 + 2);
  });
});
