/** Measures how far colours are from a colour map that is given by a few stops. */

export type Colour = readonly number[];

/** Returns the RGB distance of the colour farthest from the gradient through `stops`. */
export function farthestFromGradient(colours: Colour[], stops: Colour[]): number {
  return Math.max(...colours.map((colour) => distance(colour, stops)));
}

function distance(colour: Colour, stops: Colour[]): number {
  let nearest = Infinity;
  for (let i = 0; i + 1 < stops.length; i++) {
    for (let part = 0; part <= 1; part += 0.05) {
      const squares = [0, 1, 2].map((channel) => {
        const from = stops[i]?.[channel] ?? 0;
        const to = stops[i + 1]?.[channel] ?? 0;
        return ((colour[channel] ?? 0) - (from + (to - from) * part)) ** 2;
      });
      nearest = Math.min(nearest, Math.sqrt(squares.reduce((sum, square) => sum + square, 0)));
    }
  }
  return nearest;
}
