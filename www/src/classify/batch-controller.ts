/** Adds recordings to the list of results, and classifies, retries and cancels them. */
import { home } from '../i18n/index.ts';
import { countVerdicts, type Result, type Results, type Source } from '../results/results.ts';
import { COUNTS, type VerdictCounts } from '../results/verdict-counts.ts';
import { runSaliency } from '../saliency/run-saliency.ts';
import { Failure } from '../util/failure.ts';
import type { Progress } from '../worker/protocol.ts';
import type { Saliency } from './classification.ts';
import { type ClassifyDeps, classifyRecording } from './classify-recording.ts';

/** Larger batches are announced once, by their counts. */
const MAX_ANNOUNCED_ONE_BY_ONE = 4;

export class BatchController {
  readonly #results: Results;
  readonly #deps: ClassifyDeps;

  constructor(results: Results, deps: ClassifyDeps) {
    this.#results = results;
    this.#deps = deps;
  }

  enqueue(sources: readonly Source[]): Result[] {
    const batch = this.#results.add(sources);
    void this.#classifyAll(batch);
    return batch;
  }

  retry(result: Result): void {
    void this.#classifyAll([result]);
  }

  retryFailed(): void {
    void this.#classifyAll(
      this.#results.list.value.filter(({ state }) => state.peek().phase === 'failed'),
    );
  }

  /** Classifies recordings again, with the current model and cup. */
  reclassify(results: readonly Result[]): void {
    for (const { state, abort } of results) {
      abort.abort();
      state.value = { phase: 'waiting' };
    }
    for (const result of results) result.abort = new AbortController();
    void this.#classifyAll(results);
  }

  /** Runs after all recordings that are waiting. */
  explain(result: Result, onProgress: Progress, signal: AbortSignal): Promise<Saliency> {
    return runSaliency(result, this.#deps, onProgress, signal);
  }

  /** Cancels unfinished recordings; each can be retried. */
  cancelAll(): void {
    for (const { state, finalState, abort } of this.#results.list.value) {
      if (finalState.peek() !== undefined) continue;
      abort.abort();
      const failure = new Failure('cancelled', () => home.failures.cancelled);
      state.value = { phase: 'failed', failure };
    }
  }

  async #classifyAll(batch: readonly Result[]): Promise<void> {
    const isLargeBatch = batch.length > MAX_ANNOUNCED_ONE_BY_ONE;
    const deps = isLargeBatch
      ? { ...this.#deps, announcer: { announce: () => undefined } }
      : this.#deps;
    await Promise.all(
      batch.map((result) => {
        if (result.state.peek().phase === 'failed') {
          result.abort = new AbortController();
          result.state.value = { phase: 'waiting' };
        }
        return classifyRecording(result, deps);
      }),
    );
    if (isLargeBatch) this.#deps.announcer.announce(batchAnnouncement(countVerdicts(batch)));
  }
}

function batchAnnouncement(counts: VerdictCounts): string {
  const found = COUNTS.filter((count) => counts[count] > 0);
  return home.announcements.batch(found.map((count) => home.summary.count(count, counts[count])));
}
