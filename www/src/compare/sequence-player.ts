/** Plays recordings one after the other. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Playback } from '../ui/playback.ts';

export class SequencePlayer {
  readonly #playbacks: readonly Pick<Playback, 'playToEnd' | 'stop'>[];
  readonly #canStart: () => boolean;
  readonly #current = signal<number | undefined>(undefined);
  /** Number of the latest run; a run that was stopped must not end the next one. */
  #run = 0;

  /** `canStart` returns whether all recordings can be played. */
  constructor(playbacks: readonly Pick<Playback, 'playToEnd' | 'stop'>[], canStart: () => boolean) {
    this.#playbacks = playbacks;
    this.#canStart = canStart;
  }

  /** Index of the recording that plays; undefined while the sequence does not play. */
  get current(): ReadonlySignal<number | undefined> {
    return this.#current;
  }

  /** Plays all from the start if they can be played, or stops. */
  toggle(): void {
    if (this.#current.peek() !== undefined) this.stop();
    else if (this.#canStart()) void this.#playAll();
  }

  stop(): void {
    const current = this.#current.peek();
    if (current === undefined) return;
    this.#run++;
    this.#current.value = undefined;
    this.#playbacks[current]?.stop();
  }

  /** Ends early if a person pauses a recording or plays another one. */
  async #playAll(): Promise<void> {
    const run = ++this.#run;
    for (const [index, playback] of this.#playbacks.entries()) {
      this.#current.value = index;
      const hasEnded = await playback.playToEnd();
      if (run !== this.#run) return;
      if (!hasEnded) break;
    }
    this.#current.value = undefined;
  }
}
