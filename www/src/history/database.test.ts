import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeImageData, stubEmptyStorage } from '../../test/fake-browser.ts';
import { makeClassification } from '../../test/fixtures.ts';
import { fileSource, Results } from '../results/results.ts';
import { DatabaseConnection } from './database.ts';
import { History } from './history.ts';
import { DATABASE } from './schema.ts';
import {
  annotate,
  deleteAllResults,
  deleteResults,
  readIds,
  trimRecordings,
  writeRecord,
} from './store.ts';

const unhandled = vi.fn();

beforeEach(() => {
  stubEmptyStorage();
  vi.stubGlobal('ImageData', FakeImageData);
  unhandled.mockClear();
  process.on('unhandledRejection', unhandled);
});
afterEach(() => {
  process.off('unhandledRejection', unhandled);
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const record = { id: 'a', date: 1 } as never;

/** Aborts each transaction that changes something, as the browser does on a full device. */
function abortChanges() {
  const { transaction } = IDBDatabase.prototype;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...parameters
  ) {
    const started = transaction.apply(this, parameters);
    if (parameters[1] === 'readwrite') queueMicrotask(() => started.abort());
    return started;
  });
}

describe('an aborted transaction', () => {
  it.each([
    ['writeRecord', (database) => writeRecord(database, record)],
    ['annotate', (database) => annotate(database, 'a', { label: 'hot' })],
    ['deleteResults', (database) => deleteResults(database, ['a'])],
    ['deleteAllResults', (database) => deleteAllResults(database)],
    ['trimRecordings', (database) => trimRecordings(database)],
  ] as [string, Parameters<DatabaseConnection['run']>[0]][])(
    'is reported once by %s',
    async (_, work) => {
      const connection = new DatabaseConnection();
      await connection.run((database) => writeRecord(database, record));
      abortChanges();
      expect(await connection.run(work)).toBeUndefined();
      expect(connection.problem.value).toBe('broken');
      await new Promise((resolve) => setTimeout(resolve, 10));
      expect(unhandled).not.toHaveBeenCalled();
    },
  );
});

describe('a database that is deleted while it is open', () => {
  async function visit() {
    const connection = new DatabaseConnection();
    const results = new Results();
    const history = new History(results, connection);
    await history.start();
    const add = async (name: string) => {
      const [result] = results.add([fileSource(new File(['sound'], name))]);
      if (result) {
        result.state.value = { phase: 'classified', classification: makeClassification() };
      }
      await history.whenSaved();
    };
    return { connection, history, add };
  }

  it('is reported as deleted, and stores the next result', async () => {
    const { connection, history, add } = await visit();
    await add('a.wav');
    await deleteDB(DATABASE);
    await vi.waitFor(() => expect(connection.problem.value).toBe('deleted'));
    expect(history.count.value).toBe(0);
    await add('b.wav');
    expect(history.count.value).toBe(1);
    expect(await connection.run(readIds)).toHaveLength(1);
    expect(connection.problem.value).toBe('deleted');
  });

  it('is not worth a sentence if it was empty', async () => {
    const { connection, history } = await visit();
    await deleteDB(DATABASE);
    await history.whenSaved();
    expect(connection.problem.value).toBeUndefined();
  });
});
