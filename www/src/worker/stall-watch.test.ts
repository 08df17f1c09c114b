import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchAsset } from './fetch-asset.ts';
import { StallWatch } from './stall-watch.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('StallWatch', () => {
  function watch() {
    const onStalled = vi.fn();
    const created = new StallWatch(10_000);
    void created.stalled.then(onStalled);
    created.restart();
    const pass = async (ms: number) => {
      vi.advanceTimersByTime(ms);
      await settle();
      return onStalled.mock.calls.length;
    };
    return { created, pass };
  }

  it('resolves after the limit without activity', async () => {
    const { pass } = watch();
    expect(await pass(9999)).toBe(0);
    expect(await pass(1)).toBe(1);
  });

  it('waits longer after an activity, and does not resolve once stopped', async () => {
    const { created, pass } = watch();
    await pass(9000);
    created.restart();
    expect(await pass(9000)).toBe(0);
    created.stop();
    expect(await pass(60_000)).toBe(0);
  });

  it('gives the worker of a page that was frozen for hours half the time', async () => {
    const { pass } = watch();
    // A timer that is due after hours fires once.
    vi.runOnlyPendingTimers();
    expect(await pass(4999)).toBe(0);
    expect(await pass(1)).toBe(1);
  });
});

describe('fetchAsset', () => {
  /** Answers with a body that sends its chunks one at a time. */
  function stubFetch() {
    let body: ReadableStreamDefaultController<Uint8Array> | undefined;
    vi.stubGlobal('location', { href: 'https://site/worker.js' });
    vi.stubGlobal('fetch', async (_: string, { signal }: { signal: AbortSignal }) => {
      signal.throwIfAborted();
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          body = controller;
          signal.addEventListener('abort', () => controller.error(signal.reason));
        },
      });
      return new Response(stream);
    });
    return { send: () => body?.enqueue(new Uint8Array(3)), end: () => body?.close() };
  }

  it('returns a slow file whose bytes keep arriving', async () => {
    const { send, end } = stubFetch();
    const bytes = fetchAsset('a.wasm').then((response) => response.arrayBuffer());
    await settle();
    for (let i = 0; i < 5; i++) {
      vi.advanceTimersByTime(20_000);
      send();
      await settle();
    }
    end();
    expect((await bytes).byteLength).toBe(15);
  });

  it('rejects with a sentence if the bytes stop', async () => {
    const { send } = stubFetch();
    const bytes = fetchAsset('a.wasm').then((response) => response.arrayBuffer());
    const failed = expect(bytes).rejects.toThrow('/a.wasm stopped arriving');
    await settle();
    send();
    await settle();
    vi.advanceTimersByTime(30_000);
    await failed;
  });

  it('rejects if no answer comes at all', async () => {
    vi.stubGlobal('location', { href: 'https://site/worker.js' });
    vi.stubGlobal(
      'fetch',
      (_: string, { signal }: { signal: AbortSignal }) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(signal.reason)),
        ),
    );
    const failed = expect(fetchAsset('a.wasm')).rejects.toThrow('stopped arriving');
    vi.advanceTimersByTime(30_000);
    await failed;
  });
});
