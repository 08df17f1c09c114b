/** Offers to undo one action at a time, for some seconds. */
import { signal } from '@preact/signals';
import { home } from '../i18n/index.ts';
import type { Announcer } from './announcer.ts';

/** Time to read the sentence and reach the button by keyboard. */
const UNDO_SECONDS = 10;

export interface Undoable {
  sentence: string;
  undo(): void;
  /** Makes the action final, after the offer has ended. */
  commit(): void;
}

export class Undo {
  readonly offer = signal<Undoable | undefined>(undefined);
  readonly #announcer: Pick<Announcer, 'announce'>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(announcer: Pick<Announcer, 'announce'>) {
    this.#announcer = announcer;
  }

  /** Offers to undo an action. The previous one becomes final. */
  show(undoable: Undoable): void {
    this.#end('commit');
    this.offer.value = undoable;
    this.#announcer.announce(home.undo.announcement(undoable.sentence, UNDO_SECONDS));
    this.restartTimer();
  }

  undo(): void {
    this.#end('undo');
    this.#announcer.announce(home.undo.restored);
  }

  commit(): void {
    this.#end('commit');
  }

  /** Call it while the bar has the pointer or the focus. */
  pauseTimer(): void {
    clearTimeout(this.#timer);
  }

  restartTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#end('commit'), UNDO_SECONDS * 1000);
  }

  #end(how: 'undo' | 'commit'): void {
    clearTimeout(this.#timer);
    const offered = this.offer.peek();
    this.offer.value = undefined;
    offered?.[how]();
  }
}
