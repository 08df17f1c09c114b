import { describe, expect, it, vi } from 'vitest';
import { ScrollingSpectrogram, VISIBLE_SECONDS } from './scrolling-spectrogram.ts';

const WIDTH = VISIBLE_SECONDS * 62.5;
const columns = (width: number) => ({ width, height: 64 }) as ImageData;

function createSpectrogram(prefersReducedMotion = false) {
  const context = {
    canvas: { width: WIDTH, height: 150 } as OffscreenCanvas,
    drawImage: vi.fn(),
    putImageData: vi.fn(),
  };
  return { context, spectrogram: new ScrollingSpectrogram(context, prefersReducedMotion) };
}

describe('ScrollingSpectrogram', () => {
  it('appends columns at the right and moves the rest once', () => {
    const { context, spectrogram } = createSpectrogram();
    for (const width of [3, 2]) spectrogram.add(columns(width));
    expect(spectrogram.draw(0)).toBe(true);
    expect(spectrogram.draw(100)).toBe(false);
    expect(context.canvas.height).toBe(64);
    expect(context.drawImage.mock.calls).toEqual([[context.canvas, -5, 0]]);
    expect(context.putImageData.mock.calls.map(([, x]) => x)).toEqual([WIDTH - 5, WIDTH - 2]);
  });

  it('spreads a group of columns over the frames and catches up', () => {
    const { context, spectrogram } = createSpectrogram();
    for (let i = 0; i < 12; i++) spectrogram.add(columns(1));
    spectrogram.draw(0);
    spectrogram.draw(16);
    expect(context.putImageData).toHaveBeenCalledTimes(2);
    expect(spectrogram.draw(116)).toBe(false);
    expect(context.putImageData).toHaveBeenCalledTimes(12);
  });

  it('moves once a second with reduced motion', () => {
    const { context, spectrogram } = createSpectrogram(true);
    spectrogram.add(columns(1));
    spectrogram.draw(0);
    spectrogram.add(columns(1));
    spectrogram.add(columns(1));
    expect(spectrogram.draw(500)).toBe(true);
    expect(spectrogram.draw(1000)).toBe(false);
    expect(context.putImageData).toHaveBeenCalledTimes(3);
    expect(context.drawImage).toHaveBeenCalledTimes(2);
  });

  it('draws only visible columns after minutes in a hidden tab', () => {
    const { context, spectrogram } = createSpectrogram();
    spectrogram.draw(0);
    for (let i = 0; i < 10 * WIDTH; i++) spectrogram.add(columns(2));
    expect(spectrogram.draw(60_000)).toBe(false);
    expect(context.drawImage).toHaveBeenCalledTimes(1);
    expect(context.putImageData).toHaveBeenCalledTimes(WIDTH / 2);
    expect(context.putImageData.mock.calls[0]?.[1]).toBe(0);
  });
});
