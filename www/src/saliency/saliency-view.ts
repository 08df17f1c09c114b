/** State of the saliency of one card: hidden, being computed, shown or failed. */
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

  constructor(run: RunSaliency) {
    this.#run = run;
  }

  /** Also stops the computation. */
  hide(): void {
    this.#abort.abort();
    this.state.value = { kind: 'hidden' };
  }

  /** Shows the saliency, computing it the first time, or hides it. */
  async toggle(): Promise<void> {
    if (this.state.peek().kind === 'shown' || this.state.peek().kind === 'working') {
      this.hide();
      return;
    }
    if (this.#saliency) {
      this.state.value = { kind: 'shown', saliency: this.#saliency };
      return;
    }
    const abort = new AbortController();
    this.#abort = abort;
    this.state.value = { kind: 'working', fraction: 0 };
    try {
      this.#saliency = await this.#run((fraction) => {
        if (this.state.peek().kind === 'working' && !abort.signal.aborted) {
          this.state.value = { kind: 'working', fraction };
        }
      }, abort.signal);
      if (!abort.signal.aborted) this.state.value = { kind: 'shown', saliency: this.#saliency };
    } catch (thrown) {
      if (!abort.signal.aborted) this.state.value = { kind: 'failed', failure: thrown as Failure };
    }
  }
}
