import { describe, expect, it } from 'vitest';
import { colourOf, levelOf, VIRIDIS } from './colour-map.ts';

describe('colourOf', () => {
  it('returns the stops of the map, and clamps levels beyond them', () => {
    const hex = (level: number) =>
      `#${colourOf(level)
        .map((channel) => channel.toString(16).padStart(2, '0'))
        .join('')}`;
    expect(VIRIDIS.map((_, i) => hex(i / (VIRIDIS.length - 1)))).toEqual([...VIRIDIS]);
    expect([hex(-1), hex(2)]).toEqual([VIRIDIS[0], VIRIDIS.at(-1)]);
  });
});

describe('levelOf', () => {
  it('reverses colourOf to within one of 255 levels', () => {
    for (let level = 0; level <= 1; level += 1 / 255) {
      expect(Math.abs(levelOf(colourOf(level)) - level)).toBeLessThan(1 / 255);
    }
  });

  it.each([
    // From the table of colorous, which draws the spectrograms.
    [[0x44, 0x02, 0x56], 1],
    [[0x47, 0x0d, 0x60], 8],
    [[0x48, 0x17, 0x69], 15],
  ] as const)('is off by at most 1.5 of 255 for %j', (colour, level) => {
    expect(Math.abs(levelOf(colour) * 255 - level)).toBeLessThan(1.5);
  });
});
