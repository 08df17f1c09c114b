/**
 * Runs tasks in the order in which they came, a few at a time, so that few decoded recordings are in
 * memory at once. A heavy task takes several places; one heavier than all of them runs alone.
 *
 * A task whose signal is aborted before its turn never runs; a running one gets the signal.
 */
export type Task = (signal: AbortSignal) => Promise<void>;

interface Turn {
  places: number;
  run: () => Promise<void>;
}

export class TaskQueue {
  readonly #places: number;
  readonly #waiting: Turn[] = [];
  #taken = 0;

  constructor(places = 1) {
    this.#places = places;
  }

  /** Resolves when the task is over; tasks report their own failures and do not reject. */
  add(task: Task, signal: AbortSignal, weight = 1): Promise<void> {
    return new Promise((resolve, reject) => {
      const run = async () => {
        if (!signal.aborted) await task(signal);
      };
      this.#waiting.push({
        places: Math.min(this.#places, Math.max(1, weight)),
        run: () => run().then(resolve, reject),
      });
      // Not at once: whoever adds a batch has all of it waiting first.
      queueMicrotask(() => this.#start());
    });
  }

  #start(): void {
    // The one in front waits for its places even where a lighter one would fit: order is kept.
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const { places, run } = next;
      if (this.#taken + places > this.#places) return;
      this.#waiting.shift();
      this.#taken += places;
      void run().finally(() => {
        this.#taken -= places;
        this.#start();
      });
    }
  }
}
