/** Moves a spectrogram along as columns come in: the newest is at the right. */

import { framesPerSecond } from '../model-facts.ts';

export const SHOWN_SECONDS = 8;

const COLUMNS = SHOWN_SECONDS * framesPerSecond;

/** Columns come in handfuls; spread over this time they flow. */
const SPREAD_MS = 100;

/** How often the picture moves for someone who asked for less motion. */
const STEP_MS = 1000;

type Context = Pick<CanvasRenderingContext2D, 'canvas' | 'drawImage' | 'putImageData'>;

export class Scroll {
  readonly #context: Context;
  readonly #inSteps: boolean;
  #last: number | undefined;

  constructor(context: Context, inSteps: boolean) {
    this.#context = context;
    this.#inSteps = inSteps;
    context.canvas.width = COLUMNS;
  }

  /** Takes out of `waiting` what it draws. */
  draw(waiting: ImageData[], now: number): void {
    const passed = now - (this.#last ?? now);
    if (this.#inSteps && this.#last !== undefined && passed < STEP_MS) return;
    this.#last = now;
    const there = waiting.reduce((sum, { width }) => sum + width, 0);
    let due = this.#inSteps ? there : Math.ceil((there * passed) / SPREAD_MS);
    while (due > 0) {
      const next = waiting.shift();
      if (next === undefined) return;
      due -= next.width;
      this.#append(next);
    }
  }

  #append(columns: ImageData): void {
    const { canvas } = this.#context;
    // Setting a canvas's size empties it, also to the same size.
    if (canvas.height !== columns.height) canvas.height = columns.height;
    const { width, height } = canvas;
    const shift = Math.min(columns.width, width);
    this.#context.drawImage(canvas, shift, 0, width - shift, height, 0, 0, width - shift, height);
    this.#context.putImageData(columns, width - columns.width, 0);
  }
}
