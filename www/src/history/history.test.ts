import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeImageData, stubEmptyStorage } from '../../test/fake-browser.ts';
import { classified, file, visit } from '../../test/visit.ts';
import { fileSource, liveSource, type Result, Results } from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import { DatabaseConnection } from './database.ts';
import { toRecord } from './result-record.ts';
import { DATABASE, type Database, upgrade } from './schema.ts';
import { readResults, trimRecordings, writeMedia, writeRecord } from './store.ts';

beforeEach(() => {
  stubEmptyStorage();
  vi.stubGlobal('ImageData', FakeImageData);
});
afterEach(() => vi.unstubAllGlobals());

const failed = { phase: 'failed', failure: new Failure('crashed', 'It stopped; retry.') } as const;

describe('History', () => {
  it('restores results with spectrogram and recording', async () => {
    const first = await visit();
    await first.add(fileSource(file()), classified({ verdict: 'cold' }));
    expect(first.history.count.value).toBe(1);
    const { results } = await visit();
    const [result] = results.list.value;
    expect(result?.finalState.value).toMatchObject({
      classification: { verdict: 'cold', windows: [] },
    });
    expect((await result?.mediaStore?.spectrogram())?.image).toMatchObject({ width: 1, height: 1 });
    expect(await result?.mediaStore?.hasRecording()).toBe(true);
    const recording = await result?.mediaStore?.recording();
    expect(await recording?.text()).toBe('sound');
    expect([recording?.name, recording?.type]).toEqual(['a.wav', 'audio/wav']);
  });

  it('restores the newest first and each batch in its order', async () => {
    const { results, history } = await visit();
    vi.useFakeTimers({ toFake: ['Date'] });
    for (const batch of [['a', 'b'], ['c']]) {
      vi.advanceTimersByTime(1000);
      for (const { state } of results.add(batch.map((name) => fileSource(file(name))))) {
        state.value = classified();
      }
    }
    vi.useRealTimers();
    await history.whenSaved();
    expect((await visit()).names()).toEqual(['c', 'a', 'b']);
  });

  it('stores a verdict before its media, which take longer', async () => {
    const { add, connection, history } = await visit();
    const { arrayBuffer } = Blob.prototype;
    let finishReading: () => void = () => undefined;
    const reading = new Promise<void>((resolve) => {
      finishReading = resolve;
    });
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(async function (this: Blob) {
      await reading;
      return arrayBuffer.call(this);
    });
    const added = add(fileSource(file()), classified());
    await vi.waitFor(async () => expect((await visit()).names()).toEqual(['a.wav']));
    expect([history.isSaving.value, history.count.value]).toEqual([true, 0]);
    expect(await connection.run((database) => database.count('recordings'))).toBe(0);
    finishReading();
    await added;
    expect([history.isSaving.value, history.count.value]).toEqual([false, 1]);
    expect(await connection.run((database) => database.count('recordings'))).toBe(1);
    vi.restoreAllMocks();
  });

  it('stores the recording of a result that is checked again before it was written', async () => {
    const { results, connection, history } = await visit();
    const [result] = results.add([fileSource(file())]);
    if (!result) throw new Error('no result');
    result.recording.value = file();
    result.state.value = classified({ verdict: 'cold' });
    await vi.waitFor(async () => expect((await visit()).names()).toEqual(['a.wav']));
    result.state.value = classified({ verdict: 'hot' });
    await history.whenSaved();
    expect(history.count.value).toBe(1);
    expect(await connection.run((database) => database.count('recordings'))).toBe(1);
  });

  it('does not count a result whose recording could not be written', async () => {
    const { add, connection, history } = await visit();
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValue(new Error('full'));
    await add(fileSource(file()), classified());
    expect(history.count.value).toBe(0);
    expect(await connection.run((database) => database.count('results'))).toBe(1);
    vi.restoreAllMocks();
  });

  it('stores no media of a result that was deleted meanwhile', async () => {
    const { connection } = await visit();
    await connection.run((database) =>
      writeMedia(database, { id: 'gone', date: 1 }, new Blob(['123']), undefined),
    );
    expect(await connection.run((database) => database.count('recordings'))).toBe(0);
  });

  it('stores failures of live recordings only', async () => {
    const { add } = await visit();
    await add(fileSource(file('own.wav')), failed);
    await add(liveSource(file('live.wav')), failed);
    const { results, names } = await visit();
    expect(names()).toEqual(['live.wav']);
    const loaded = await results.list.value[0]?.source.load(new AbortController().signal);
    expect(await loaded?.text()).toBe('sound');
  });

  it('stores no examples', async () => {
    const { add } = await visit();
    await add({ ...fileSource(file()), origin: { kind: 'synthesised' } }, classified());
    expect((await visit()).names()).toEqual([]);
  });

  it('stores a label and its removal', async () => {
    const first = await visit();
    const result = await first.add(fileSource(file()), classified());
    result.label.value = 'hot';
    await first.history.whenSaved();
    const second = await visit();
    const [again] = second.results.list.value;
    expect(again?.label.value).toBe('hot');
    if (again) again.label.value = undefined;
    await second.history.whenSaved();
    expect((await visit()).results.list.value[0]?.label.value).toBeUndefined();
  });

  it('removes a result and undoes the removal', async () => {
    const { add, deletion, undo, history, names } = await visit();
    const [a] = [
      await add(fileSource(file('a')), classified()),
      await add(fileSource(file('b')), classified()),
    ];
    deletion.remove(a, () => undefined);
    await history.whenSaved();
    expect(history.count.value).toBe(1);
    expect((await visit()).names()).toEqual(['b']);
    undo.undo();
    await history.whenSaved();
    expect(names()).toEqual(['b', 'a']);
    expect((await visit()).names()).toEqual(['b', 'a']);
    deletion.remove(a, () => undefined);
    undo.commit();
    await history.whenSaved();
    const { connection } = await visit();
    expect(await connection.run((database) => database.getAllKeys('recordings'))).toHaveLength(1);
  });

  it('stores a name and a note, and their removal', async () => {
    const { history, add } = await visit();
    const result = await add(fileSource(file()), classified());
    result.customName.value = 'Blue mug';
    result.note.value = 'Lid on';
    await history.whenSaved();
    const { results, history: later } = await visit();
    const [again] = results.list.value;
    expect([again?.customName.value, again?.note.value]).toEqual(['Blue mug', 'Lid on']);
    expect(again?.source.name).toBe('a.wav');
    if (again) again.customName.value = undefined;
    await later.whenSaved();
    const [last] = (await visit()).results.list.value;
    expect([last?.customName.value, last?.note.value]).toEqual([undefined, 'Lid on']);
  });

  it('does not restore a result deleted in another tab when it is labelled', async () => {
    const first = await visit();
    const result = await first.add(fileSource(file()), classified());
    (await visit()).history.clear();
    await new Promise((resolve) => setTimeout(resolve, 20));
    result.label.value = 'hot';
    await first.history.whenSaved();
    expect(await first.connection.run((database) => database.count('results'))).toBe(0);
  });

  it('stores nothing while disabled and all results once enabled', async () => {
    const { add, history } = await visit();
    history.setEnabled(false);
    await add(fileSource(file()), classified());
    expect((await visit()).names()).toEqual([]);
    expect((await visit()).history.isEnabled.value).toBe(false);
    history.setEnabled(true);
    await history.whenSaved();
    expect((await visit()).names()).toEqual(['a.wav']);
  });

  it('stores annotations that changed while disabled once enabled', async () => {
    const { add, history } = await visit();
    const result = await add(fileSource(file()), classified());
    history.setEnabled(false);
    result.label.value = 'hot';
    result.customName.value = 'Blue mug';
    await history.whenSaved();
    expect((await visit()).results.list.value[0]?.label.value).toBeUndefined();
    history.setEnabled(true);
    await history.whenSaved();
    const [again] = (await visit()).results.list.value;
    expect([again?.label.value, again?.customName.value]).toEqual(['hot', 'Blue mug']);
  });

  it('stores the results of the page again after clear', async () => {
    const { add, history } = await visit();
    await add(fileSource(file()), classified());
    history.setEnabled(false);
    history.clear();
    history.setEnabled(true);
    await history.whenSaved();
    const [result] = (await visit()).results.list.value;
    expect(await (await result?.mediaStore?.recording())?.text()).toBe('sound');
  });

  it('skips damaged records and counts them', async () => {
    const { add, connection } = await visit();
    await add(fileSource(file()), classified());
    await connection.run((database) => database.put('results', { id: 'x' }));
    const { history, names } = await visit();
    expect(names()).toEqual(['a.wav']);
    expect(history.unreadable.value).toBe(1);
  });

  it('reports a recording that is no longer stored', async () => {
    const { add, connection } = await visit();
    await add(fileSource(file()), classified());
    await connection.run((database) => trimRecordings(database, 0));
    const [result] = (await visit()).results.list.value;
    expect(await result?.mediaStore?.recording()).toBeUndefined();
    expect(await result?.mediaStore?.hasRecording()).toBe(false);
    await expect(result?.source.load(new AbortController().signal)).rejects.toMatchObject({
      code: 'audio-gone',
    });
  });
});

describe('store', () => {
  const record = (id: string, date: number) =>
    ({ id, name: id, date, place: 0, bytes: 1, model: { version: '', sha256: '' } }) as never;

  it('deletes the oldest recordings first', async () => {
    const { connection } = await visit();
    const left = await connection.run(async (database) => {
      for (const [id, date] of [
        ['b', 2],
        ['c', 3],
        ['a', 1],
      ] as const) {
        await writeRecord(database, record(id, date));
        await writeMedia(database, { id, date }, new Blob(['123']), undefined);
      }
      await trimRecordings(database, 7);
      return [await database.getAllKeys('recordings'), await database.count('results')];
    });
    expect(left).toEqual([['b', 'c'], 3]);
  });

  it('deletes results whose removal a closed page left pending', async () => {
    const first = await visit();
    const result = await first.add(fileSource(file()), classified());
    first.history.markRemoved(result);
    await first.history.whenSaved();
    const left = await first.connection.run(async (database) => {
      await readResults(database, Date.now() + 61_000);
      return database.count('recordings');
    });
    expect(left).toBe(0);
  });
});

describe('schema', () => {
  it('reads the results of version 1', async () => {
    const old = await openDB(DATABASE, 1, {
      upgrade: (database) => upgrade(database as unknown as Database, 0, 1),
    });
    expect([...old.objectStoreNames]).toEqual(['pictures', 'recordings', 'results']);
    const record = toRecord('1', restingResult(), classified(), 1);
    await old.put('results', record);
    old.close();
    const { names, connection } = await visit();
    expect(names()).toEqual(['old.wav']);
    expect(await connection.run((database) => database.count('cups'))).toBe(0);
  });

  it('stores bytes and reads the Blobs of version 2', async () => {
    const first = await visit();
    await first.add(fileSource(file()), classified());
    const bytes = await first.connection.run(async (database) => {
      const [recording] = await database.getAll('recordings');
      const [stored] = await database.getAll('pictures');
      if (!recording || !stored) return [];
      const old = new Blob(['older'], { type: 'audio/mp4' }) as never;
      await database.put('recordings', { ...recording, file: old });
      const pixels = new Blob([stored.picture.pixels]) as never;
      await database.put('pictures', { ...stored, picture: { ...stored.picture, pixels } });
      return [recording.file.bytes, stored.picture.pixels];
    });
    expect(bytes).toEqual([expect.any(ArrayBuffer), expect.any(ArrayBuffer)]);
    const [result] = (await visit()).results.list.value;
    const recording = await result?.mediaStore?.recording();
    expect([await recording?.text(), recording?.type]).toEqual(['older', 'audio/mp4']);
    expect((await result?.mediaStore?.spectrogram())?.image).toMatchObject({ width: 1, height: 1 });
  });

  it('reports "blocked" while an older page is open in another tab', async () => {
    const old = await openDB(DATABASE, 1, {
      upgrade: (database) => upgrade(database as unknown as Database, 0, 1),
    });
    const connection = new DatabaseConnection();
    const asked = connection.run((database) => database.count('results'));
    await vi.waitFor(() => expect(connection.problem.value).toBe('blocked'));
    old.close();
    expect(await asked).toBe(0);
    expect(connection.problem.value).toBeUndefined();
  });
});

function restingResult(): Result {
  const [result] = new Results().add([fileSource(file('old.wav'))]);
  if (!result) throw new Error('no result');
  return result;
}
