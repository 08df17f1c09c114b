/** Transactions whose failure rejects one promise, and none that nobody handles. */
import type { DBSchema, IDBPDatabase, IDBPTransaction, StoreNames } from 'idb';

/**
 * Runs `work` in a transaction, and resolves once it is stored. Rejects if it throws, if a request
 * fails, or if the browser aborts the transaction.
 */
export async function change<Schema extends DBSchema, Name extends StoreNames<Schema>>(
  database: IDBPDatabase<Schema>,
  names: readonly Name[],
  work: (
    transaction: IDBPTransaction<Schema, Name[], 'readwrite'>,
  ) => Promise<unknown>[] | Promise<void>,
): Promise<void> {
  // They survive a crash of the page, which is enough: `strict` would wait for the disk.
  const transaction = database.transaction([...names], 'readwrite', { durability: 'relaxed' });
  // An aborted transaction rejects `done` even if one of its requests is awaited.
  transaction.done.catch(() => undefined);
  try {
    const requests = work(transaction);
    await (Array.isArray(requests) ? Promise.all(requests) : requests);
  } catch (thrown) {
    abort(transaction);
    throw thrown;
  }
  await transaction.done;
}

/** Reads from one store. */
export async function read<Schema extends DBSchema, Name extends StoreNames<Schema>, Value>(
  database: IDBPDatabase<Schema>,
  name: Name,
  work: (store: IDBPTransaction<Schema, [Name]>['store']) => Promise<Value>,
): Promise<Value> {
  const transaction = database.transaction(name);
  transaction.done.catch(() => undefined);
  return work(transaction.store);
}

/** Stores all or nothing: otherwise the requests before the failed one would be stored. */
function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}
