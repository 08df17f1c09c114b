/** What a saliency says in numbers, and in colours. */
import type { Saliency } from '../classify/classification.ts';

export interface SaliencySummary {
  side: 'hot' | 'cold';
  /** Of all that decided, how much speaks for that side. */
  share: number;
  /** Seconds into the recording, and mel band from the top, of the strongest patch for that side. */
  at: number;
  band: number;
}

/** Absent where nothing decided. */
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

/** How opaque the strongest patch is: the spectrogram must be seen through it. */
const MAX_OPACITY = 0.85;

/** Four bytes a patch. The stronger, the more opaque; `hot` and `cold` are red, green, blue. */
export function saliencyPixels(
  { values }: Saliency,
  hot: readonly number[],
  cold: readonly number[],
): Uint8ClampedArray<ArrayBuffer> {
  const most = values.reduce((found, value) => Math.max(found, Math.abs(value)), 0);
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, i) => {
    const opacity = most === 0 ? 0 : Math.sqrt(Math.abs(value) / most) * MAX_OPACITY;
    pixels.set([...(value > 0 ? hot : cold), opacity * 255], i * 4);
  });
  return pixels;
}
