/** One thing at a time that can be taken back, for some seconds. */
import { signal } from '@preact/signals';
import { home } from '../i18n/index.ts';
import type { Announcer } from './announcer.ts';

/** Long enough to read the sentence and find the button by keyboard. */
export const UNDO_SECONDS = 10;

export interface Undoable {
  sentence: string;
  undo(): void;
  /** It is not taken back any more. */
  settle(): void;
}

export class Undo {
  readonly offer = signal<Undoable | undefined>(undefined);
  readonly #announcer: Pick<Announcer, 'say'>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(announcer: Pick<Announcer, 'say'>) {
    this.#announcer = announcer;
  }

  /** What was offered before is settled. */
  make(undoable: Undoable): void {
    this.#end('settle');
    this.offer.value = undoable;
    this.#announcer.say(home.undo.announcement(undoable.sentence, UNDO_SECONDS));
    this.resume();
  }

  take(): void {
    this.#end('undo');
    this.#announcer.say(home.undo.restored);
  }

  settle(): void {
    this.#end('settle');
  }

  /** While the pointer or the focus is on it. */
  hold(): void {
    clearTimeout(this.#timer);
  }

  resume(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end('settle'), UNDO_SECONDS * 1000);
  }

  #end(how: 'undo' | 'settle'): void {
    clearTimeout(this.#timer);
    const offered = this.offer.peek();
    this.offer.value = undefined;
    offered?.[how]();
  }
}
