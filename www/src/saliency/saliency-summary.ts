/** Summarises a saliency in numbers and renders it as pixels. */
import type { Saliency } from '../classify/classification.ts';

interface SaliencySummary {
  side: 'hot' | 'cold';
  /** Share of the total saliency that supports that side, 0–1. */
  share: number;
  /** Time in seconds, and mel band from the top, of the strongest patch for that side. */
  at: number;
  band: number;
}

/** Returns `undefined` if all values are zero. */
export function summarizeSaliency({
  values,
  columns,
  columnSeconds,
  rowBands,
}: Saliency): SaliencySummary | undefined {
  const sum = (pick: (value: number) => number) =>
    values.reduce((all, value) => all + pick(value), 0);
  const hot = sum((value) => Math.max(0, value));
  const cold = sum((value) => Math.max(0, -value));
  if (hot + cold === 0) return undefined;
  const side = hot >= cold ? 'hot' : 'cold';
  const sign = side === 'hot' ? 1 : -1;
  const strongest = values.reduce(
    (best, value, i) => (sign * value > sign * (values[best] ?? 0) ? i : best),
    0,
  );
  return {
    side,
    share: Math.max(hot, cold) / (hot + cold),
    at: ((strongest % columns) + 0.5) * columnSeconds,
    band: (Math.floor(strongest / columns) + 0.5) * rowBands,
  };
}

/** Opacity of the strongest patch. The spectrogram must stay visible below it. */
const MAX_OPACITY = 0.85;

/** Renders one RGBA pixel per patch, more opaque the stronger it is. */
export function saliencyPixels(
  { values }: Saliency,
  hot: readonly number[],
  cold: readonly number[],
): Uint8ClampedArray<ArrayBuffer> {
  const max = values.reduce((best, value) => Math.max(best, Math.abs(value)), 0);
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, i) => {
    const opacity = max === 0 ? 0 : Math.sqrt(Math.abs(value) / max) * MAX_OPACITY;
    pixels.set([...(value > 0 ? hot : cold), opacity * 255], i * 4);
  });
  return pixels;
}
