/** Plays recordings one after the other. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Playback } from '../ui/playback.ts';

export class TurnPlayer {
  readonly #playbacks: readonly Pick<Playback, 'playToEnd' | 'stop'>[];
  readonly #turn = signal<number | undefined>(undefined);
  /** Number of the latest run; a run that was stopped must not end the next one. */
  #run = 0;

  constructor(playbacks: readonly Pick<Playback, 'playToEnd' | 'stop'>[]) {
    this.#playbacks = playbacks;
  }

  /** Index of the recording whose turn it is; undefined while none plays in turn. */
  get turn(): ReadonlySignal<number | undefined> {
    return this.#turn;
  }

  /** Plays all from the start, or stops. */
  toggle(): void {
    if (this.#turn.peek() === undefined) void this.#playAll();
    else this.stop();
  }

  stop(): void {
    const turn = this.#turn.peek();
    if (turn === undefined) return;
    this.#run++;
    this.#turn.value = undefined;
    this.#playbacks[turn]?.stop();
  }

  /** Ends early if a person pauses a recording or plays another one. */
  async #playAll(): Promise<void> {
    const run = ++this.#run;
    for (const [turn, playback] of this.#playbacks.entries()) {
      this.#turn.value = turn;
      const hasEnded = await playback.playToEnd();
      if (run !== this.#run) return;
      if (!hasEnded) break;
    }
    this.#turn.value = undefined;
  }
}
