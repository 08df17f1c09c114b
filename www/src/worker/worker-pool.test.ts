import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeWorker } from '../../test/fake-worker.ts';
import { makeClassification } from '../../test/fixtures.ts';
import type { Classification } from '../classify/classification.ts';
import { ClassifierClient } from './classifier-client.ts';
import type { ClassifierApi, Outcome } from './protocol.ts';
import { poolSize, WorkerPool } from './worker-pool.ts';

const neverAborted = () => new AbortController().signal;
const noop = () => undefined;
const settle = () => vi.waitFor(() => Promise.resolve());

/** The sample rate identifies a recording. */
const pcm = (sampleRate: number) => ({ channels: [new Float32Array(1)], sampleRate });

type Finish = (outcome: Outcome<Classification>) => void;

/** A pool whose requests finish when the test calls `finish`. */
function createPool(maxWorkers: number, api: Partial<ClassifierApi> = {}) {
  const workers: FakeWorker[] = [];
  const running: { worker: number; recording: number; finish: Finish }[] = [];
  const spawn = () => {
    const index = workers.length;
    const worker = new FakeWorker({
      classify: ({ sampleRate: recording }) =>
        new Promise((finish) => running.push({ worker: index, recording, finish })),
      ...api,
    });
    workers.push(worker);
    return worker as unknown as Worker;
  };
  const first = new ClassifierClient(spawn);
  void first.warm();
  const pool = new WorkerPool(first, () => new ClassifierClient(spawn, false), maxWorkers);
  const classify = (recording: number, signal = neverAborted()) =>
    pool.classify(pcm(recording), noop, signal);
  const finish = (
    recording: number,
    outcome: Outcome<Classification> = { value: makeClassification() },
  ) => running.find((run) => run.recording === recording)?.finish(outcome);
  const started = () => running.map(({ recording }) => recording);
  return { workers, running, classify, finish, started };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('poolSize', () => {
  it.each([
    [undefined, 1],
    [1, 1],
    [2, 2],
    [16, 4],
  ])('is limited for %s cores to %i', (cores, size) => expect(poolSize(cores)).toBe(size));
});

describe('WorkerPool', () => {
  it('starts no second worker for two recordings', async () => {
    const { workers, running, classify, finish } = createPool(4);
    const both = [classify(1), classify(2)];
    await vi.waitFor(() => expect(running).toHaveLength(1));
    finish(1);
    await vi.waitFor(() => expect(running).toHaveLength(2));
    finish(2);
    await Promise.all(both);
    expect(workers).toHaveLength(1);
  });

  it('starts workers up to its limit and runs requests in order', async () => {
    const { workers, classify, finish, started } = createPool(2);
    const all = [1, 2, 3, 4, 5].map((recording) => classify(recording));
    await vi.waitFor(() => expect(started()).toEqual([1, 2]));
    expect(workers).toHaveLength(2);
    finish(2);
    await vi.waitFor(() => expect(started()).toEqual([1, 2, 3]));
    for (const recording of [1, 3, 4, 5]) {
      await vi.waitFor(() => expect(started()).toContain(recording));
      finish(recording);
    }
    await Promise.all(all);
    expect(started()).toEqual([1, 2, 3, 4, 5]);
    expect(workers).toHaveLength(2);
  });

  it('ends idle workers after a while except the first', async () => {
    const { workers, classify, finish, started } = createPool(2);
    const all = [1, 2, 3].map((recording) => classify(recording));
    for (const recording of [1, 2, 3]) {
      await vi.waitFor(() => expect(started()).toContain(recording));
      finish(recording);
    }
    await Promise.all(all);
    await settle();
    expect(workers.map(({ terminated }) => terminated)).toEqual([false, false]);
    vi.advanceTimersByTime(60_000);
    expect(workers.map(({ terminated }) => terminated)).toEqual([false, true]);
  });

  it('finishes the other recordings after one crashed', async () => {
    const { classify, finish, started } = createPool(2);
    const [first, ...others] = [1, 2, 3, 4].map((recording) => classify(recording));
    await vi.waitFor(() => expect(started()).toEqual([1, 2]));
    const crashed = expect(first).rejects.toMatchObject({ code: 'crashed' });
    finish(1, { fault: { kind: 'crashed', detail: 'panicked' } });
    await crashed;
    for (const recording of [2, 3, 4]) {
      await vi.waitFor(() => expect(started()).toContain(recording));
      finish(recording);
    }
    await expect(Promise.all(others)).resolves.toHaveLength(3);
  });

  it('skips a request that was aborted while it waited', async () => {
    const { classify, finish, started } = createPool(1);
    const abort = new AbortController();
    const first = classify(1);
    const second = classify(2, abort.signal);
    const third = classify(3);
    abort.abort(new Error('cancelled'));
    await expect(second).rejects.toThrow('cancelled');
    await vi.waitFor(() => expect(started()).toEqual([1]));
    finish(1);
    await first;
    await vi.waitFor(() => expect(started()).toEqual([1, 3]));
    finish(3);
    await third;
  });

  it('uses the first worker when another cannot load', async () => {
    const broken = { fault: { kind: 'not-loaded', detail: '404' } } as const;
    let loads = 0;
    const { workers, classify, finish, started } = createPool(2, {
      warm: async () => {
        loads += 1;
        return loads === 1 ? { value: true } : broken;
      },
    });
    const all = [1, 2, 3].map((recording) => classify(recording));
    for (const recording of [1, 2, 3]) {
      await vi.waitFor(() => expect(started()).toContain(recording));
      finish(recording);
    }
    await expect(Promise.all(all)).resolves.toHaveLength(3);
    expect(workers.slice(1).every(({ terminated }) => terminated)).toBe(true);
  });
});
