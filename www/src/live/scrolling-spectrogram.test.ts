import { describe, expect, it, vi } from 'vitest';
import { ScrollingSpectrogram, VISIBLE_SECONDS } from './scrolling-spectrogram.ts';

const WIDTH = VISIBLE_SECONDS * 62.5;
const columns = (width: number) => ({ width, height: 64 }) as ImageData;

function scrolling(inSteps = false) {
  const context = {
    canvas: { width: WIDTH, height: 150 } as OffscreenCanvas,
    drawImage: vi.fn(),
    putImageData: vi.fn(),
  };
  return { context, scroll: new ScrollingSpectrogram(context, inSteps) };
}

describe('Scroll', () => {
  it('puts new columns at the right and moves the rest to the left, once for all of them', () => {
    const { context, scroll } = scrolling();
    for (const width of [3, 2]) scroll.add(columns(width));
    expect(scroll.draw(0)).toBe(true);
    expect(scroll.draw(100)).toBe(false);
    expect(context.canvas.height).toBe(64);
    expect(context.drawImage.mock.calls).toEqual([[context.canvas, -5, 0]]);
    expect(context.putImageData.mock.calls.map(([, x]) => x)).toEqual([WIDTH - 5, WIDTH - 2]);
  });

  it('spreads a handful over the frames, and catches up with more', () => {
    const { context, scroll } = scrolling();
    for (let i = 0; i < 12; i++) scroll.add(columns(1));
    scroll.draw(0);
    scroll.draw(16);
    expect(context.putImageData).toHaveBeenCalledTimes(2);
    expect(scroll.draw(116)).toBe(false);
    expect(context.putImageData).toHaveBeenCalledTimes(12);
  });

  it('moves once a second for who wants less motion', () => {
    const { context, scroll } = scrolling(true);
    scroll.add(columns(1));
    scroll.draw(0);
    scroll.add(columns(1));
    scroll.add(columns(1));
    expect(scroll.draw(500)).toBe(true);
    expect(scroll.draw(1000)).toBe(false);
    expect(context.putImageData).toHaveBeenCalledTimes(3);
    expect(context.drawImage).toHaveBeenCalledTimes(2);
  });

  it('after minutes in a hidden tab draws what is in sight, and no more', () => {
    const { context, scroll } = scrolling();
    scroll.draw(0);
    for (let i = 0; i < 10 * WIDTH; i++) scroll.add(columns(2));
    expect(scroll.draw(60_000)).toBe(false);
    expect(context.drawImage).toHaveBeenCalledTimes(1);
    expect(context.putImageData).toHaveBeenCalledTimes(WIDTH / 2);
    expect(context.putImageData.mock.calls[0]?.[1]).toBe(0);
  });
});
