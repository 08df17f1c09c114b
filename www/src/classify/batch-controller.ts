/** Takes recordings in, and back: what can be done with one, with those that failed, with all. */

import { home } from '../i18n/index.ts';
import type { Result, Results, Source } from '../results/results.ts';
import { countVerdicts } from '../results/results.ts';
import { COUNTS, type VerdictCounts } from '../results/verdict-counts.ts';
import { runSaliency } from '../saliency/run-saliency.ts';
import { Failure } from '../util/failure.ts';
import type { Progress } from '../worker/protocol.ts';
import type { Saliency } from './classification.ts';
import { type ClassifyDeps, classifyRecording } from './classify-recording.ts';

/** More verdicts than these are not read out one by one: the counts are, once all are there. */
const MAX_ANNOUNCED_ONE_BY_ONE = 4;

export class BatchController {
  readonly #results: Results;
  readonly #deps: ClassifyDeps;

  constructor(results: Results, listener: ClassifyDeps) {
    this.#results = results;
    this.#deps = listener;
  }

  enqueue(sources: readonly Source[]): Result[] {
    const batch = this.#results.add(sources);
    void this.#classifyAll(batch);
    return batch;
  }

  retry(result: Result): void {
    void this.#classifyAll([result]);
  }

  /** Listens anew to what has a verdict, with the present model and cup. */
  reclassify(results: readonly Result[]): void {
    for (const { state, abort } of results) {
      abort.abort();
      state.value = { phase: 'waiting' };
    }
    for (const result of results) result.abort = new AbortController();
    void this.#classifyAll(results);
  }

  retryFailed(): void {
    void this.#classifyAll(
      this.#results.list.value.filter(({ state }) => state.peek().phase === 'failed'),
    );
  }

  /** Which part of a recording decided. It takes its turn behind the recordings without a verdict. */
  explain(result: Result, onProgress: Progress, signal: AbortSignal): Promise<Saliency> {
    return runSaliency(result, this.#deps, onProgress, signal);
  }

  /** What has no verdict yet gets none, and can be retried. */
  cancelAll(): void {
    for (const { state, abort } of this.#results.list.value) {
      const { phase } = state.peek();
      if (phase === 'classified' || phase === 'failed') continue;
      abort.abort();
      const failure = new Failure('cancelled', () => home.failures.cancelled);
      state.value = { phase: 'failed', failure };
    }
  }

  async #classifyAll(batch: readonly Result[]): Promise<void> {
    const many = batch.length > MAX_ANNOUNCED_ONE_BY_ONE;
    const listener = many ? { ...this.#deps, announcer: { say: () => undefined } } : this.#deps;
    await Promise.all(
      batch.map((result) => {
        if (result.state.peek().phase === 'failed') {
          result.abort = new AbortController();
          result.state.value = { phase: 'waiting' };
        }
        return classifyRecording(result, listener);
      }),
    );
    if (many) this.#deps.announcer.say(batchAnnouncement(countVerdicts(batch)));
  }
}

function batchAnnouncement(tally: VerdictCounts): string {
  const found = COUNTS.filter((count) => tally[count] > 0);
  return home.announcements.batch(found.map((count) => home.summary.count(count, tally[count])));
}
