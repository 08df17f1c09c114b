/** Moves a spectrogram along as columns come in: the newest is at the right. */

export const SHOWN_SECONDS = 8;

/** Columns come in handfuls; spread over this time they flow. */
const SPREAD_MS = 100;

/** How often the picture moves for someone who asked for less motion. */
const STEP_MS = 1000;

type Context = Pick<OffscreenCanvasRenderingContext2D, 'canvas' | 'drawImage' | 'putImageData'>;

export class ScrollingSpectrogram {
  readonly #context: Context;
  readonly #inSteps: boolean;
  #waiting: ImageData[] = [];
  #last: number | undefined;

  /** The canvas is as wide as what it shows, one column a pixel. */
  constructor(context: Context, inSteps: boolean) {
    this.#context = context;
    this.#inSteps = inSteps;
  }

  /** What would have scrolled out of sight undrawn is let go: a hidden tab draws nothing for long. */
  add(columns: ImageData): void {
    this.#waiting.push(columns);
    for (let over = this.#columns() - this.#context.canvas.width; over > 0; ) {
      over -= this.#waiting[0]?.width ?? 0;
      if (over >= 0) this.#waiting.shift();
    }
  }

  /** Whether columns are still waiting. */
  draw(now: number): boolean {
    const passed = now - (this.#last ?? now);
    if (!this.#inSteps || this.#last === undefined || passed >= STEP_MS) {
      this.#last = now;
      const there = this.#columns();
      this.#append(this.#inSteps ? there : Math.ceil((there * passed) / SPREAD_MS));
    }
    return this.#waiting.length > 0;
  }

  #columns(): number {
    return this.#waiting.reduce((sum, { width }) => sum + width, 0);
  }

  #append(due: number): void {
    const next: ImageData[] = [];
    let added = 0;
    for (const columns of this.#waiting) {
      if (added >= due) break;
      next.push(columns);
      added += columns.width;
    }
    this.#waiting.splice(0, next.length);
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
