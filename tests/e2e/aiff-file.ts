/** Writes AIFF, the format of Apple's older recorders, byte by byte: ffmpeg may be missing. */

/** Mono, 16 bits. */
export function aiff(sampleRate: number, samples: Int16Array): Buffer {
  const common = Buffer.alloc(18);
  common.writeUInt16BE(1, 0);
  common.writeUInt32BE(samples.length, 2);
  common.writeUInt16BE(16, 6);
  extendedFloat(sampleRate).copy(common, 8);
  const sound = Buffer.alloc(8 + samples.byteLength);
  for (const [i, sample] of samples.entries()) sound.writeInt16BE(sample, 8 + 2 * i);
  const chunks = Buffer.concat([Buffer.from('AIFF'), chunk('COMM', common), chunk('SSND', sound)]);
  return chunk('FORM', chunks);
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0);
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body]);
}

/** A positive integer below 2³² as an 80-bit float, with an explicit leading bit. */
function extendedFloat(value: number): Buffer {
  const exponent = Math.floor(Math.log2(value));
  const bytes = Buffer.alloc(10);
  bytes.writeUInt16BE(16_383 + exponent, 0);
  bytes.writeUInt32BE(value * 2 ** (31 - exponent), 2);
  return bytes;
}
