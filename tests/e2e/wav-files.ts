/** Writes WAV files byte by byte: no encoder writes the broken ones. */

const PCM = 1;
const FLOAT = 3;

interface Wav {
  sampleRate: number;
  channels?: number;
  samples: Int16Array | Float32Array;
}

export function wav({ sampleRate, channels = 1, samples }: Wav): Buffer {
  const bytesPerSample = samples.BYTES_PER_ELEMENT;
  const data = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  const header = wavHeader(sampleRate, channels, bytesPerSample, data.length);
  header.writeUInt16LE(samples instanceof Float32Array ? FLOAT : PCM, 20);
  return Buffer.concat([header, data]);
}

export function wavHeader(
  sampleRate: number,
  channels: number,
  bytesPerSample: number,
  dataBytes: number,
): Buffer {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + dataBytes, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(PCM, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * bytesPerSample, 28);
  header.writeUInt16LE(channels * bytesPerSample, 32);
  header.writeUInt16LE(bytesPerSample * 8, 34);
  header.write('data', 36);
  header.writeUInt32LE(dataBytes, 40);
  return header;
}

/** A steady tone with its octaves, whose spectrogram compresses to a small image. */
export function tone(seconds: number, sampleRate: number): Int16Array {
  return Int16Array.from({ length: seconds * sampleRate }, (_, i) =>
    [250, 500, 1000, 2000, 4000].reduce(
      (sum, hertz) => sum + 1000 * Math.sin((2 * Math.PI * hertz * i) / sampleRate),
      0,
    ),
  );
}

/** A file with a tone at 16 kHz, for results that depend on its length alone. */
export function toneFile(name: string, seconds: number): { name: string; buffer: Buffer } {
  const sampleRate = 16_000;
  return { name, buffer: wav({ sampleRate, samples: tone(seconds, sampleRate) }) };
}

/** Reads the samples of a 16-bit WAV that the command line wrote. */
export function samplesOf(file: Buffer): Int16Array {
  const start = file.indexOf('data') + 8;
  const bytes = Uint8Array.from(file.subarray(start));
  return new Int16Array(bytes.buffer, 0, bytes.length >> 1);
}

/** Interleaves the same sound into several channels, each quieter than the one before. */
export function toChannels(samples: Int16Array, channels: number): Int16Array {
  return Int16Array.from(
    { length: samples.length * channels },
    (_, i) => (samples[Math.floor(i / channels)] ?? 0) / (1 + (i % channels)),
  );
}
