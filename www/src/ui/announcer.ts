/**
 * What screen readers hear. Verdicts that come close together are said as one message: a live
 * region whose text is replaced before it was read out loses the first text.
 */
import { signal } from '@preact/signals';

const BATCH_MS = 700;

export class Announcer {
  readonly text = signal('');
  #pending: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(sentence: string): void {
    this.#pending.push(sentence);
    this.#timer ??= setTimeout(() => {
      this.text.value = this.#pending.join(' ');
      this.#pending = [];
      this.#timer = undefined;
    }, BATCH_MS);
  }
}
