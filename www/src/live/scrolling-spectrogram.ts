/** Moves a spectrogram along as columns come in: the newest is at the right. */

export const VISIBLE_SECONDS = 8;

/** Columns come in handfuls; spread over this time they flow. */
const SPREAD_MS = 100;

/** How often the picture moves for someone who asked for less motion. */
const STEP_MS = 1000;

type Context = Pick<OffscreenCanvasRenderingContext2D, 'canvas' | 'drawImage' | 'putImageData'>;

export class ScrollingSpectrogram {
  readonly #context: Context;
  readonly #reducedMotion: boolean;
  #pending: ImageData[] = [];
  #lastDrawn: number | undefined;

  /** The canvas is as wide as what it shows, one column a pixel. */
  constructor(context: Context, inSteps: boolean) {
    this.#context = context;
    this.#reducedMotion = inSteps;
  }

  /** What would have scrolled out of sight undrawn is let go: a hidden tab draws nothing for long. */
  add(columns: ImageData): void {
    this.#pending.push(columns);
    for (let over = this.#pendingColumns() - this.#context.canvas.width; over > 0; ) {
      over -= this.#pending[0]?.width ?? 0;
      if (over >= 0) this.#pending.shift();
    }
  }

  /** Whether columns are still waiting. */
  draw(now: number): boolean {
    const passed = now - (this.#lastDrawn ?? now);
    if (!this.#reducedMotion || this.#lastDrawn === undefined || passed >= STEP_MS) {
      this.#lastDrawn = now;
      const there = this.#pendingColumns();
      this.#append(this.#reducedMotion ? there : Math.ceil((there * passed) / SPREAD_MS));
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
    // Setting a canvas's size empties it, also to the same size.
    if (canvas.height !== height) canvas.height = height;
    // One move for all of them: a canvas that is copied onto itself goes through a second one.
    this.#context.drawImage(canvas, -added, 0);
    let place = canvas.width - added;
    for (const columns of next) {
      this.#context.putImageData(columns, place, 0);
      place += columns.width;
    }
  }
}

/** What the page tells the worker that draws: first where, then the columns as they come. */
export type SpectrogramMessage = { canvas: OffscreenCanvas; inSteps: boolean } | ImageData;
