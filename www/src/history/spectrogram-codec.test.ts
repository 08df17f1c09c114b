import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeImageData } from '../../test/fake-browser.ts';
import { packSpectrogram, unpackSpectrogram } from './spectrogram-codec.ts';

beforeEach(() => vi.stubGlobal('ImageData', FakeImageData));
afterEach(() => vi.unstubAllGlobals());

const scales = { bandHz: Float32Array.of(100, 200), seconds: 3, minDb: -80, maxDb: 0 };

function picture(colours: number, width = 100, height = 40) {
  const pixels = Uint32Array.from(
    { length: width * height },
    (_, i) => 0xff00_0000 + (i % colours),
  );
  return { ...scales, image: new ImageData(new Uint8ClampedArray(pixels.buffer), width, height) };
}

async function inflate(pixels: ArrayBuffer | Blob): Promise<Uint8Array> {
  const stream = new Blob([pixels]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function deflate(bytes: Uint8ClampedArray<ArrayBuffer>): Promise<ArrayBuffer> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Response(stream).arrayBuffer();
}

describe('packSpectrogram', () => {
  it.each([1, 2, 255, 256, 257])('is lossless with %i colours', async (colours) => {
    const before = picture(colours);
    const { image, ...rest } = await unpackSpectrogram(await packSpectrogram(before));
    expect(rest).toEqual(scales);
    expect([image.width, image.height]).toEqual([100, 40]);
    expect(image.data).toEqual(before.image.data);
  });

  it('uses one byte per pixel', async () => {
    const packed = await packSpectrogram(picture(256));
    expect(packed.palette).toHaveLength(256);
    expect(await inflate(packed.pixels)).toHaveLength(100 * 40);
  });

  it('reads the format of version 3', async () => {
    const { image } = picture(7);
    const stored = { ...scales, width: 100, height: 40, pixels: await deflate(image.data) };
    expect((await unpackSpectrogram(stored)).image.data).toEqual(image.data);
  });
});
