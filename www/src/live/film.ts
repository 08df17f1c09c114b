/** The page's side of the worker that draws the live spectrogram. */
import { framesPerSecond } from '../model-facts.ts';
import type { FilmMessage } from './film-protocol.ts';
import { SHOWN_SECONDS } from './scroll.ts';

export class Film {
  readonly #worker = new Worker(new URL('./film.worker.ts', import.meta.url), { type: 'module' });

  /** The canvas is the worker's from here on. */
  constructor(canvas: HTMLCanvasElement) {
    canvas.width = SHOWN_SECONDS * framesPerSecond;
    const drawn = canvas.transferControlToOffscreen();
    const inSteps = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#send({ canvas: drawn, inSteps }, drawn);
  }

  add(columns: ImageData): void {
    this.#send(columns, columns.data.buffer);
  }

  close(): void {
    this.#worker.terminate();
  }

  #send(message: FilmMessage, handedOver: Transferable): void {
    this.#worker.postMessage(message, [handedOver]);
  }
}
