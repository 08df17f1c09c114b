import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeLocks, stubEmptyStorage } from '../../test/fake-browser.ts';
import type { Source } from '../results/results.ts';
import { Undo } from '../ui/undo.ts';
import { withBackups } from './backup-store.ts';
import { CaptureBuffer } from './capture-buffer.ts';
import { InterruptedRecordings, sentenceOf } from './interrupted-recordings.ts';
import { RecordingBackup } from './recording-backup.ts';

const RATE = 1000;
const HEADER_BYTES = 44;
const NOW = new Date(2026, 5, 1, 14, 3).getTime();

beforeEach(() => {
  stubEmptyStorage();
  vi.stubGlobal('navigator', { locks: new FakeLocks() });
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Records some seconds, the sample values of which are the number of their second. */
async function record(seconds: number) {
  const buffer = new CaptureBuffer();
  const backup = new RecordingBackup(buffer, RATE);
  const add = async (value: number, samples = RATE) => {
    buffer.add({ start: buffer.end, samples: new Float32Array(samples).fill(value / 32767) });
    backup.update();
    await settle();
  };
  for (let second = 1; second <= seconds; second++) await add(second);
  return { buffer, backup, add };
}

/** Lets IndexedDB finish. */
async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve));
}

function countStored(): Promise<number[]> {
  return withBackups((database) =>
    Promise.all([database.count('recordings'), database.count('chunks')]),
  );
}

async function visit() {
  const announcer = { announce: vi.fn() };
  const undo = new Undo(announcer);
  const sources: Source[] = [];
  let finish: () => void = () => undefined;
  const onSource = vi.fn((source: Source) => {
    sources.push(source);
    return new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  const interrupted = new InterruptedRecordings({ announcer, undo, onSource });
  void interrupted.start();
  await settle();
  const first = () => {
    const [recording] = interrupted.list.value;
    if (!recording) throw new Error('nothing is offered');
    return recording;
  };
  const load = (index = 0) => sources[index]?.load(new AbortController().signal);
  return { announcer, undo, interrupted, first, load, sources, finish: () => finish() };
}

describe('InterruptedRecordings', () => {
  it('offers a recording of a page that crashed', async () => {
    const { backup } = await record(42);
    await backup.release();
    const { first, announcer } = await visit();
    expect(sentenceOf(first())).toBe('A recording of 0:42 from 14:03 was interrupted.');
    expect(announcer.announce).toHaveBeenCalledWith(
      expect.stringMatching(/^A recording of 0:42 from 14:03 was interrupted\. You can/),
    );
  });

  it('names the date of a recording of another day', async () => {
    const { backup } = await record(2);
    await backup.release();
    vi.setSystemTime(NOW + 24 * 3_600_000);
    expect(sentenceOf((await visit()).first())).toContain('1 Jun 2026, 14:03');
  });

  it('returns the samples as a WAV, and deletes them once the result is stored', async () => {
    const { backup } = await record(3);
    await backup.release();
    const { interrupted, first, sources, load, finish } = await visit();
    const done = interrupted.classify(first());
    expect(interrupted.list.value).toEqual([]);
    expect(sources[0]).toMatchObject({
      name: 'pour-2026-06-01-14-03-00.wav',
      origin: { kind: 'live' },
    });
    const bytes = await (await load())?.slice(HEADER_BYTES).arrayBuffer();
    const samples = new Int16Array(bytes ?? new ArrayBuffer());
    expect([samples.length, samples[0], samples[RATE], samples.at(-1)]).toEqual([3000, 1, 2, 3]);
    expect(await countStored()).toEqual([1, 3]);
    finish();
    await done;
    expect(await countStored()).toEqual([0, 0]);
    expect((await visit()).interrupted.list.value).toEqual([]);
  });

  it('offers a recording again if the page crashes while it is classified', async () => {
    const { backup } = await record(2);
    await backup.release();
    const { interrupted, first } = await visit();
    const recording = first();
    void interrupted.classify(recording);
    recording.releaseLock();
    expect((await visit()).interrupted.list.value).toHaveLength(1);
  });

  it('deletes a recording at once, and writes it back on undo', async () => {
    const { backup } = await record(2);
    await backup.release();
    const { interrupted, first, undo, load } = await visit();
    const onUndo = vi.fn();
    await interrupted.delete(first(), onUndo);
    expect(await countStored()).toEqual([0, 0]);
    undo.undo();
    await vi.waitFor(() => expect(onUndo).toHaveBeenCalled());
    void interrupted.classify(first());
    expect((await load())?.size).toBe(HEADER_BYTES + 2 * 2 * RATE);
  });

  it('does not offer the recording of another tab that is still recording', async () => {
    const [one, other] = [await record(3), await record(5)];
    const { interrupted } = await visit();
    expect(interrupted.list.value).toEqual([]);
    await one.backup.delete();
    await settle();
    expect(interrupted.list.value).toEqual([]);
    // That tab crashes.
    await other.backup.release();
    await settle();
    expect(interrupted.list.value).toMatchObject([{ seconds: 5 }]);
  });

  it('offers a recording in one tab only', async () => {
    const { backup } = await record(2);
    await backup.release();
    const [one, other] = [await visit(), await visit()];
    expect(one.interrupted.list.value).toHaveLength(1);
    expect(other.interrupted.list.value).toEqual([]);
  });

  it('keeps five recordings, the newest first', async () => {
    for (let i = 1; i <= 7; i++) {
      vi.setSystemTime(NOW + i);
      await (await record(1)).backup.release();
    }
    const { interrupted } = await visit();
    expect(interrupted.list.value.map(({ date }) => date - NOW)).toEqual([7, 6, 5, 4, 3]);
    expect(await countStored()).toEqual([5, 5]);
  });

  it('offers nothing without IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    expect((await visit()).interrupted.list.value).toEqual([]);
  });
});

describe('RecordingBackup', () => {
  it('writes a chunk per second', async () => {
    const { add } = await record(0);
    for (let i = 0; i < 9; i++) await add(1, RATE / 10);
    expect(await countStored()).toEqual([0, 0]);
    await add(1, RATE / 10);
    expect(await countStored()).toEqual([1, 1]);
    for (let i = 0; i < 20; i++) await add(1, RATE / 10);
    expect(await countStored()).toEqual([1, 3]);
  });

  it('deletes the audio that the recorder discarded', async () => {
    const { buffer, add, backup } = await record(9);
    buffer.discardBefore(6 * RATE);
    await add(10);
    expect(await countStored()).toEqual([1, 4]);
    await backup.release();
    expect((await visit()).first().seconds).toBe(4);
  });

  it('writes nothing after its end', async () => {
    const { add, backup } = await record(2);
    await backup.delete();
    await add(3);
    expect(await countStored()).toEqual([0, 0]);
  });

  it.each([
    ['IndexedDB', () => vi.stubGlobal('indexedDB', undefined)],
    ['Web Locks', () => vi.stubGlobal('navigator', {})],
    [
      'space',
      () =>
        vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
          throw new DOMException('full', 'QuotaExceededError');
        }),
    ],
  ])('does nothing without %s', async (_, breaking) => {
    breaking();
    const { backup } = await record(3);
    await backup.delete();
    await (await record(1)).backup.release();
  });
});
