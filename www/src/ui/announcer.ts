/**
 * Announces sentences to screen readers. Sentences within a short time become one message: a live
 * region whose text is replaced before it was read loses the first text.
 */
import { signal } from '@preact/signals';

/** Time for which sentences are collected. */
const BATCH_MS = 700;

export class Announcer {
  readonly text = signal('');
  #pending: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  announce(sentence: string): void {
    this.#pending.push(sentence);
    this.#timer ??= setTimeout(() => {
      this.text.value = this.#pending.join(' ');
      this.#pending = [];
      this.#timer = undefined;
    }, BATCH_MS);
  }
}
