/** One recording's way from file to verdict. */
import { batch } from '@preact/signals';
import { home } from '../i18n/index.ts';
import { decode } from '../input/decode.ts';
import type { ActiveReference } from '../reference/cup.ts';
import type { FinalState, Result, State } from '../results/results.ts';
import type { Announcer } from '../ui/announcer.ts';
import { Failure, messageOf } from '../util/failure.ts';
import type { TaskQueue } from '../util/task-queue.ts';
import type { ClassifierClient } from '../worker/classifier-client.ts';
import type { Classification } from './classification.ts';
import { probabilityOfVerdict } from './classification.ts';

export interface ClassifyDeps {
  queue: TaskQueue;
  classifier: Pick<ClassifierClient, 'classify' | 'saliency'>;
  announcer: Pick<Announcer, 'say'>;
  /** The cold pours that a recording is compared with, asked for when its turn comes. */
  activeReference?: () => ActiveReference | undefined;
}

/**
 * A file of this size takes one of the queue's places, a larger one several: decoded, a compressed
 * recording grows tenfold and more.
 */
const BYTES_PER_PLACE = 4_000_000;

/** To lay out and paint the page for every step took a fifth of a batch's processor time. */
const PROGRESS_MS = 250;

/** What is done with sooner goes from waiting to its verdict: what flashes by tells nobody anything. */
const WORTH_SHOWING_MS = 100;

export function classifyRecording(
  result: Result,
  { queue, classifier, announcer, activeReference }: ClassifyDeps,
): Promise<void> {
  const { source, abort } = result;
  const { name } = source;
  const weight = Math.ceil((source.bytes ?? 0) / BYTES_PER_PLACE);
  const task = async (signal: AbortSignal) => {
    const shown = new ProgressPresenter(result, signal);
    try {
      shown.working({ phase: 'decoding' });
      const file = await source.load(signal);
      const pcm = await decode(file);
      if (signal.aborted) return;
      shown.decoded(file);
      let told = performance.now();
      const onProgress = (fraction: number) => {
        const now = performance.now();
        if (now - told < PROGRESS_MS) return;
        told = now;
        shown.working({ phase: 'classifying', fraction });
      };
      const cup = activeReference?.();
      const bare = await classifier.classify(pcm, onProgress, signal, cup?.references);
      const classification = cup ? { ...bare, cup: cup.name, coldPours: cup.pours } : bare;
      shown.settled({ phase: 'classified', classification });
      announcer.say(announced(name, classification));
    } catch (thrown) {
      if (signal.aborted) return;
      const failure = toFailure(thrown);
      shown.settled({ phase: 'failed', failure });
      announcer.say(home.announcements.failure(name, failure.sentence));
    }
  };
  return queue.add(task, abort.signal, weight);
}

/** What a card shows of the work on its recording: nothing of what is over too soon. */
class ProgressPresenter {
  readonly #result: Result;
  readonly #signal: AbortSignal;
  #file: File | undefined;
  #state: State | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #soon = true;
  #over = false;

  constructor(result: Result, signal: AbortSignal) {
    this.#result = result;
    this.#signal = signal;
  }

  working(state: State): void {
    this.#state = state;
    if (!this.#soon) this.#show();
    this.#timer ??= setTimeout(() => {
      this.#soon = false;
      this.#show();
    }, WORTH_SHOWING_MS);
  }

  decoded(file: File): void {
    this.#file = file;
    this.working({ phase: 'classifying', fraction: 0 });
  }

  settled(state: FinalState): void {
    this.#state = state;
    this.#show();
    this.#over = true;
    clearTimeout(this.#timer);
  }

  /** Not what comes after the verdict or a cancelling: it was under way by then. */
  #show(): void {
    const { state, recording } = this.#result;
    if (this.#over || this.#signal.aborted) return;
    batch(() => {
      if (this.#file) recording.value = this.#file;
      if (this.#state) state.value = this.#state;
    });
  }
}

function announced(name: string, answer: Classification): string {
  const { verdict } = answer;
  return verdict === 'not-pouring'
    ? home.announcements.notPouring(name)
    : home.announcements.verdict(name, verdict, probabilityOfVerdict(answer));
}

export function toFailure(thrown: unknown): Failure {
  return thrown instanceof Failure
    ? thrown
    : new Failure('crashed', () => home.failures.crashed, messageOf(thrown));
}
