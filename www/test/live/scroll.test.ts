import { describe, expect, it, vi } from 'vitest';
import { Scroll, SHOWN_SECONDS } from '../../src/live/scroll.ts';

const WIDTH = SHOWN_SECONDS * 62.5;
const columns = (width: number) => ({ width, height: 64 }) as ImageData;

function scrolling(inSteps = false) {
  const context = {
    canvas: { width: 300, height: 150 } as HTMLCanvasElement,
    drawImage: vi.fn(),
    putImageData: vi.fn(),
  };
  return { context, scroll: new Scroll(context, inSteps) };
}

describe('Scroll', () => {
  it('puts new columns at the right and moves the rest to the left', () => {
    const { context, scroll } = scrolling();
    const waiting = [columns(3)];
    scroll.draw(waiting, 0);
    scroll.draw(waiting, 100);
    expect(waiting).toEqual([]);
    expect(context.canvas).toMatchObject({ width: WIDTH, height: 64 });
    expect(context.drawImage.mock.calls[0]?.slice(1)).toEqual([
      3,
      0,
      WIDTH - 3,
      64,
      0,
      0,
      WIDTH - 3,
      64,
    ]);
    expect(context.putImageData.mock.calls[0]?.slice(1)).toEqual([WIDTH - 3, 0]);
  });

  it('spreads a handful over the frames, and catches up with more', () => {
    const { scroll } = scrolling();
    const waiting = Array.from({ length: 12 }, () => columns(1));
    scroll.draw(waiting, 0);
    scroll.draw(waiting, 16);
    expect(waiting).toHaveLength(10);
    scroll.draw(waiting, 116);
    expect(waiting).toHaveLength(0);
  });

  it('moves once a second for who wants less motion', () => {
    const { context, scroll } = scrolling(true);
    const waiting = [columns(1)];
    scroll.draw(waiting, 0);
    waiting.push(columns(1), columns(1));
    scroll.draw(waiting, 500);
    expect(waiting).toHaveLength(2);
    scroll.draw(waiting, 1000);
    expect(waiting).toHaveLength(0);
    expect(context.putImageData).toHaveBeenCalledTimes(3);
  });
});
