/** A spectrogram in the form in which it is kept: deflated, half its size or less, and lossless. */
import type { Spectrogram } from '../answer.ts';

export interface PackedPicture {
  width: number;
  height: number;
  /** RGBA, deflated. */
  pixels: ArrayBuffer;
  bandHz: Float32Array;
  seconds: number;
  minDb: number;
  maxDb: number;
}

export async function pack({ image, ...scales }: Spectrogram): Promise<PackedPicture> {
  const { width, height, data } = image;
  const pixels = await through(
    new Blob([data]),
    new CompressionStream('deflate-raw'),
  ).arrayBuffer();
  return { ...scales, width, height, pixels };
}

export async function unpack(packed: PackedPicture): Promise<Spectrogram> {
  const { width, height, pixels, ...scales } = packed;
  const opened = await through(
    new Blob([pixels]),
    new DecompressionStream('deflate-raw'),
  ).arrayBuffer();
  return { ...scales, image: new ImageData(new Uint8ClampedArray(opened), width, height) };
}

function through(blob: Blob, stream: CompressionStream | DecompressionStream): Response {
  return new Response(blob.stream().pipeThrough(stream));
}
