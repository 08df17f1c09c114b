/** Opens IndexedDB at first use, and reports failures as a `StorageProblem`. */
import { signal } from '@preact/signals';
import { type OpenDBCallbacks, openDB } from 'idb';
import { DATABASE, type Database, type Schema, upgrade, VERSION } from './schema.ts';
import type { StorageProblem } from './storage-problem.ts';

export class DatabaseConnection {
  readonly problem = signal<StorageProblem | undefined>(undefined);
  #opened: Promise<Database> | undefined;

  /** Returns `undefined` and sets `problem` on failure. */
  async run<T>(work: (database: Database) => Promise<T>): Promise<T | undefined> {
    try {
      this.#opened ??= this.#open();
      const done = await work(await this.#opened);
      // Space may become free, but an outdated page stays outdated.
      if (this.problem.peek() !== 'outdated') this.problem.value = undefined;
      return done;
    } catch (thrown) {
      if (this.problem.peek() !== 'outdated') this.problem.value = problemOf(thrown);
      return undefined;
    }
  }

  async #open(): Promise<Database> {
    if (typeof indexedDB !== 'object' || indexedDB === null) throw new StorageUnavailable();
    const callbacks: OpenDBCallbacks<Schema> = {
      upgrade: (database, from) => upgrade(database, from, VERSION),
      blocked: () => {
        this.problem.value = 'blocked';
      },
      // Otherwise a newer page in another tab would wait until this one is closed.
      blocking: (_current, _wanted, event) => {
        this.problem.value = 'outdated';
        (event.target as IDBDatabase).close();
      },
      terminated: () => {
        this.#opened = undefined;
      },
    };
    try {
      return await openDB<Schema>(DATABASE, VERSION, callbacks);
    } catch (thrown) {
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
