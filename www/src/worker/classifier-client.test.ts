import { describe, expect, it, vi } from 'vitest';
import { FakeWorker, makeClassification } from '../../test/fake-worker.ts';
import type { Failure } from '../util/failure.ts';
import { ClassifierClient } from './classifier-client.ts';
import type { ClassifierApi, Fault } from './protocol.ts';

const pcm = () => ({ channels: [Float32Array.from([0.1, 0.2])], sampleRate: 48_000 });
const never = () => new AbortController().signal;
const ignore = () => undefined;

/** An engine whose first worker is the first of `apis`, and so on; the last one repeats. */
function engineOf(...apis: Partial<ClassifierApi>[]) {
  const workers: FakeWorker[] = [];
  const engine = new ClassifierClient(() => {
    const worker = new FakeWorker(apis[Math.min(workers.length, apis.length - 1)] ?? {});
    workers.push(worker);
    return worker as unknown as Worker;
  });
  return { engine, workers };
}

const answering: Partial<ClassifierApi> = {
  classify: async () => ({ value: makeClassification() }),
};
const faulty = (fault: Fault): Partial<ClassifierApi> => ({ classify: async () => ({ fault }) });

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  return promise.then(
    () => Promise.reject(new Error('there was an answer')),
    (failure: Failure) => failure,
  );
}

describe('Engine', () => {
  it('is ready once warm, and keeps its worker', async () => {
    const { engine, workers } = engineOf(answering);
    expect(engine.status.value).toBe('loading');
    await engine.warm();
    expect(engine.status.value).toBe('ready');
    await engine.classify(pcm(), ignore, never());
    await engine.classify(pcm(), ignore, never());
    expect(workers).toHaveLength(1);
  });

  it('hands the samples over instead of copying them, and hears of progress', async () => {
    let length: number | undefined;
    const { engine } = engineOf({
      classify: async ({ channels }, _columns, onProgress) => {
        length = channels[0]?.length;
        await onProgress(0.5);
        return { value: makeClassification() };
      },
    });
    const given = pcm();
    const fractions: number[] = [];
    const result = await engine.classify(given, (fraction) => fractions.push(fraction), never());
    expect(result.verdict).toBe('hot');
    expect(length).toBe(2);
    expect(given.channels[0]?.length).toBe(0);
    expect(fractions).toEqual([0.5]);
  });

  it('passes the core’s own code and sentence on, and keeps the worker', async () => {
    const { engine, workers } = engineOf(
      faulty({
        kind: 'refused',
        code: 'silent',
        values: {},
        sentence: 'This recording is silent.',
      }),
    );
    const failure = await failureOf(engine.classify(pcm(), ignore, never()));
    expect(failure).toMatchObject({ code: 'silent', message: 'This recording is silent.' });
    expect(workers).toHaveLength(1);
  });

  it('replaces a worker that panicked, and keeps the panic’s text', async () => {
    const { engine, workers } = engineOf(
      faulty({ kind: 'crashed', detail: 'panicked at src/mel.rs:1' }),
      answering,
    );
    const failure = await failureOf(engine.classify(pcm(), ignore, never()));
    expect(failure).toMatchObject({ code: 'crashed', detail: 'panicked at src/mel.rs:1' });
    expect(workers.map((worker) => worker.terminated)).toEqual([true, false]);
    await expect(engine.classify(pcm(), ignore, never())).resolves.toMatchObject({
      verdict: 'hot',
    });
    expect(workers).toHaveLength(2);
  });

  it('does not wait forever for a worker that died without a word', async () => {
    const { engine, workers } = engineOf({ classify: () => new Promise(ignore) }, answering);
    await engine.warm();
    const waiting = failureOf(engine.classify(pcm(), ignore, never()));
    workers[0]?.fail('out of memory');
    expect(await waiting).toMatchObject({ code: 'crashed', detail: 'out of memory' });
    await expect(engine.classify(pcm(), ignore, never())).resolves.toMatchObject({
      verdict: 'hot',
    });
  });

  it('tells when its script is missing, and tries again only with the next recording', async () => {
    const { engine, workers } = engineOf({ warm: () => new Promise(ignore) }, answering);
    const warming = engine.warm();
    workers[0]?.fail('404');
    await warming;
    expect(engine.status.value).toBe('failed');
    expect(workers).toHaveLength(1);
    await engine.classify(pcm(), ignore, never());
    expect(engine.status.value).toBe('ready');
    expect(workers).toHaveLength(2);
  });

  it('tells a worker that never came up from one that died at a recording', async () => {
    const { engine, workers } = engineOf({ warm: () => new Promise(ignore) });
    const waiting = failureOf(engine.classify(pcm(), ignore, never()));
    workers[0]?.fail('404');
    expect((await waiting).code).toBe('not-loaded');
  });

  it('tells when wasm or model is missing, and tries again only with the next recording', async () => {
    const { engine, workers } = engineOf(
      faulty({ kind: 'not-loaded', detail: '404 for hot-or-cold.onnx' }),
      answering,
    );
    const failure = await failureOf(engine.classify(pcm(), ignore, never()));
    expect(failure.code).toBe('not-loaded');
    expect(engine.status.value).toBe('failed');
    expect(workers).toHaveLength(1);
    await engine.classify(pcm(), ignore, never());
    expect(workers).toHaveLength(2);
  });

  it('ends the worker of a recording that was removed while it ran', async () => {
    const { engine, workers } = engineOf({ classify: () => new Promise(ignore) }, answering);
    const abort = new AbortController();
    const running = engine.classify(pcm(), ignore, abort.signal);
    abort.abort(new Error('removed'));
    await expect(running).rejects.toThrow('removed');
    expect(workers[0]?.terminated).toBe(true);
    await vi.waitFor(() => expect(engine.status.value).toBe('ready'));
  });

  it('leaves nobody waiting for a worker that was ended for another', async () => {
    const { engine } = engineOf({ classify: () => new Promise(ignore) }, answering);
    const abort = new AbortController();
    const other = failureOf(engine.classify(pcm(), ignore, never()));
    const removed = engine.classify(pcm(), ignore, abort.signal);
    abort.abort(new Error('removed'));
    await expect(removed).rejects.toThrow('removed');
    expect((await other).code).toBe('crashed');
  });

  it('asks nothing for a recording that was removed before', async () => {
    const { engine, workers } = engineOf(answering);
    await expect(engine.classify(pcm(), ignore, AbortSignal.abort())).rejects.toThrow();
    expect(workers).toHaveLength(0);
  });
});
