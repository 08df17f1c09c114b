import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeImageData, stubEmptyStorage } from '../../test/fake-browser.ts';
import { classified, file, visit } from '../../test/visit.ts';
import { hasUnsavedResults } from '../offline/unsaved-state.ts';
import { fileSource } from '../results/results.ts';
import { DATABASE, VERSION } from './schema.ts';
import { trimRecordings } from './store.ts';

beforeEach(() => {
  stubEmptyStorage();
  vi.stubGlobal('ImageData', FakeImageData);
});
afterEach(() => vi.unstubAllGlobals());

describe('DatabaseConnection.problem', () => {
  it('is "absent" without IndexedDB', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { connection, add, results } = await visit();
    await add(fileSource(file()), classified());
    expect(connection.problem.value).toBe('absent');
    expect(results.list.value).toHaveLength(1);
  });

  it('is "absent" if the database may not be opened', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', 'SecurityError');
    });
    expect((await visit()).connection.problem.value).toBe('absent');
  });

  it('is "full" until there is space', async () => {
    const { connection, add } = await visit();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await add(fileSource(file('a')), classified());
    expect(connection.problem.value).toBe('full');
    put.mockRestore();
    await add(fileSource(file('b')), classified());
    expect(connection.problem.value).toBeUndefined();
    expect((await visit()).names()).toEqual(['b']);
  });

  it('stays "full" until media can be written, though other writes succeed', async () => {
    const { connection, history, results, add } = await visit();
    const hasUnsaved = hasUnsavedResults(results, history);
    const { put } = IDBObjectStore.prototype;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...parameters
    ) {
      if (this.name === 'recordings') throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, parameters);
    });
    const a = await add(fileSource(file('a')), classified());
    expect([connection.problem.value, hasUnsaved.value]).toEqual(['full', true]);
    a.label.value = 'hot';
    await connection.run((database) => trimRecordings(database));
    await history.whenSaved();
    expect([connection.problem.value, hasUnsaved.value]).toEqual(['full', true]);
    vi.restoreAllMocks();
    await add(fileSource(file('b')), classified());
    expect([connection.problem.value, hasUnsaved.value]).toEqual([undefined, false]);
  });

  it('stays "full" while another result is removed or deleted', async () => {
    const { connection, history, add } = await visit();
    const stored = await add(fileSource(file('a')), classified());
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    const unstored = await add(fileSource(file('b')), classified());
    put.mockRestore();
    history.markRemoved(stored);
    history.deleteForGood(stored);
    await history.whenSaved();
    expect(connection.problem.value).toBe('full');
    history.deleteForGood(unstored);
    expect(connection.problem.value).toBeUndefined();
  });

  it('a label that could not be stored is stored with the next one', async () => {
    const { connection, history, add } = await visit();
    const [a, b] = [
      await add(fileSource(file('a')), classified()),
      await add(fileSource(file('b')), classified()),
    ];
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    a.label.value = 'hot';
    await history.whenSaved();
    expect(connection.problem.value).toBe('full');
    put.mockRestore();
    b.label.value = 'cold';
    await history.whenSaved();
    expect(connection.problem.value).toBeUndefined();
    const labels = (await visit()).results.list.value.map(({ label }) => label.value);
    expect(new Set(labels)).toEqual(new Set(['hot', 'cold']));
  });

  it('is no longer "full" once the result is deleted that could not be stored', async () => {
    const { connection, deletion, undo, history, add } = await visit();
    vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValue(
      new DOMException('full', 'QuotaExceededError'),
    );
    const result = await add(fileSource(file()), classified());
    vi.restoreAllMocks();
    deletion.remove(result, () => undefined);
    await history.whenSaved();
    expect(connection.problem.value).toBe('full');
    undo.commit();
    await history.whenSaved();
    expect(connection.problem.value).toBeUndefined();
  });

  it('is "newer" for a newer version of the database', async () => {
    (await openDB(DATABASE, VERSION + 1)).close();
    expect((await visit()).connection.problem.value).toBe('newer');
  });

  it('is "outdated" after a newer page upgraded the database', async () => {
    const { connection, add } = await visit();
    (await openDB(DATABASE, VERSION + 1)).close();
    expect(connection.problem.value).toBe('outdated');
    await add(fileSource(file()), classified());
    expect(connection.problem.value).toBe('outdated');
  });
});
