/** Puts spectrograms on one scale, so that equal places and colours mean the same in all. */
import type { Spectrogram } from '../classify/classification.ts';
import { colourOf, levelOf } from '../results/colour-map.ts';

export interface LevelScale {
  /** Levels of the darkest and the lightest colour. */
  minDb: number;
  maxDb: number;
  /** Centre frequency of each row, from top to bottom. */
  bandHz: Float32Array;
}

/** The levels of all spectrograms, and the rows of the first; undefined without any. */
export function commonScale(spectrograms: readonly Spectrogram[]): LevelScale | undefined {
  const [first] = spectrograms;
  return (
    first && {
      minDb: Math.min(...spectrograms.map(({ minDb }) => minDb)),
      maxDb: Math.max(...spectrograms.map(({ maxDb }) => maxDb)),
      bandHz: first.bandHz,
    }
  );
}

/**
 * Draws a spectrogram on another scale. Levels are read from its colours: the samples may be gone,
 * and stored spectrograms are pictures.
 */
export function rescale(spectrogram: Spectrogram, scale: LevelScale): Spectrogram {
  const { image, bandHz, minDb, maxDb } = spectrogram;
  const rows = Array.from(scale.bandHz, (hertz) => nearestRow(hertz, bandHz));
  const hasSameRows = rows.length === image.height && rows.every((row, at) => row === at);
  if (hasSameRows && minDb === scale.minDb && maxDb === scale.maxDb) return spectrogram;

  const range = Math.max(scale.maxDb - scale.minDb, Number.EPSILON);
  const rescaled = (red: number, green: number, blue: number) =>
    colourOf((minDb + levelOf([red, green, blue]) * (maxDb - minDb) - scale.minDb) / range);
  // A spectrogram has at most 256 colours.
  const colours = new Map<number, ReturnType<typeof rescaled>>();
  const channel = (at: number) => image.data[at] ?? 0;
  const data = new Uint8ClampedArray(image.width * rows.length * 4);
  rows.forEach((row, y) => {
    for (let x = 0; x < image.width; x++) {
      const [from, to] = [(row * image.width + x) * 4, (y * image.width + x) * 4];
      const [red, green, blue] = [channel(from), channel(from + 1), channel(from + 2)];
      const key = (red << 16) | (green << 8) | blue;
      const colour = colours.get(key) ?? rescaled(red, green, blue);
      colours.set(key, colour);
      data.set(colour, to);
      data[to + 3] = 255;
    }
  });
  return { ...spectrogram, ...scale, image: new ImageData(data, image.width, rows.length) };
}

/** Another model may have other bands. */
function nearestRow(hertz: number, bandHz: Float32Array): number {
  let nearest = 0;
  bandHz.forEach((candidate, row) => {
    const distance = Math.abs(candidate - hertz);
    if (distance < Math.abs((bandHz[nearest] ?? 0) - hertz)) nearest = row;
  });
  return nearest;
}
