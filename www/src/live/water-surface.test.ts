import { expect, it } from 'vitest';
import { WaterSurface } from './water-surface.ts';

const SIZE = 100;

/** Records the highest and the lowest point of the last outline. */
function createSurface() {
  let heights: number[] = [];
  const context = {
    canvas: { width: SIZE, height: SIZE } as OffscreenCanvas,
    globalAlpha: 1,
    beginPath: () => {
      heights = [];
    },
    clearRect: () => undefined,
    fill: () => undefined,
    lineTo: (_: number, y: number) => heights.push(SIZE - y),
  };
  const surface = new WaterSurface(context);
  const surfaceHeights = () => heights.slice(1, -1);
  return {
    surface,
    range: () => [Math.min(...surfaceHeights()), Math.max(...surfaceHeights())],
  };
}

it('WaterSurface is flat without sound', () => {
  const { surface, range } = createSurface();
  surface.draw(0);
  surface.draw(500);
  const [lowest = 0, highest = 0] = range();
  expect(highest).toBeCloseTo(lowest);
  expect(lowest).toBeGreaterThan(0);
});

it('WaterSurface rises slowly and has waves at full level', () => {
  const { surface, range } = createSurface();
  surface.draw(0);
  const [still = 0] = range();
  surface.targetLevel = 1;
  surface.draw(30);
  const [, soon = 0] = range();
  surface.draw(2000);
  const [lowest = 0, highest = 0] = range();
  expect(soon).toBeLessThan(lowest);
  expect(lowest).toBeGreaterThan(still);
  expect(highest).toBeGreaterThan(lowest + 5);
  expect(highest).toBeLessThan(SIZE);
});
