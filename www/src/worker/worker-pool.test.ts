import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeWorker, makeClassification } from '../../test/fake-worker.ts';
import type { Classification } from '../classify/classification.ts';
import { ClassifierClient } from './classifier-client.ts';
import type { ClassifierApi, Outcome } from './protocol.ts';
import { poolSize, WorkerPool } from './worker-pool.ts';

const never = () => new AbortController().signal;
const ignore = () => undefined;
const settle = () => vi.waitFor(() => Promise.resolve());

/** Recordings are told apart by their sample rate. */
const pcm = (sampleRate: number) => ({ channels: [new Float32Array(1)], sampleRate });

type Finish = (outcome: Outcome<Classification>) => void;

/** A pool whose workers answer when they are told to. */
function poolOf(most: number, api: Partial<ClassifierApi> = {}) {
  const workers: FakeWorker[] = [];
  const running: { worker: number; recording: number; finish: Finish }[] = [];
  const spawn = () => {
    const worker = workers.length;
    const made = new FakeWorker({
      classify: ({ sampleRate: recording }) =>
        new Promise((finish) => running.push({ worker, recording, finish })),
      ...api,
    });
    workers.push(made);
    return made as unknown as Worker;
  };
  const first = new ClassifierClient(spawn);
  void first.warm();
  const pool = new WorkerPool(first, () => new ClassifierClient(spawn, false), most);
  const listen = (recording: number, signal = never()) =>
    pool.classify(pcm(recording), ignore, signal);
  const finish = (
    recording: number,
    outcome: Outcome<Classification> = { value: makeClassification() },
  ) => running.find((run) => run.recording === recording)?.finish(outcome);
  const started = () => running.map(({ recording }) => recording);
  return { workers, running, listen, finish, started };
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

describe('enginesFor', () => {
  it.each([
    [undefined, 1],
    [1, 1],
    [2, 2],
    [16, 4],
  ])('%s cores make %i', (cores, engines) => expect(poolSize(cores)).toBe(engines));
});

describe('EnginePool', () => {
  it('starts no second worker for two recordings', async () => {
    const { workers, running, listen, finish } = poolOf(4);
    const both = [listen(1), listen(2)];
    await vi.waitFor(() => expect(running).toHaveLength(1));
    finish(1);
    await vi.waitFor(() => expect(running).toHaveLength(2));
    finish(2);
    await Promise.all(both);
    expect(workers).toHaveLength(1);
  });

  it('starts more when recordings pile up, never more than allowed, and takes them in order', async () => {
    const { workers, listen, finish, started } = poolOf(2);
    const all = [1, 2, 3, 4, 5].map((recording) => listen(recording));
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

  it('shuts idle extra workers down after a while, and keeps the first', async () => {
    const { workers, listen, finish, started } = poolOf(2);
    const all = [1, 2, 3].map((recording) => listen(recording));
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

  it('loses one recording to a crash, and no other', async () => {
    const { listen, finish, started } = poolOf(2);
    const [first, ...others] = [1, 2, 3, 4].map((recording) => listen(recording));
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

  it('gives no worker to a recording that was cancelled while it waited', async () => {
    const { listen, finish, started } = poolOf(1);
    const abort = new AbortController();
    const first = listen(1);
    const second = listen(2, abort.signal);
    const third = listen(3);
    abort.abort(new Error('cancelled'));
    await expect(second).rejects.toThrow('cancelled');
    await vi.waitFor(() => expect(started()).toEqual([1]));
    finish(1);
    await first;
    await vi.waitFor(() => expect(started()).toEqual([1, 3]));
    finish(3);
    await third;
  });

  it('does with the first what a further one that cannot load was for', async () => {
    const broken = { fault: { kind: 'not-loaded', detail: '404' } } as const;
    let loads = 0;
    const { workers, listen, finish, started } = poolOf(2, {
      warm: async () => {
        loads += 1;
        return loads === 1 ? { value: true } : broken;
      },
    });
    const all = [1, 2, 3].map((recording) => listen(recording));
    for (const recording of [1, 2, 3]) {
      await vi.waitFor(() => expect(started()).toContain(recording));
      finish(recording);
    }
    await expect(Promise.all(all)).resolves.toHaveLength(3);
    expect(workers.slice(1).every(({ terminated }) => terminated)).toBe(true);
  });
});
