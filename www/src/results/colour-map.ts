/** The colour map of spectrograms: level to colour, and back. */

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [red: number, green: number, blue: number];

/**
 * matplotlib's viridis (CC0) at every sixteenth, as src/spectrogram.rs draws it. With half as many
 * stops the greens near the top are off by 18 of 255; with these, no channel is off by more than 6.
 */
export const VIRIDIS = [
  '#440154',
  '#48186a',
  '#472d7b',
  '#424086',
  '#3b528b',
  '#33638d',
  '#2c728e',
  '#26828e',
  '#21918c',
  '#1f9f88',
  '#27ad81',
  '#3dbc74',
  '#5cc863',
  '#81d34d',
  '#aadc32',
  '#d5e21a',
  '#fde725',
] as const;

const STOPS = VIRIDIS.map((hex): Colour => {
  const number = Number.parseInt(hex.slice(1), 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
});
const SEGMENTS = STOPS.length - 1;

const stop = (index: number): Colour => STOPS[index] ?? [0, 0, 0];

/** Returns the colour of a level, 0 to 1. */
export function colourOf(level: number): Colour {
  const at = Math.max(0, Math.min(1, level)) * SEGMENTS;
  const segment = Math.min(SEGMENTS - 1, Math.floor(at));
  const [from, to] = [stop(segment), stop(segment + 1)];
  const channel = (i: 0 | 1 | 2) => Math.round(from[i] + (to[i] - from[i]) * (at - segment));
  return [channel(0), channel(1), channel(2)];
}

/** Returns the level of the nearest colour of the map, off by at most 1.5 of 255. */
export function levelOf(colour: Colour): number {
  let [level, nearest] = [0, Infinity];
  for (let segment = 0; segment < SEGMENTS; segment++) {
    const from = stop(segment);
    const along = difference(stop(segment + 1), from);
    const offset = difference(colour, from);
    const share = Math.max(0, Math.min(1, dot(offset, along) / dot(along, along)));
    const rest = difference(offset, [along[0] * share, along[1] * share, along[2] * share]);
    const distance = dot(rest, rest);
    if (distance < nearest) [level, nearest] = [(segment + share) / SEGMENTS, distance];
  }
  return level;
}

function difference(one: Colour, other: Colour): Colour {
  return [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
}

function dot(one: Colour, other: Colour): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}
