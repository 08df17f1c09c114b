/** The page's door to IndexedDB: opened when first needed, and its failures told by a word each. */

import { signal } from '@preact/signals';
import { type OpenDBCallbacks, openDB } from 'idb';
import { DATABASE, type Database, type Schema, upgrade, VERSION } from './schema.ts';
import type { StorageProblem } from './storage-problem.ts';

export class DatabaseConnection {
  readonly problem = signal<StorageProblem | undefined>(undefined);
  #opened: Promise<Database> | undefined;

  /** Undefined, and `problem` set, where it fails. */
  async run<T>(work: (database: Database) => Promise<T>): Promise<T | undefined> {
    try {
      this.#opened ??= this.#open();
      const done = await work(await this.#opened);
      // Room can come back; a page that is outdated stays so.
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
      // Without this the newer page in the other tab would wait for this one to be closed.
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
