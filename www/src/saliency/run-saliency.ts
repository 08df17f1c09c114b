/** Computes the saliency of a recording in a classifier worker. */
import type { Saliency } from '../classify/classification.ts';
import { type ClassifyDeps, toFailure } from '../classify/classify-recording.ts';
import { home } from '../i18n/index.ts';
import { decode } from '../input/decode.ts';
import type { Result } from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import type { Progress } from '../worker/protocol.ts';

/** Rejects with a `Failure`, or with the signal's reason. */
export async function runSaliency(
  { recording }: Result,
  { queue, classifier }: Pick<ClassifyDeps, 'queue' | 'classifier'>,
  onProgress: Progress,
  signal: AbortSignal,
): Promise<Saliency> {
  const file = recording.peek();
  if (!file) throw new Failure('unreadable', () => home.failures.unreadable);
  let saliency: Saliency | undefined;
  let failure: unknown;
  await queue.add(async () => {
    try {
      saliency = await classifier.saliency(await decode(file), onProgress, signal);
    } catch (thrown) {
      failure = thrown;
    }
  }, signal);
  signal.throwIfAborted();
  if (saliency) return saliency;
  throw toFailure(failure);
}
