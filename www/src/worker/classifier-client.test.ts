import { afterEach, describe, expect, it, vi } from 'vitest';
import { FakeWorker } from '../../test/fake-worker.ts';
import { makeClassification } from '../../test/fixtures.ts';
import type { Failure } from '../util/failure.ts';
import { ClassifierClient } from './classifier-client.ts';
import type { ClassifierApi, Fault } from './protocol.ts';

const pcm = () => ({ channels: [Float32Array.from([0.1, 0.2])], sampleRate: 48_000 });
const neverAborted = () => new AbortController().signal;
const noop = () => undefined;

/** A client whose workers answer by `apis` in turn; the last one repeats. */
function clientWith(...apis: Partial<ClassifierApi>[]) {
  const workers: FakeWorker[] = [];
  const client = new ClassifierClient(() => {
    const worker = new FakeWorker(apis[Math.min(workers.length, apis.length - 1)] ?? {});
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { client, workers };
}

const working: Partial<ClassifierApi> = {
  classify: async () => ({ value: makeClassification() }),
};
const faulty = (fault: Fault): Partial<ClassifierApi> => ({ classify: async () => ({ fault }) });

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  return promise.then(
    () => Promise.reject(new Error('it resolved')),
    (failure: Failure) => failure,
  );
}

/** Lets messages arrive while timers are faked. */
async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
}

describe('ClassifierClient', () => {
  afterEach(() => void vi.useRealTimers());

  it('is ready once warm and reuses its worker', async () => {
    const { client, workers } = clientWith(working);
    expect(client.status.value).toBe('loading');
    await client.warm();
    expect(client.status.value).toBe('ready');
    await client.classify(pcm(), noop, neverAborted());
    await client.classify(pcm(), noop, neverAborted());
    expect(workers).toHaveLength(1);
  });

  it('transfers the samples and reports progress', async () => {
    let length: number | undefined;
    const { client } = clientWith({
      classify: async ({ channels }, _columns, onProgress) => {
        length = channels[0]?.length;
        await onProgress(0.5);
        return { value: makeClassification() };
      },
    });
    const given = pcm();
    const fractions: number[] = [];
    const result = await client.classify(
      given,
      (fraction) => fractions.push(fraction),
      neverAborted(),
    );
    expect(result.verdict).toBe('hot');
    expect(length).toBe(2);
    expect(given.channels[0]?.length).toBe(0);
    expect(fractions).toEqual([0.5]);
  });

  it('passes on the code and sentence of the core and reuses the worker', async () => {
    const { client, workers } = clientWith(
      faulty({
        kind: 'refused',
        code: 'silent',
        values: { code: 'silent' },
        sentence: 'This recording is silent.',
      }),
    );
    const failure = await failureOf(client.classify(pcm(), noop, neverAborted()));
    expect(failure).toMatchObject({ code: 'silent', message: 'This recording is silent.' });
    expect(workers).toHaveLength(1);
  });

  it('replaces a worker that panicked and reports the panic', async () => {
    const { client, workers } = clientWith(
      faulty({ kind: 'crashed', detail: 'panicked at src/mel.rs:1' }),
      working,
    );
    const failure = await failureOf(client.classify(pcm(), noop, neverAborted()));
    expect(failure).toMatchObject({ code: 'crashed', detail: 'panicked at src/mel.rs:1' });
    expect(workers.map((worker) => worker.terminated)).toEqual([true, false]);
    await expect(client.classify(pcm(), noop, neverAborted())).resolves.toMatchObject({
      verdict: 'hot',
    });
    expect(workers).toHaveLength(2);
  });

  it('rejects the request of a worker that fails without a reply', async () => {
    const { client, workers } = clientWith({ classify: () => new Promise(noop) }, working);
    await client.warm();
    const waiting = failureOf(client.classify(pcm(), noop, neverAborted()));
    workers[0]?.fail('out of memory');
    expect(await waiting).toMatchObject({ code: 'crashed', detail: 'out of memory' });
    await expect(client.classify(pcm(), noop, neverAborted())).resolves.toMatchObject({
      verdict: 'hot',
    });
  });

  it.each([
    ['ends silently', { classify: () => new Promise<never>(noop) }, 'crashed'],
    ['never starts', { warm: () => new Promise<never>(noop) }, 'not-loaded'],
  ])('reports a worker that %s, and replaces it', async (_, api, code) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { client, workers } = clientWith({ classify: () => new Promise(noop), ...api }, working);
    const failure = failureOf(client.classify(pcm(), noop, neverAborted()));
    await settle();
    vi.advanceTimersByTime(60_000);
    expect((await failure).code).toBe(code);
    vi.useRealTimers();
    expect(workers[0]?.terminated).toBe(true);
    await expect(client.classify(pcm(), noop, neverAborted())).resolves.toMatchObject({
      verdict: 'hot',
    });
  });

  it('waits for a slow worker that reports progress', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { client } = clientWith({
      classify: async (_pcm, _columns, onProgress) => {
        for (let i = 0; i < 4; i++) {
          vi.advanceTimersByTime(50_000);
          await onProgress(i / 4);
        }
        return { value: makeClassification() };
      },
    });
    await client.warm();
    await expect(client.classify(pcm(), noop, neverAborted())).resolves.toMatchObject({
      verdict: 'hot',
    });
  });

  it('fails when its script is missing and retries with the next recording', async () => {
    const { client, workers } = clientWith({ warm: () => new Promise(noop) }, working);
    const warming = client.warm();
    workers[0]?.fail('404');
    await warming;
    expect(client.status.value).toBe('failed');
    expect(workers).toHaveLength(1);
    await client.classify(pcm(), noop, neverAborted());
    expect(client.status.value).toBe('ready');
    expect(workers).toHaveLength(2);
  });

  it('reports not-loaded when a worker fails before its first reply', async () => {
    const { client, workers } = clientWith({ warm: () => new Promise(noop) });
    const waiting = failureOf(client.classify(pcm(), noop, neverAborted()));
    workers[0]?.fail('404');
    expect((await waiting).code).toBe('not-loaded');
  });

  it('fails when wasm or model is missing and retries with the next recording', async () => {
    const { client, workers } = clientWith(
      faulty({ kind: 'not-loaded', detail: '404 for hot-or-cold.onnx' }),
      working,
    );
    const failure = await failureOf(client.classify(pcm(), noop, neverAborted()));
    expect(failure.code).toBe('not-loaded');
    expect(client.status.value).toBe('failed');
    expect(workers).toHaveLength(1);
    await client.classify(pcm(), noop, neverAborted());
    expect(workers).toHaveLength(2);
  });

  it('terminates the worker of a request that is aborted', async () => {
    const { client, workers } = clientWith({ classify: () => new Promise(noop) }, working);
    const abort = new AbortController();
    const running = client.classify(pcm(), noop, abort.signal);
    abort.abort(new Error('removed'));
    await expect(running).rejects.toThrow('removed');
    expect(workers[0]?.terminated).toBe(true);
    await vi.waitFor(() => expect(client.status.value).toBe('ready'));
  });

  it('rejects the other requests of a worker that is terminated', async () => {
    const { client } = clientWith({ classify: () => new Promise(noop) }, working);
    const abort = new AbortController();
    const other = failureOf(client.classify(pcm(), noop, neverAborted()));
    const removed = client.classify(pcm(), noop, abort.signal);
    abort.abort(new Error('removed'));
    await expect(removed).rejects.toThrow('removed');
    expect((await other).code).toBe('crashed');
  });

  it('starts no worker for a request that was aborted before', async () => {
    const { client, workers } = clientWith(working);
    await expect(client.classify(pcm(), noop, AbortSignal.abort())).rejects.toThrow();
    expect(workers).toHaveLength(0);
  });
});
