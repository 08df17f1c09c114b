/** Encodes 16-bit WAV, for synthesised pours, live recordings and formats without a player. */

export const WAV = 'audio/wav';

const HEADER_BYTES = 44;
const PCM_FORMAT = 1;
const FULL_SCALE = 32767;

/** `channels` are of equal lengths. */
export function encodeWav(channels: readonly Float32Array[], sampleRate: number): Blob {
  const [first = new Float32Array()] = channels;
  const samples = channels.length === 1 ? wavSamples(first) : interleave(channels);
  return new Blob([wavHeader(first.length, sampleRate, channels.length), samples], { type: WAV });
}

export function wavHeader(frames: number, sampleRate: number, channels = 1): ArrayBuffer {
  const frameBytes = channels * 2;
  const dataBytes = frames * frameBytes;
  const view = new DataView(new ArrayBuffer(HEADER_BYTES));
  const tag = (offset: number, text: string) => {
    for (let i = 0; i < text.length; i++) view.setUint8(offset + i, text.charCodeAt(i));
  };
  tag(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  tag(8, 'WAVE');
  tag(12, 'fmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, PCM_FORMAT, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, dataBytes, true);
  return view.buffer;
}

/** WAV is little-endian, like every machine that runs a current browser. */
export function wavSamples(samples: Float32Array): Int16Array<ArrayBuffer> {
  const out = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) out[i] = toInt16(samples[i] ?? 0);
  return out;
}

function interleave(channels: readonly Float32Array[]): Int16Array<ArrayBuffer> {
  const step = channels.length;
  const out = new Int16Array((channels[0]?.length ?? 0) * step);
  for (const [offset, samples] of channels.entries()) {
    for (let i = 0; i < samples.length; i++) out[i * step + offset] = toInt16(samples[i] ?? 0);
  }
  return out;
}

function toInt16(sample: number): number {
  return Math.round(Math.max(-1, Math.min(1, sample)) * FULL_SCALE);
}

/** Replaces the extension of a file whose content is now a WAV. */
export function wavName(name: string): string {
  return `${name.replace(/\.[^./]+$/, '')}.wav`;
}

/** Decoded audio. */
export interface Pcm {
  /** One array per channel, of equal lengths; full scale is ±1. */
  channels: Float32Array<ArrayBuffer>[];
  sampleRate: number;
}
