/** A queue that limits how many tasks run, and thus how many decoded recordings are in memory. */

export type Task = (signal: AbortSignal) => Promise<void>;

interface Entry {
  places: number;
  run: () => Promise<void>;
}

/**
 * Starts tasks in order. A task takes `weight` places; one heavier than all places runs alone. A
 * task whose signal is aborted before its turn never runs.
 */
export class TaskQueue {
  readonly #places: number;
  readonly #waiting: Entry[] = [];
  #usedPlaces = 0;

  constructor(places = 1) {
    this.#places = places;
  }

  /** Resolves or rejects with the task. */
  add(task: Task, signal: AbortSignal, weight = 1): Promise<void> {
    return new Promise((resolve, reject) => {
      const run = async () => {
        if (!signal.aborted) await task(signal);
      };
      this.#waiting.push({
        places: Math.min(this.#places, Math.max(1, weight)),
        run: () => run().then(resolve, reject),
      });
      // Deferred, so that a whole batch is queued before its first task starts.
      queueMicrotask(() => this.#start());
    });
  }

  #start(): void {
    // The first task waits for its places even if a lighter one would fit.
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const { places, run } = next;
      if (this.#usedPlaces + places > this.#places) return;
      this.#waiting.shift();
      this.#usedPlaces += places;
      void run().finally(() => {
        this.#usedPlaces -= places;
        this.#start();
      });
    }
  }
}
