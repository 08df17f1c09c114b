/** Detects work that makes no progress: a worker that ended silently or loops for ever. */

export class StallWatch {
  /** Resolves when there was no activity for the whole time. */
  readonly stalled: Promise<void>;
  readonly #limitMs: number;
  #resolve: () => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
    this.stalled = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /**
   * Call it at the start and at each activity. The time passes in two halves. A page that wakes up
   * after hours finds the first one over, and its worker still needs time to continue.
   */
  restart(): void {
    this.stop();
    const half = this.#limitMs / 2;
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(this.#resolve, half);
    }, half);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
