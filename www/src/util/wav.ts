/** Encodes mono 16-bit WAV, for synthesised pours and live recordings. */

export const WAV = 'audio/wav';

const HEADER_BYTES = 44;
const PCM_FORMAT = 1;
const FULL_SCALE = 32767;

export function encodeWav(samples: Float32Array, sampleRate: number): Blob {
  return new Blob([wavHeader(samples.length, sampleRate), wavSamples(samples)], { type: WAV });
}

export function wavHeader(samples: number, sampleRate: number): ArrayBuffer {
  const dataBytes = samples * 2;
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
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  tag(36, 'data');
  view.setUint32(40, dataBytes, true);
  return view.buffer;
}

/** WAV is little-endian, like every machine that runs a current browser. */
export function wavSamples(samples: Float32Array): Int16Array<ArrayBuffer> {
  const out = new Int16Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    out[i] = Math.round(Math.max(-1, Math.min(1, samples[i] ?? 0)) * FULL_SCALE);
  }
  return out;
}

/** Decoded audio. */
export interface Pcm {
  /** One array per channel, of equal lengths; full scale is ±1. */
  channels: Float32Array<ArrayBuffer>[];
  sampleRate: number;
}
