import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeImageData } from '../../test/fake-browser.ts';
import type { Spectrogram } from '../classify/classification.ts';
import { colourOf, levelOf } from '../results/colour-map.ts';
import { commonScale, rescale } from './common-scale.ts';

beforeEach(() => vi.stubGlobal('ImageData', FakeImageData));
afterEach(() => vi.unstubAllGlobals());

const BANDS = [4000, 1000, 250];

/** A spectrogram of one column, drawn from `minDb` to `maxDb`. */
function spectrogram(levels: readonly number[], minDb: number, maxDb: number, bands = BANDS) {
  const colours = levels.flatMap((db) => [...colourOf((db - minDb) / (maxDb - minDb)), 255]);
  const image = new ImageData(Uint8ClampedArray.from(colours), 1, levels.length);
  return { image, bandHz: Float32Array.from(bands), seconds: 3, minDb, maxDb };
}

const levelsOf = ({ image, minDb, maxDb }: Spectrogram) =>
  Array.from({ length: image.height }, (_, row) => {
    const [red = 0, green = 0, blue = 0] = image.data.subarray(row * 4, row * 4 + 3);
    return minDb + levelOf([red, green, blue]) * (maxDb - minDb);
  });

describe('commonScale', () => {
  it('spans the levels of both spectrograms', () => {
    const both = [spectrogram([0, 0, 0], -60, 20), spectrogram([0, 0, 0], -80, 0)];
    expect(commonScale(both)).toEqual({ minDb: -80, maxDb: 20, bandHz: both[0]?.bandHz });
  });

  it('is undefined without a spectrogram', () => {
    expect(commonScale([])).toBeUndefined();
  });
});

describe('rescale', () => {
  it('draws equal levels of two spectrograms in equal colours', () => {
    const [quiet, loud] = [
      spectrogram([-70, -40, -10], -80, 0),
      spectrogram([-10, -40, 20], -60, 20),
    ];
    const scale = commonScale([quiet, loud]) ?? quiet;
    const [one, other] = [rescale(quiet, scale), rescale(loud, scale)];
    expect(one).toMatchObject({ minDb: -80, maxDb: 20, seconds: 3 });
    expect(levelsOf(one)).toEqual([-70, -40, -10].map((db) => expect.closeTo(db, 0)));
    expect(levelsOf(other)).toEqual([-10, -40, 20].map((db) => expect.closeTo(db, 0)));
  });

  it('returns a spectrogram that has the scale already', () => {
    const drawn = spectrogram([-70, -40, -10], -80, 0);
    expect(rescale(drawn, drawn)).toBe(drawn);
  });

  it('puts other bands into the rows of the nearest frequencies', () => {
    const drawn = spectrogram([-70, -10], -80, 0, [3900, 260]);
    const { bandHz } = spectrogram([0, 0, 0], -80, 0);
    const levels = levelsOf(rescale(drawn, { minDb: -80, maxDb: 0, bandHz }));
    expect(levels.map(Math.round)).toEqual([-70, -10, -10]);
  });
});
