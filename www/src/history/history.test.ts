import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeImageData, stubEmptyStorage } from '../../test/fake-browser.ts';
import { makeClassification } from '../../test/fixtures.ts';
import { fileSource, liveSource, type Result, Results, type Source } from '../results/results.ts';
import { Undo } from '../ui/undo.ts';
import { Failure } from '../util/failure.ts';
import { DatabaseConnection } from './database.ts';
import { DeleteWithUndo } from './delete-with-undo.ts';
import { History } from './history.ts';
import { toRecord } from './result-record.ts';
import { DATABASE, type Database, upgrade, VERSION } from './schema.ts';
import { readResults, trimRecordings, writeResult } from './store.ts';

beforeEach(() => {
  stubEmptyStorage();
  vi.stubGlobal('ImageData', FakeImageData);
});
afterEach(() => vi.unstubAllGlobals());

async function visit() {
  const results = new Results();
  const door = new DatabaseConnection();
  const history = new History(results, door);
  await history.start();
  const undo = new Undo({ say: () => undefined });
  const again = vi.fn();
  const removal = new DeleteWithUndo(results, history, { reclassify: again }, undo);
  const add = async (source: Source, state: Result['state']['value']) => {
    const [result] = results.add([source]);
    if (!result) throw new Error('no result');
    result.recording.value = await source.load(new AbortController().signal);
    result.state.value = state;
    await history.settled();
    return result;
  };
  const names = () => results.list.value.map(({ source }) => source.name);
  return { results, door, history, undo, again, removal, add, names };
}

const file = (name = 'a.wav', text = 'sound') => new File([text], name, { type: 'audio/wav' });
const classified = (changes = {}) =>
  ({ phase: 'classified', classification: makeClassification(changes) }) as const;
const failed = { phase: 'failed', failure: new Failure('crashed', 'It stopped; retry.') } as const;

describe('History', () => {
  it('brings back what was classified, with picture and recording', async () => {
    const first = await visit();
    await first.add(fileSource(file()), classified({ verdict: 'cold' }));
    expect(first.history.count.value).toBe(1);
    const { results } = await visit();
    const [result] = results.list.value;
    expect(result?.finalState.value).toMatchObject({
      classification: { verdict: 'cold', windows: [] },
    });
    expect((await result?.mediaStore?.spectrogram())?.image).toMatchObject({ width: 1, height: 1 });
    const recording = await result?.mediaStore?.recording();
    expect(await recording?.text()).toBe('sound');
    expect([recording?.name, recording?.type]).toEqual(['a.wav', 'audio/wav']);
  });

  it('has the newest on top, a batch in its own order', async () => {
    const { results, history } = await visit();
    vi.useFakeTimers({ toFake: ['Date'] });
    for (const batch of [['a', 'b'], ['c']]) {
      vi.advanceTimersByTime(1000);
      for (const { state } of results.add(batch.map((name) => fileSource(file(name))))) {
        state.value = classified();
      }
    }
    vi.useRealTimers();
    await history.settled();
    expect((await visit()).names()).toEqual(['c', 'a', 'b']);
  });

  it('keeps a failure only of what the microphone heard', async () => {
    const { add } = await visit();
    await add(fileSource(file('own.wav')), failed);
    await add(liveSource(file('live.wav')), failed);
    const { results, names } = await visit();
    expect(names()).toEqual(['live.wav']);
    const loaded = await results.list.value[0]?.source.load(new AbortController().signal);
    expect(await loaded?.text()).toBe('sound');
  });

  it('keeps no example', async () => {
    const { add } = await visit();
    await add({ ...fileSource(file()), origin: { kind: 'synthesised' } }, classified());
    expect((await visit()).names()).toEqual([]);
  });

  it('keeps the label, and its taking back', async () => {
    const first = await visit();
    const result = await first.add(fileSource(file()), classified());
    result.label.value = 'hot';
    await first.history.settled();
    const second = await visit();
    const [again] = second.results.list.value;
    expect(again?.label.value).toBe('hot');
    if (again) again.label.value = undefined;
    await second.history.settled();
    expect((await visit()).results.list.value[0]?.label.value).toBeUndefined();
  });

  it('removes, and takes that back', async () => {
    const { add, removal, undo, history, names } = await visit();
    const [a] = [
      await add(fileSource(file('a')), classified()),
      await add(fileSource(file('b')), classified()),
    ];
    removal.remove(a, () => undefined);
    await history.settled();
    expect(history.count.value).toBe(1);
    expect((await visit()).names()).toEqual(['b']);
    undo.undo();
    await history.settled();
    expect(names()).toEqual(['b', 'a']);
    expect((await visit()).names()).toEqual(['b', 'a']);
    removal.remove(a, () => undefined);
    undo.commit();
    await history.settled();
    const { door } = await visit();
    expect(await door.run((database) => database.getAllKeys('recordings'))).toHaveLength(1);
  });

  it('does not bring back what another tab removed, by a label', async () => {
    const first = await visit();
    const result = await first.add(fileSource(file()), classified());
    (await visit()).history.clear();
    await new Promise((resolve) => setTimeout(resolve, 20));
    result.label.value = 'hot';
    await first.history.settled();
    expect(await first.door.run((database) => database.count('results'))).toBe(0);
  });

  it('keeps nothing further when switched off, and all that is there when switched on', async () => {
    const { add, history } = await visit();
    history.setEnabled(false);
    await add(fileSource(file()), classified());
    expect((await visit()).names()).toEqual([]);
    expect((await visit()).history.enabled.value).toBe(false);
    history.setEnabled(true);
    await history.settled();
    expect((await visit()).names()).toEqual(['a.wav']);
  });

  it('writes again what is on the page after all was removed', async () => {
    const { add, history } = await visit();
    await add(fileSource(file()), classified());
    history.setEnabled(false);
    history.clear();
    history.setEnabled(true);
    await history.settled();
    const [result] = (await visit()).results.list.value;
    expect(await (await result?.mediaStore?.recording())?.text()).toBe('sound');
  });

  it('leaves out what is damaged, and counts it', async () => {
    const { add, door } = await visit();
    await add(fileSource(file()), classified());
    await door.run((database) => database.put('results', { id: 'x' }));
    const { history, names } = await visit();
    expect(names()).toEqual(['a.wav']);
    expect(history.unreadable.value).toBe(1);
  });

  it('says which recording is not kept any more', async () => {
    const { add, door } = await visit();
    await add(fileSource(file()), classified());
    await door.run((database) => trimRecordings(database, 0));
    const [result] = (await visit()).results.list.value;
    expect(await result?.mediaStore?.recording()).toBeUndefined();
    await expect(result?.source.load(new AbortController().signal)).rejects.toMatchObject({
      code: 'audio-gone',
    });
  });
});

describe('the store', () => {
  const record = (id: string, date: number) =>
    ({ id, name: id, date, place: 0, bytes: 1, model: { version: '', sha256: '' } }) as never;

  it('lets go of the oldest recordings first', async () => {
    const { door } = await visit();
    const left = await door.run(async (database) => {
      for (const [id, date] of [
        ['b', 2],
        ['c', 3],
        ['a', 1],
      ] as const) {
        await writeResult(database, record(id, date), new Blob(['123']), undefined);
      }
      await trimRecordings(database, 7);
      return [await database.getAllKeys('recordings'), await database.count('results')];
    });
    expect(left).toEqual([['b', 'c'], 3]);
  });

  it('forgets for good what a closed page left removed', async () => {
    const first = await visit();
    const result = await first.add(fileSource(file()), classified());
    first.history.markRemoved(result);
    await first.history.settled();
    const left = await first.door.run(async (database) => {
      await readResults(database, Date.now() + 61_000);
      return database.count('recordings');
    });
    expect(left).toBe(0);
  });
});

describe('the schema', () => {
  it('takes up what an older version of the page has kept', async () => {
    const old = await openDB(DATABASE, 1, {
      upgrade: (database) => upgrade(database as unknown as Database, 0, 1),
    });
    expect([...old.objectStoreNames]).toEqual(['pictures', 'recordings', 'results']);
    const record = toRecord('1', restingResult(), classified(), 1);
    await old.put('results', record);
    old.close();
    const { names, door } = await visit();
    expect(names()).toEqual(['old.wav']);
    expect(await door.run((database) => database.count('cups'))).toBe(0);
  });

  it('keeps bytes and no Blobs, and reads the Blobs of an older version', async () => {
    const first = await visit();
    await first.add(fileSource(file()), classified());
    const bytes = await first.door.run(async (database) => {
      const [recording] = await database.getAll('recordings');
      const [kept] = await database.getAll('pictures');
      if (!recording || !kept) return [];
      const old = new Blob(['older'], { type: 'audio/mp4' }) as never;
      await database.put('recordings', { ...recording, file: old });
      const pixels = new Blob([kept.picture.pixels]) as never;
      await database.put('pictures', { ...kept, picture: { ...kept.picture, pixels } });
      return [recording.file.bytes, kept.picture.pixels];
    });
    expect(bytes).toEqual([expect.any(ArrayBuffer), expect.any(ArrayBuffer)]);
    const [result] = (await visit()).results.list.value;
    const recording = await result?.mediaStore?.recording();
    expect([await recording?.text(), recording?.type]).toEqual(['older', 'audio/mp4']);
    expect((await result?.mediaStore?.spectrogram())?.image).toMatchObject({ width: 1, height: 1 });
  });

  it('waits for an older page in another tab, and says so', async () => {
    const old = await openDB(DATABASE, 1, {
      upgrade: (database) => upgrade(database as unknown as Database, 0, 1),
    });
    const door = new DatabaseConnection();
    const asked = door.run((database) => database.count('results'));
    await vi.waitFor(() => expect(door.problem.value).toBe('blocked'));
    old.close();
    expect(await asked).toBe(0);
    expect(door.problem.value).toBeUndefined();
  });
});

function restingResult(): Result {
  const [result] = new Results().add([fileSource(file('old.wav'))]);
  if (!result) throw new Error('no result');
  return result;
}

describe('a problem', () => {
  it('is a missing IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { door, add, results } = await visit();
    await add(fileSource(file()), classified());
    expect(door.problem.value).toBe('absent');
    expect(results.list.value).toHaveLength(1);
  });

  it('is a database that may not be opened', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    expect((await visit()).door.problem.value).toBe('absent');
  });

  it('is a full device, until there is room', async () => {
    const { door, add } = await visit();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await add(fileSource(file('a')), classified());
    expect(door.problem.value).toBe('full');
    put.mockRestore();
    await add(fileSource(file('b')), classified());
    expect(door.problem.value).toBeUndefined();
    expect((await visit()).names()).toEqual(['b']);
  });

  it('is a newer form than this page knows', async () => {
    (await openDB(DATABASE, VERSION + 1)).close();
    expect((await visit()).door.problem.value).toBe('newer');
  });

  it('is a newer page in another tab, which does not have to wait', async () => {
    const { door, add } = await visit();
    (await openDB(DATABASE, VERSION + 1)).close();
    expect(door.problem.value).toBe('outdated');
    await add(fileSource(file()), classified());
    expect(door.problem.value).toBe('outdated');
  });
});
