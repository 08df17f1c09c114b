import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeWorker } from '../../test/fake-worker.ts';
import { DecoderClient } from './decoder-client.ts';
import type { DecodedFile, DecodeOutcome, DecoderApi } from './protocol.ts';

const decoded = (): { value: DecodedFile } => ({
  value: { channels: [new Float32Array([0.5])], sampleRate: 48_000, wav: undefined },
});

/** A client of workers with the given APIs, of which the last repeats. */
function createClient(...apis: Partial<DecoderApi>[]) {
  const workers: FakeWorker[] = [];
  const client = new DecoderClient(() => {
    const worker = new FakeWorker(apis[Math.min(workers.length, apis.length - 1)] ?? {});
    workers.push(worker);
    return worker as unknown as Worker;
  });
  const terminated = () => workers.map((worker) => worker.terminated);
  const started = () => vi.waitFor(() => expect(workers.length).toBeGreaterThan(0));
  return { client, workers, terminated, started };
}

const file = () => new Blob(['aiff']);
const never = () => new Promise<never>(() => undefined);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('DecoderClient', () => {
  it('starts no worker before it is needed, and ends it afterwards', async () => {
    const { client, terminated } = createClient({ decode: async () => decoded() });
    expect(terminated()).toEqual([]);
    expect((await client.decode(file())).channels[0]?.[0]).toBe(0.5);
    expect(terminated()).toEqual([true]);
  });

  it('decodes a batch in one worker, one file at a time', async () => {
    let running = 0;
    const contents: string[] = [];
    const { client, terminated } = createClient({
      decode: async (blob) => {
        running += 1;
        expect(running).toBe(1);
        contents.push(await blob.text());
        running -= 1;
        return decoded();
      },
    });
    await Promise.all(['a', 'b', 'c'].map((content) => client.decode(new Blob([content]))));
    expect(contents).toEqual(['a', 'b', 'c']);
    expect(terminated()).toEqual([true]);
  });

  it('reports a refusal with its sentence, and keeps the worker', async () => {
    const refusal: DecodeOutcome<DecodedFile> = {
      fault: {
        kind: 'refused',
        values: { code: 'unsupported-codec', codec: 'AC-3' },
        sentence: 'The sound in this file (AC-3) can’t be decoded here.',
        detail: '',
      },
    };
    let calls = 0;
    const { client, workers } = createClient({
      decode: async () => (calls++ === 0 ? refusal : decoded()),
    });
    const [first, second] = await Promise.allSettled([
      client.decode(file()),
      client.decode(file()),
    ]);
    expect(first).toMatchObject({
      reason: { code: 'undecodable', sentence: expect.stringContaining('AC-3') },
    });
    expect(second.status).toBe('fulfilled');
    expect(workers).toHaveLength(1);
  });

  it('replaces a worker that crashed, and decodes the others', async () => {
    const { client, terminated } = createClient(
      { decode: async () => ({ fault: { kind: 'crashed', detail: 'attempt to add' } }) },
      { decode: async () => decoded() },
    );
    const results = await Promise.allSettled([1, 2, 3].map(() => client.decode(file())));
    expect(results[0]).toMatchObject({ reason: { code: 'crashed', detail: 'attempt to add' } });
    expect(results.slice(1).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(terminated()).toEqual([true, true]);
  });

  it('replaces a worker whose script fails', async () => {
    const { client, workers, started } = createClient(
      { warm: never, decode: never },
      { decode: async () => decoded() },
    );
    const first = client.decode(file());
    const second = client.decode(file());
    await started();
    workers[0]?.fail('404');
    await expect(first).rejects.toMatchObject({ code: 'not-loaded' });
    await expect(second).resolves.toBeDefined();
  });

  it('ends a worker in an endless loop, but not one with progress', async () => {
    let progress: (() => void) | undefined;
    const { client, terminated, started } = createClient(
      {
        decode: (_, onProgress) => {
          progress = onProgress;
          return never();
        },
      },
      { decode: async () => decoded() },
    );
    const first = client.decode(file());
    const outcome = expect(first).rejects.toMatchObject({ code: 'crashed' });
    const second = client.decode(file());
    await started();
    await vi.waitFor(() => expect(progress).toBeDefined());
    for (let minute = 0; minute < 3; minute++) {
      vi.advanceTimersByTime(20_000);
      await progress?.();
    }
    expect(terminated()).toEqual([false]);
    vi.advanceTimersByTime(30_000);
    await outcome;
    await second;
    expect(terminated()).toEqual([true, true]);
  });

  it('requests its files again once the first service worker is active', async () => {
    const container = Object.assign(new EventTarget(), { controller: null });
    const listening = vi.spyOn(container, 'addEventListener');
    const fetched: string[] = [];
    vi.stubGlobal('navigator', { serviceWorker: container });
    vi.stubGlobal('fetch', async (url: string) => fetched.push(url));
    const urls = ['https://a.b/decoder.worker.js', 'https://a.b/decoder.wasm'];
    const { client } = createClient({
      urls: async () => urls,
      decode: async () => decoded(),
    });
    await Promise.all([1, 2, 3].map(() => client.decode(file())));
    expect(fetched).toEqual([]);
    await vi.waitFor(() => expect(listening).toHaveBeenCalled());
    container.dispatchEvent(new Event('controllerchange'));
    container.dispatchEvent(new Event('controllerchange'));
    expect(fetched).toEqual(urls);
  });

  it('reports a recording of no length as no-samples', async () => {
    const { client } = createClient({
      decode: async () => ({ value: { channels: [], sampleRate: 0, wav: undefined } }),
    });
    await expect(client.decode(file())).rejects.toMatchObject({ code: 'no-samples' });
  });
});
