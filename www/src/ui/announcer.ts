/**
 * What screen readers hear. Verdicts that come close together are said as one message: a live
 * region whose text is replaced before it was read out loses the first text.
 */
import { signal } from '@preact/signals';

const GATHER_MS = 700;

export class Announcer {
  readonly text = signal('');
  #gathered: string[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(sentence: string): void {
    this.#gathered.push(sentence);
    this.#timer ??= setTimeout(() => {
      this.text.value = this.#gathered.join(' ');
      this.#gathered = [];
      this.#timer = undefined;
    }, GATHER_MS);
  }
}
