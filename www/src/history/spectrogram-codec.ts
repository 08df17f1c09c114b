/** A spectrogram in the form in which it is kept: its colours by number, deflated, and lossless. */
import type { Spectrogram } from '../classify/classification.ts';

export interface PackedSpectrogram {
  width: number;
  height: number;
  /**
   * RGBA of each colour. None in pictures of more colours, and in those that version 3 of the database kept.
   */
  palette?: Uint32Array<ArrayBuffer>;
  /** Places in the palette, a byte each, or without one RGBA; deflated. Version 2 of the database kept a Blob. */
  pixels: ArrayBuffer | Blob;
  bandHz: Float32Array;
  seconds: number;
  minDb: number;
  maxDb: number;
}

/** A colour map has 256. */
const MAX_COLOURS = 256;

/**
 * Browsers deflate on the thread that asks: RGBA held up the page for 26 ms for each recording of two
 * minutes. A byte a pixel takes a fifth of that, and numbering the colours as much again.
 */
export async function packSpectrogram({
  image,
  ...scales
}: Spectrogram): Promise<PackedSpectrogram> {
  const { width, height, data } = image;
  const indexed = indexColours(new Int32Array(data.buffer, data.byteOffset, width * height));
  const pixels = await transformBytes(
    indexed?.places ?? data,
    new CompressionStream('deflate-raw'),
  );
  return { ...scales, width, height, ...(indexed && { palette: indexed.palette }), pixels };
}

export async function unpackSpectrogram(packed: PackedSpectrogram): Promise<Spectrogram> {
  const { width, height, palette, pixels, ...scales } = packed;
  const kept = pixels instanceof Blob ? await pixels.arrayBuffer() : pixels;
  const opened = await transformBytes(new Uint8Array(kept), new DecompressionStream('deflate-raw'));
  const rgba = palette ? applyPalette(new Uint8Array(opened), palette) : opened;
  return { ...scales, image: new ImageData(new Uint8ClampedArray(rgba), width, height) };
}

/** Undefined for more colours than a byte can tell apart. */
function indexColours(
  // Signed: opaque colours are then small negative numbers, which engines look up faster.
  pixels: Int32Array,
): { palette: Uint32Array<ArrayBuffer>; places: Uint8Array<ArrayBuffer> } | undefined {
  const placeOf = new Map<number, number>();
  const places = new Uint8Array(pixels.length);
  for (let i = 0; i < pixels.length; i++) {
    const colour = pixels[i] ?? 0;
    let place = placeOf.get(colour);
    if (place === undefined) {
      place = placeOf.size;
      if (place === MAX_COLOURS) return undefined;
      placeOf.set(colour, place);
    }
    places[i] = place;
  }
  return { palette: Uint32Array.from(placeOf.keys()), places };
}

function applyPalette(places: Uint8Array, palette: Uint32Array): ArrayBuffer {
  const pixels = new Uint32Array(places.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = palette[places[i] ?? 0] ?? 0;
  return pixels.buffer;
}

/** Written, and not piped from a Blob: to make one of those costs a call to another process. */
async function transformBytes(
  bytes: ArrayBufferView<ArrayBuffer>,
  { readable, writable }: CompressionStream | DecompressionStream,
): Promise<ArrayBuffer> {
  const writer = writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const [out] = await Promise.all([new Response(readable).arrayBuffer(), written]);
  return out;
}
