/** Opens IndexedDB at first use, and reports failures as a `StorageProblem`. */
import { signal } from '@preact/signals';
import { type OpenDBCallbacks, openDB } from 'idb';
import { DATABASE, type Database, type Schema, upgrade, VERSION } from './schema.ts';
import type { StorageProblem } from './storage-problem.ts';

export class DatabaseConnection {
  readonly problem = signal<StorageProblem | undefined>(undefined);
  /** Number of times that the browser closed the connection, as when its data is deleted. */
  readonly losses = signal(0);
  #opened: Promise<Database> | undefined;

  /** Returns `undefined` and sets `problem` on failure. */
  async run<T>(work: (database: Database) => Promise<T>): Promise<T | undefined> {
    try {
      this.#opened ??= this.#open();
      const done = await work(await this.#opened);
      // Space may become free, but an outdated page stays outdated.
      if (!this.#isLasting()) this.problem.value = undefined;
      return done;
    } catch (thrown) {
      if (!this.#isLasting()) this.problem.value = problemOf(thrown);
      return undefined;
    }
  }

  #isLasting(): boolean {
    return ['outdated', 'deleted'].includes(this.problem.peek() ?? '');
  }

  async #open(): Promise<Database> {
    const lose = () => {
      this.#opened = undefined;
      this.losses.value += 1;
    };
    const callbacks: OpenDBCallbacks<Schema> = {
      upgrade: (database, from) => upgrade(database, from, VERSION),
      blocked: () => {
        this.problem.value = 'blocked';
      },
      // Otherwise a newer page in another tab would wait until this one is closed.
      blocking: (_current, wanted, event) => {
        (event.target as IDBDatabase).close();
        // No version is wanted for a database that is deleted.
        if (wanted === null) lose();
        else this.problem.value = 'outdated';
      },
      terminated: lose,
    };
    try {
      if (typeof indexedDB !== 'object' || indexedDB === null) throw new StorageUnavailable();
      return await openDB<Schema>(DATABASE, VERSION, callbacks);
    } catch (thrown) {
      // The next result tries again.
      this.#opened = undefined;
      if (nameOf(thrown) === 'VersionError') throw thrown;
      throw new StorageUnavailable();
    }
  }
}

class StorageUnavailable extends Error {}

function problemOf(thrown: unknown): StorageProblem {
  if (thrown instanceof StorageUnavailable) return 'absent';
  const name = nameOf(thrown);
  if (name === 'VersionError') return 'newer';
  return name === 'QuotaExceededError' ? 'full' : 'broken';
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
}
