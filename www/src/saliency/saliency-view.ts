/** Whether a card shows what decided, and how far that is known. */
import { signal } from '@preact/signals';
import type { Saliency } from '../classify/classification.ts';
import type { Failure } from '../util/failure.ts';
import type { Progress } from '../worker/protocol.ts';

export type SaliencyRunner = (onProgress: Progress, signal: AbortSignal) => Promise<Saliency>;

type State =
  | { kind: 'hidden' }
  | { kind: 'working'; fraction: number }
  | { kind: 'shown'; saliency: Saliency }
  | { kind: 'failed'; failure: Failure };

export class SaliencyView {
  readonly #explain: SaliencyRunner;
  readonly state = signal<State>({ kind: 'hidden' });
  #known: Saliency | undefined;
  #work = new AbortController();

  constructor(explain: SaliencyRunner) {
    this.#explain = explain;
  }

  /** Shows it, after listening again if need be, or hides it. */
  async toggle(): Promise<void> {
    if (this.state.peek().kind === 'shown' || this.state.peek().kind === 'working') {
      this.#work.abort();
      this.state.value = { kind: 'hidden' };
      return;
    }
    if (this.#known) {
      this.state.value = { kind: 'shown', saliency: this.#known };
      return;
    }
    const work = new AbortController();
    this.#work = work;
    this.state.value = { kind: 'working', fraction: 0 };
    try {
      this.#known = await this.#explain((fraction) => {
        if (this.state.peek().kind === 'working' && !work.signal.aborted) {
          this.state.value = { kind: 'working', fraction };
        }
      }, work.signal);
      if (!work.signal.aborted) this.state.value = { kind: 'shown', saliency: this.#known };
    } catch (thrown) {
      if (!work.signal.aborted) this.state.value = { kind: 'failed', failure: thrown as Failure };
    }
  }
}
