import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeClassification } from '../../test/fake-worker.ts';
import * as decoding from '../input/decode.ts';
import { fileSource, type Result, Results } from '../results/results.ts';
import { Announcer } from '../ui/announcer.ts';
import { Failure } from '../util/failure.ts';
import { TaskQueue } from '../util/task-queue.ts';
import type { ClassifierClient } from '../worker/classifier-client.ts';
import { BatchController } from './batch-controller.ts';
import type { Saliency } from './classification.ts';

const decode = vi.spyOn(decoding, 'decode');

beforeEach(() => {
  vi.useFakeTimers();
  decode.mockReset();
  decode.mockImplementation(async () => ({ channels: [new Float32Array(1)], sampleRate: 48_000 }));
});
afterEach(() => void vi.useRealTimers());

const saliency = vi.fn<ClassifierClient['saliency']>();

function desk(
  places: number,
  classify: ClassifierClient['classify'] = async () => makeClassification(),
) {
  const results = new Results();
  const announcer = new Announcer();
  const made = new BatchController(results, {
    queue: new TaskQueue(places),
    classifier: { classify, saliency },
    announcer,
  });
  const take = (...names: string[]) =>
    made.enqueue(names.map((name) => fileSource(new File([], name))));
  const phases = () => results.list.value.map(({ state }) => state.value.phase);
  return { desk: made, results, take, phases, said: announcer.text };
}

const names = (count: number) => Array.from({ length: count }, (_, i) => `${i}.wav`);
const untilAborted: ClassifierClient['classify'] = (_pcm, _onProgress, signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('Desk', () => {
  it('has no more recordings decoded at once than the queue has places', async () => {
    let held = 0;
    let most = 0;
    decode.mockImplementation(async () => {
      held += 1;
      most = Math.max(most, held);
      return { channels: [], sampleRate: 48_000 };
    });
    const { take, phases } = desk(3, async () => {
      await Promise.resolve();
      held -= 1;
      return makeClassification();
    });
    take(...names(50));
    await vi.waitFor(() => expect(new Set(phases())).toEqual(new Set(['classified'])));
    expect(most).toBeLessThanOrEqual(3);
  });

  it('shows nothing of work that was cancelled before it was worth showing', async () => {
    const { desk: made, results, take, phases } = desk(1, untilAborted);
    const [result] = take('a');
    if (!result) throw new Error('nothing was taken');
    await vi.advanceTimersByTimeAsync(50);
    made.cancelAll();
    await vi.advanceTimersByTimeAsync(1000);
    expect(phases()).toEqual(['failed']);
    made.reclassify([result]);
    await vi.advanceTimersByTimeAsync(50);
    results.remove(result);
    await vi.advanceTimersByTimeAsync(1000);
    expect(result.state.value.phase).toBe('waiting');
    expect(result.recording.value).toBeUndefined();
  });

  it('retries one that failed', async () => {
    const { desk: made, take, phases } = desk(1);
    decode.mockRejectedValueOnce(new Failure('undecodable', 'No sound.'));
    const [result] = take('a');
    await vi.waitFor(() => expect(phases()).toEqual(['failed']));
    if (result) made.retry(result);
    expect(phases()).toEqual(['waiting']);
    await vi.waitFor(() => expect(phases()).toEqual(['classified']));
  });

  it('retries all that failed, and none that did not', async () => {
    const { desk: made, take, phases } = desk(1);
    decode.mockRejectedValueOnce(new Failure('undecodable', 'No sound.'));
    decode.mockRejectedValueOnce(new Failure('undecodable', 'No sound.'));
    take('a', 'b', 'c');
    await vi.waitFor(() => expect(phases()).toEqual(['failed', 'failed', 'classified']));
    made.retryFailed();
    expect(phases()).toEqual(['waiting', 'waiting', 'classified']);
    await vi.waitFor(() => expect(phases()).toEqual(['classified', 'classified', 'classified']));
    expect(decode).toHaveBeenCalledTimes(5);
  });

  it('cancels all that have no verdict yet; they can be retried', async () => {
    const { desk: made, results, take, phases } = desk(2, untilAborted);
    take(...names(5));
    await vi.waitFor(() => expect(phases().slice(0, 2)).toEqual(['classifying', 'classifying']));
    made.cancelAll();
    expect(phases()).toEqual(Array(5).fill('failed'));
    const [first] = results.list.value;
    expect(first?.state.value).toMatchObject({ failure: { code: 'cancelled' } });
    await vi.advanceTimersByTimeAsync(10);
    expect(phases()).toEqual(Array(5).fill('failed'));
    made.retryFailed();
    await vi.waitFor(() => expect(phases().slice(0, 2)).toEqual(['classifying', 'classifying']));
  });

  it('leaves what is classified alone when the rest is cancelled', async () => {
    const { desk: made, take, phases } = desk(1);
    take('a');
    await vi.waitFor(() => expect(phases()).toEqual(['classified']));
    made.cancelAll();
    expect(phases()).toEqual(['classified']);
  });

  it('reads out the counts of a large batch in place of every verdict', async () => {
    const { take, phases, said } = desk(2);
    decode.mockRejectedValueOnce(new Failure('undecodable', 'No sound.'));
    take(...names(20));
    await vi.waitFor(() => expect(phases()).not.toContain('waiting'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(said.value).toBe('All done: 19 hot, 1 failed.');
  });
});

describe('explaining', () => {
  const found = { columns: 1 } as Saliency;
  const nothing = () => undefined;

  it('listens to the recording again', async () => {
    saliency.mockResolvedValueOnce(found);
    const { desk: made, take } = desk(1);
    const [result] = take('a.wav');
    await vi.waitFor(() => expect(result?.state.value.phase).toBe('classified'));
    const explained = made.explain(result as Result, nothing, new AbortController().signal);
    await expect(explained).resolves.toBe(found);
    expect(decode).toHaveBeenCalledTimes(2);
  });

  it('fails with a sentence where there is no recording, and where the engine stops', async () => {
    const { desk: made, take } = desk(1);
    const [result] = take('a.wav');
    if (!result) throw new Error('no result');
    const signal = new AbortController().signal;
    await expect(made.explain(result, nothing, signal)).rejects.toBeInstanceOf(Failure);
    await vi.waitFor(() => expect(result.state.value.phase).toBe('classified'));
    saliency.mockRejectedValueOnce(new Error('oh'));
    await expect(made.explain(result, nothing, signal)).rejects.toMatchObject({ code: 'crashed' });
  });
});
