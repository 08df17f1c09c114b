/** Draws a spectrogram that scrolls to the left as columns arrive. */

/** Time span of the picture. */
export const VISIBLE_SECONDS = 8;

/** Columns arrive in groups. Spread over this time they move evenly. */
const SPREAD_MS = 100;

/** Interval between two moves with reduced motion. */
const STEP_MS = 1000;

type Context = Pick<OffscreenCanvasRenderingContext2D, 'canvas' | 'drawImage' | 'putImageData'>;

export class ScrollingSpectrogram {
  readonly #context: Context;
  readonly #prefersReducedMotion: boolean;
  #pending: ImageData[] = [];
  #lastDrawn: number | undefined;

  /** The canvas must be as wide as the visible time span: one pixel per column. */
  constructor(context: Context, prefersReducedMotion: boolean) {
    this.#context = context;
    this.#prefersReducedMotion = prefersReducedMotion;
  }

  /** Drops columns that would scroll out of sight undrawn: a hidden tab draws nothing. */
  add(columns: ImageData): void {
    this.#pending.push(columns);
    for (let excess = this.#pendingColumns() - this.#context.canvas.width; excess > 0; ) {
      excess -= this.#pending[0]?.width ?? 0;
      if (excess >= 0) this.#pending.shift();
    }
  }

  /** Draws the columns that are due. Returns whether more are pending. */
  draw(now: number): boolean {
    const elapsed = now - (this.#lastDrawn ?? now);
    if (!this.#prefersReducedMotion || this.#lastDrawn === undefined || elapsed >= STEP_MS) {
      this.#lastDrawn = now;
      const pending = this.#pendingColumns();
      this.#append(
        this.#prefersReducedMotion ? pending : Math.ceil((pending * elapsed) / SPREAD_MS),
      );
    }
    return this.#pending.length > 0;
  }

  #pendingColumns(): number {
    return this.#pending.reduce((sum, { width }) => sum + width, 0);
  }

  #append(due: number): void {
    const next: ImageData[] = [];
    let added = 0;
    for (const columns of this.#pending) {
      if (added >= due) break;
      next.push(columns);
      added += columns.width;
    }
    this.#pending.splice(0, next.length);
    if (added === 0) return;
    const { canvas } = this.#context;
    const [{ height }] = next as [ImageData];
    // Setting the size of a canvas clears it, even if the size stays the same.
    if (canvas.height !== height) canvas.height = height;
    // One move for all columns: copying a canvas onto itself needs a temporary canvas.
    this.#context.drawImage(canvas, -added, 0);
    let x = canvas.width - added;
    for (const columns of next) {
      this.#context.putImageData(columns, x, 0);
      x += columns.width;
    }
  }
}

/** Messages from the page to the drawing worker: first the canvas, then columns. */
export type SpectrogramMessage =
  | { canvas: OffscreenCanvas; prefersReducedMotion: boolean }
  | ImageData;
