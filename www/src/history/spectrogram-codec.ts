/** Packs spectrograms without loss for storage: indexed colours, then deflate. */
import type { Spectrogram } from '../classify/classification.ts';

export interface PackedSpectrogram {
  width: number;
  height: number;
  /** RGBA of each colour. Absent with more than 256 colours and in databases of version 3. */
  palette?: Uint32Array<ArrayBuffer>;
  /**
   * Deflated palette indices, one byte each, or RGBA without a palette. A Blob in databases of
   * version 2.
   */
  pixels: ArrayBuffer | Blob;
  bandHz: Float32Array;
  seconds: number;
  minDb: number;
  maxDb: number;
}

/** Size of a colour map. */
const MAX_COLOURS = 256;

/**
 * Packs a spectrogram. Browsers deflate on the calling thread: RGBA of a recording of two minutes
 * takes 26 ms. One byte per pixel takes a fifth of that, and indexing the colours another fifth.
 */
export async function packSpectrogram({
  image,
  ...scales
}: Spectrogram): Promise<PackedSpectrogram> {
  const { width, height, data } = image;
  const indexed = indexColours(new Int32Array(data.buffer, data.byteOffset, width * height));
  const pixels = await transformBytes(
    indexed?.indices ?? data,
    new CompressionStream('deflate-raw'),
  );
  return { ...scales, width, height, ...(indexed && { palette: indexed.palette }), pixels };
}

export async function unpackSpectrogram(packed: PackedSpectrogram): Promise<Spectrogram> {
  const { width, height, palette, pixels, ...scales } = packed;
  const deflated = pixels instanceof Blob ? await pixels.arrayBuffer() : pixels;
  const inflated = await transformBytes(
    new Uint8Array(deflated),
    new DecompressionStream('deflate-raw'),
  );
  const rgba = palette ? applyPalette(new Uint8Array(inflated), palette) : inflated;
  return { ...scales, image: new ImageData(new Uint8ClampedArray(rgba), width, height) };
}

/** Returns `undefined` for more than 256 colours. */
function indexColours(
  // Signed, so that opaque colours are small negative numbers, which engines look up faster.
  pixels: Int32Array,
): { palette: Uint32Array<ArrayBuffer>; indices: Uint8Array<ArrayBuffer> } | undefined {
  const indexByColour = new Map<number, number>();
  const indices = new Uint8Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const colour = pixels[i] ?? 0;
    let index = indexByColour.get(colour);
    if (index === undefined) {
      index = indexByColour.size;
      if (index === MAX_COLOURS) return undefined;
      indexByColour.set(colour, index);
    }
    indices[i] = index;
  }
  return { palette: Uint32Array.from(indexByColour.keys()), indices };
}

function applyPalette(indices: Uint8Array, palette: Uint32Array): ArrayBuffer {
  const pixels = new Uint32Array(indices.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = palette[indices[i] ?? 0] ?? 0;
  return pixels.buffer;
}

/** Writes to the stream, since piping from a Blob costs a call to another process. */
async function transformBytes(
  bytes: ArrayBufferView<ArrayBuffer>,
  { readable, writable }: CompressionStream | DecompressionStream,
): Promise<ArrayBuffer> {
  const writer = writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const [out] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return out;
}
