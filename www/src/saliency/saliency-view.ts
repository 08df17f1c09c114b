/** Whether a card shows what decided, and how far that is known. */
import { signal } from '@preact/signals';
import type { Saliency } from '../classify/classification.ts';
import type { Failure } from '../util/failure.ts';
import type { Progress } from '../worker/protocol.ts';

export type RunSaliency = (onProgress: Progress, signal: AbortSignal) => Promise<Saliency>;

type State =
  | { kind: 'hidden' }
  | { kind: 'working'; fraction: number }
  | { kind: 'shown'; saliency: Saliency }
  | { kind: 'failed'; failure: Failure };

export class SaliencyView {
  readonly #run: RunSaliency;
  readonly state = signal<State>({ kind: 'hidden' });
  #saliency: Saliency | undefined;
  #abort = new AbortController();

  constructor(explain: RunSaliency) {
    this.#run = explain;
  }

  /** Shows it, after listening again if need be, or hides it. */
  async toggle(): Promise<void> {
    if (this.state.peek().kind === 'shown' || this.state.peek().kind === 'working') {
      this.#abort.abort();
      this.state.value = { kind: 'hidden' };
      return;
    }
    if (this.#saliency) {
      this.state.value = { kind: 'shown', saliency: this.#saliency };
      return;
    }
    const work = new AbortController();
    this.#abort = work;
    this.state.value = { kind: 'working', fraction: 0 };
    try {
      this.#saliency = await this.#run((fraction) => {
        if (this.state.peek().kind === 'working' && !work.signal.aborted) {
          this.state.value = { kind: 'working', fraction };
        }
      }, work.signal);
      if (!work.signal.aborted) this.state.value = { kind: 'shown', saliency: this.#saliency };
    } catch (thrown) {
      if (!work.signal.aborted) this.state.value = { kind: 'failed', failure: thrown as Failure };
    }
  }
}
