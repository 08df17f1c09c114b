/**
 * Runs tasks one after another, so that one decoded recording at a time is in memory.
 *
 * A task whose signal is aborted before its turn never runs; a running one gets the signal.
 */
export type Task = (signal: AbortSignal) => Promise<void>;

export class Queue {
  #last: Promise<void> = Promise.resolve();

  /** Resolves when the task is over; tasks report their own failures and do not reject. */
  add(task: Task, signal: AbortSignal): Promise<void> {
    const turn = this.#last.then(async () => {
      if (!signal.aborted) await task(signal);
    });
    // A task that throws all the same must not stop those behind it.
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
