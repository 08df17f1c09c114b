import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeClassification } from '../../test/fixtures.ts';
import * as decoding from '../input/decode.ts';
import { fileSource, type Result, Results } from '../results/results.ts';
import { Announcer } from '../ui/announcer.ts';
import { Failure } from '../util/failure.ts';
import { TaskQueue } from '../util/task-queue.ts';
import type { ClassifierRequests } from '../worker/classifier-requests.ts';
import { BatchController } from './batch-controller.ts';
import type { Saliency } from './classification.ts';

const decode = vi.spyOn(decoding, 'decode');

beforeEach(() => {
  vi.useFakeTimers();
  decode.mockReset();
  decode.mockImplementation(async () => ({ channels: [new Float32Array(1)], sampleRate: 48_000 }));
});
afterEach(() => void vi.useRealTimers());

const saliency = vi.fn<ClassifierRequests['saliency']>();

function setUp(
  places: number,
  classify: ClassifierRequests['classify'] = async () => makeClassification(),
) {
  const results = new Results();
  const announcer = new Announcer();
  const controller = new BatchController(results, {
    queue: new TaskQueue(places),
    classifier: { classify, saliency },
    announcer,
  });
  const enqueue = (...names: string[]) =>
    controller.enqueue(names.map((name) => fileSource(new File([], name))));
  const phases = () => results.list.value.map(({ state }) => state.value.phase);
  return { controller, results, enqueue, phases, announced: announcer.text };
}

const names = (count: number) => Array.from({ length: count }, (_, i) => `${i}.wav`);
const untilAborted: ClassifierRequests['classify'] = (_pcm, _onProgress, signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('BatchController', () => {
  it('decodes no more recordings at once than the queue has places', async () => {
    let decoded = 0;
    let maxDecoded = 0;
    decode.mockImplementation(async () => {
      decoded += 1;
      maxDecoded = Math.max(maxDecoded, decoded);
      return { channels: [], sampleRate: 48_000 };
    });
    const { enqueue, phases } = setUp(3, async () => {
      await Promise.resolve();
      decoded -= 1;
      return makeClassification();
    });
    enqueue(...names(50));
    await vi.waitFor(() => expect(new Set(phases())).toEqual(new Set(['classified'])));
    expect(maxDecoded).toBeLessThanOrEqual(3);
  });

  it('shows no progress of work that is cancelled early', async () => {
    const { controller, results, enqueue, phases } = setUp(1, untilAborted);
    const [result] = enqueue('a');
    if (!result) throw new Error('nothing was added');
    await vi.advanceTimersByTimeAsync(50);
    controller.cancelAll();
    await vi.advanceTimersByTimeAsync(1000);
    expect(phases()).toEqual(['failed']);
    controller.reclassify([result]);
    await vi.advanceTimersByTimeAsync(50);
    results.remove(result);
    await vi.advanceTimersByTimeAsync(1000);
    expect(result.state.value.phase).toBe('waiting');
    expect(result.recording.value).toBeUndefined();
  });

  it('retries a failed recording', async () => {
    const { controller, enqueue, phases } = setUp(1);
    decode.mockRejectedValueOnce(new Failure('undecodable', 'No sound.'));
    const [result] = enqueue('a');
    await vi.waitFor(() => expect(phases()).toEqual(['failed']));
    if (result) controller.retry(result);
    expect(phases()).toEqual(['waiting']);
    await vi.waitFor(() => expect(phases()).toEqual(['classified']));
  });

  it('retryFailed retries failed recordings only', async () => {
    const { controller, enqueue, phases } = setUp(1);
    decode.mockRejectedValueOnce(new Failure('undecodable', 'No sound.'));
    decode.mockRejectedValueOnce(new Failure('undecodable', 'No sound.'));
    enqueue('a', 'b', 'c');
    await vi.waitFor(() => expect(phases()).toEqual(['failed', 'failed', 'classified']));
    controller.retryFailed();
    expect(phases()).toEqual(['waiting', 'waiting', 'classified']);
    await vi.waitFor(() => expect(phases()).toEqual(['classified', 'classified', 'classified']));
    expect(decode).toHaveBeenCalledTimes(5);
  });

  it('cancelAll fails unfinished recordings, which can be retried', async () => {
    const { controller, results, enqueue, phases } = setUp(2, untilAborted);
    enqueue(...names(5));
    await vi.waitFor(() => expect(phases().slice(0, 2)).toEqual(['classifying', 'classifying']));
    controller.cancelAll();
    expect(phases()).toEqual(Array(5).fill('failed'));
    const [first] = results.list.value;
    expect(first?.state.value).toMatchObject({ failure: { code: 'cancelled' } });
    await vi.advanceTimersByTimeAsync(10);
    expect(phases()).toEqual(Array(5).fill('failed'));
    controller.retryFailed();
    await vi.waitFor(() => expect(phases().slice(0, 2)).toEqual(['classifying', 'classifying']));
  });

  it('cancelAll leaves classified recordings alone', async () => {
    const { controller, enqueue, phases } = setUp(1);
    enqueue('a');
    await vi.waitFor(() => expect(phases()).toEqual(['classified']));
    controller.cancelAll();
    expect(phases()).toEqual(['classified']);
  });

  it('announces the counts of a large batch, not each verdict', async () => {
    const { enqueue, phases, announced } = setUp(2);
    decode.mockRejectedValueOnce(new Failure('undecodable', 'No sound.'));
    enqueue(...names(20));
    await vi.waitFor(() => expect(phases()).not.toContain('waiting'));
    await vi.advanceTimersByTimeAsync(1000);
    expect(announced.value).toBe('All done: 19 hot, 1 failed.');
  });
});

describe('BatchController.explain', () => {
  const found = { columns: 1 } as Saliency;
  const nothing = () => undefined;

  it('decodes the recording again', async () => {
    saliency.mockResolvedValueOnce(found);
    const { controller, enqueue } = setUp(1);
    const [result] = enqueue('a.wav');
    await vi.waitFor(() => expect(result?.state.value.phase).toBe('classified'));
    const explained = controller.explain(result as Result, nothing, new AbortController().signal);
    await expect(explained).resolves.toBe(found);
    expect(decode).toHaveBeenCalledTimes(2);
  });

  it('rejects with a Failure without a recording and when the worker crashes', async () => {
    const { controller, enqueue } = setUp(1);
    const [result] = enqueue('a.wav');
    if (!result) throw new Error('no result');
    const signal = new AbortController().signal;
    await expect(controller.explain(result, nothing, signal)).rejects.toBeInstanceOf(Failure);
    await vi.waitFor(() => expect(result.state.value.phase).toBe('classified'));
    saliency.mockRejectedValueOnce(new Error('oh'));
    await expect(controller.explain(result, nothing, signal)).rejects.toMatchObject({
      code: 'crashed',
    });
  });
});
