/** Classifies one recording: load, decode, classify, then show and announce the result. */
import { batch } from '@preact/signals';
import { nameOf } from '../history/result-name.ts';
import { home } from '../i18n/index.ts';
import { decode, secondsOf } from '../input/decode.ts';
import type { ActiveReference } from '../reference/cup.ts';
import type { FinalState, Result, State } from '../results/results.ts';
import type { Announcer } from '../ui/announcer.ts';
import { Failure, messageOf } from '../util/failure.ts';
import type { TaskQueue } from '../util/task-queue.ts';
import { wavName } from '../util/wav.ts';
import type { ClassifierRequests } from '../worker/classifier-requests.ts';
import { verdictAnnouncement } from './verdict-sentence.ts';

export interface ClassifyDeps {
  queue: TaskQueue;
  classifier: Pick<ClassifierRequests, 'classify' | 'saliency'>;
  announcer: Pick<Announcer, 'announce'>;
  /** The known pours to compare with, read when a recording's turn comes. */
  activeReference?: () => ActiveReference | undefined;
}

/**
 * A file takes one place of the queue per this size. Decoded, a compressed recording is more than
 * ten times as large.
 */
const BYTES_PER_PLACE = 4_000_000;

/** Rendering every step of progress took a fifth of a batch's processor time. */
const PROGRESS_INTERVAL_MS = 250;

/** Work that finishes sooner shows no progress, which would only flicker. */
const MIN_SHOWN_MS = 100;

export function classifyRecording(
  result: Result,
  { queue, classifier, announcer, activeReference }: ClassifyDeps,
): Promise<void> {
  const { source, abort } = result;
  const name = nameOf(result);
  const weight = Math.ceil((source.bytes ?? 0) / BYTES_PER_PLACE);
  const task = async (signal: AbortSignal) => {
    const presenter = new ProgressPresenter(result, signal);
    let seconds: number | undefined;
    try {
      presenter.showProgress({ phase: 'decoding' });
      const file = await source.load(signal);
      const { wav, ...pcm } = await decode(file);
      if (signal.aborted) return;
      // Before the samples are transferred to the worker.
      seconds = secondsOf(pcm);
      // A browser that cannot decode the file cannot play it either.
      presenter.showRecording(wav ? new File([wav], wavName(file.name), { type: wav.type }) : file);
      let lastProgress = performance.now();
      const onProgress = (fraction: number) => {
        const now = performance.now();
        if (now - lastProgress < PROGRESS_INTERVAL_MS) return;
        lastProgress = now;
        presenter.showProgress({ phase: 'classifying', fraction });
      };
      const cup = activeReference?.();
      const coreClassification = await classifier.classify(
        pcm,
        onProgress,
        signal,
        cup?.references,
      );
      const classification = cup
        ? { ...coreClassification, cup: cup.name, knownPours: cup.pours }
        : coreClassification;
      presenter.finish({ phase: 'classified', classification });
      announcer.announce(verdictAnnouncement(name, classification));
    } catch (thrown) {
      if (signal.aborted) return;
      const failure = toFailure(thrown);
      failure.seconds ??= seconds;
      presenter.finish({ phase: 'failed', failure });
      announcer.announce(home.announcements.withName(name, failure.sentence));
    }
  };
  return queue.add(task, abort.signal, weight);
}

/** Writes the state of the work to a result, but skips progress during the first moments. */
class ProgressPresenter {
  readonly #result: Result;
  readonly #signal: AbortSignal;
  #file: File | undefined;
  #state: State | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isProgressShown = false;
  #isFinished = false;

  constructor(result: Result, signal: AbortSignal) {
    this.#result = result;
    this.#signal = signal;
  }

  showProgress(state: State): void {
    this.#state = state;
    if (this.#isProgressShown) this.#show();
    this.#timer ??= setTimeout(() => {
      this.#isProgressShown = true;
      this.#show();
    }, MIN_SHOWN_MS);
  }

  /** Makes a decoded recording playable. */
  showRecording(file: File): void {
    this.#file = file;
    this.showProgress({ phase: 'classifying', fraction: 0 });
  }

  finish(state: FinalState): void {
    this.#state = state;
    this.#show();
    this.#isFinished = true;
    clearTimeout(this.#timer);
  }

  /** Ignores reports that arrive after the end or after an abort. */
  #show(): void {
    const { state, recording } = this.#result;
    if (this.#isFinished || this.#signal.aborted) return;
    batch(() => {
      if (this.#file) recording.value = this.#file;
      if (this.#state) state.value = this.#state;
    });
  }
}

/** Wraps an unexpected exception, so that everything thrown has a sentence. */
export function toFailure(thrown: unknown): Failure {
  return thrown instanceof Failure
    ? thrown
    : new Failure('crashed', () => home.failures.crashed, messageOf(thrown));
}
