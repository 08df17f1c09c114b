/** Draws water, in black, whose height and waves follow a level. */

/** Share of the canvas that water covers without sound, and in addition at full level. */
const STILL_HEIGHT = 0.2;
const LEVEL_HEIGHT = 0.6;

/** Height of a wave at full level, as a share of the canvas. */
const WAVE_HEIGHT = 0.06;

/** Two layers, one behind the other: waves per width, waves per second, opacity. */
const LAYERS = [
  { waves: 1.3, speed: -0.5, opacity: 0.5 },
  { waves: 1.7, speed: 0.8, opacity: 1 },
];

/** Distance between two points of the outline, in pixels. */
const STEP = 4;

/** Time in which the water covers two thirds of the way to a new level. */
const INERTIA_MS = 150;

type Context = Pick<
  OffscreenCanvasRenderingContext2D,
  'canvas' | 'beginPath' | 'clearRect' | 'fill' | 'globalAlpha' | 'lineTo'
>;

export class WaterSurface {
  readonly #context: Context;
  #level = 0;
  #lastDrawn: number | undefined;

  /** From 0 to 1. */
  targetLevel = 0;

  constructor(context: Context) {
    this.#context = context;
  }

  /** `now` is in milliseconds. */
  draw(now: number): void {
    const elapsed = now - (this.#lastDrawn ?? now);
    this.#lastDrawn = now;
    this.#level += (this.targetLevel - this.#level) * (1 - Math.exp(-elapsed / INERTIA_MS));
    const context = this.#context;
    const { width, height } = context.canvas;
    context.clearRect(0, 0, width, height);
    for (const { waves, speed, opacity } of LAYERS) {
      context.globalAlpha = opacity;
      context.beginPath();
      context.lineTo(0, height);
      for (let x = 0; x < width + STEP; x += STEP) {
        const phase = 2 * Math.PI * ((x / width) * waves + (now / 1000) * speed);
        context.lineTo(x, height * (1 - this.#height(Math.sin(phase))));
      }
      context.lineTo(width, height);
      context.fill();
    }
  }

  #height(wave: number): number {
    return STILL_HEIGHT + this.#level * (LEVEL_HEIGHT + WAVE_HEIGHT * wave);
  }
}

/** Messages from the page to the drawing worker: first the canvas, then levels from 0 to 1. */
export type WaterMessage = OffscreenCanvas | number;
