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

async function opened(pixels: ArrayBuffer | Blob): Promise<Uint8Array> {
  const stream = new Blob([pixels]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function deflated(bytes: Uint8ClampedArray<ArrayBuffer>): Promise<ArrayBuffer> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Response(stream).arrayBuffer();
}

describe('a picture', () => {
  it.each([1, 2, 255, 256, 257])('of %i colours comes back as it was', async (colours) => {
    const before = picture(colours);
    const { image, ...rest } = await unpackSpectrogram(await packSpectrogram(before));
    expect(rest).toEqual(scales);
    expect([image.width, image.height]).toEqual([100, 40]);
    expect(image.data).toEqual(before.image.data);
  });

  it('takes a byte a pixel, not four', async () => {
    const packed = await packSpectrogram(picture(256));
    expect(packed.palette).toHaveLength(256);
    expect(await opened(packed.pixels)).toHaveLength(100 * 40);
  });

  it('is read as version 3 kept it', async () => {
    const { image } = picture(7);
    const kept = { ...scales, width: 100, height: 40, pixels: await deflated(image.data) };
    expect((await unpackSpectrogram(kept)).image.data).toEqual(image.data);
  });
});
