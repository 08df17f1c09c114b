/** One recording's way from file to verdict. */
import type { Announcer } from './announcer.ts';
import type { Answer } from './answer.ts';
import { chanceOfVerdict } from './chance.ts';
import type { Beside } from './cup/cup.ts';
import { decode } from './decode.ts';
import type { Engine } from './engine.ts';
import { Failure, messageOf } from './failure.ts';
import type { Queue } from './queue.ts';
import type { Result } from './results.ts';
import { strings } from './strings.ts';

export interface Listener {
  queue: Queue;
  engine: Pick<Engine, 'classify' | 'saliency'>;
  announcer: Pick<Announcer, 'say'>;
  /** The cold pours that a recording is compared with, asked for when its turn comes. */
  beside?: () => Beside | undefined;
}

/**
 * A file of this size takes one of the queue's places, a larger one several: decoded, a compressed
 * recording grows tenfold and more.
 */
const BYTES_PER_PLACE = 4_000_000;

/** To lay out and paint the page for every step took a fifth of a batch's processor time. */
const PROGRESS_MS = 250;

export function listenTo(
  result: Result,
  { queue, engine, announcer, beside }: Listener,
): Promise<void> {
  const { source, state, recording, abort } = result;
  const { name } = source;
  const weight = Math.ceil((source.bytes ?? 0) / BYTES_PER_PLACE);
  const task = async (signal: AbortSignal) => {
    try {
      state.value = { phase: 'decoding' };
      const file = await source.load(signal);
      const pcm = await decode(file);
      if (signal.aborted) return;
      recording.value = file;
      state.value = { phase: 'listening', fraction: 0 };
      let told = performance.now();
      const onProgress = (fraction: number) => {
        const now = performance.now();
        // A report that was under way when the answer came must not hide it.
        if (state.value.phase !== 'listening' || now - told < PROGRESS_MS) return;
        told = now;
        state.value = { phase: 'listening', fraction };
      };
      const cup = beside?.();
      const heard = await engine.classify(pcm, onProgress, signal, cup?.references);
      const answer = cup ? { ...heard, cup: cup.name, coldPours: cup.pours } : heard;
      state.value = { phase: 'answered', answer };
      announcer.say(announced(name, answer));
    } catch (thrown) {
      if (signal.aborted) return;
      const failure = asFailure(thrown);
      state.value = { phase: 'failed', failure };
      announcer.say(strings.announce.failure(name, failure.sentence));
    }
  };
  return queue.add(task, abort.signal, weight);
}

function announced(name: string, answer: Answer): string {
  const { verdict } = answer;
  return verdict === 'not-pouring'
    ? strings.announce.notPouring(name)
    : strings.announce.verdict(name, verdict, chanceOfVerdict(answer));
}

export function asFailure(thrown: unknown): Failure {
  return thrown instanceof Failure
    ? thrown
    : new Failure('crashed', () => strings.failures.crashed, messageOf(thrown));
}
