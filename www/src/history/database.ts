/** Opens IndexedDB at first use, and reports failures as a `StorageProblem`. */
import { computed, type ReadonlySignal, signal } from '@preact/signals';
import { type OpenDBCallbacks, openDB } from 'idb';
import { DATABASE, type Database, type Schema, upgrade, VERSION } from './schema.ts';
import type { StorageProblem } from './storage-problem.ts';

/** Kinds of writes. A failure of one is a problem until a write of the same kind succeeds. */
export type Write = 'result' | 'annotation' | 'removal' | 'media' | 'cup';

/** A problem of the connection, which concerns every transaction. */
type ConnectionProblem = Exclude<StorageProblem, 'full' | 'broken'>;

export class DatabaseConnection {
  readonly #connectionProblem = signal<ConnectionProblem | undefined>(undefined);
  /** Failures by kind of write; the key of reads and maintenance is undefined. */
  readonly #failures = signal<ReadonlyMap<Write | undefined, StorageProblem>>(new Map());
  readonly problem: ReadonlySignal<StorageProblem | undefined> = computed(
    () => this.#connectionProblem.value ?? [...this.#failures.value.values()].at(-1),
  );
  /** Number of times that the browser closed the connection, as when its data is deleted. */
  readonly losses = signal(0);
  #opened: Promise<Database> | undefined;

  /** Returns `undefined` and sets `problem` on failure. `write` is the kind of a write. */
  async run<T>(work: (database: Database) => Promise<T>, write?: Write): Promise<T | undefined> {
    try {
      this.#opened ??= this.#open();
      const done = await work(await this.#opened);
      // Space may become free, but an outdated page stays outdated.
      if (!this.#isLasting()) this.#connectionProblem.value = undefined;
      this.forgetFailure(write);
      return done;
    } catch (thrown) {
      const problem = problemOf(thrown);
      if (problem === 'full' || problem === 'broken') {
        const others = [...this.#failures.peek()].filter(([other]) => other !== write);
        this.#failures.value = new Map([...others, [write, problem]]);
      } else if (!this.#isLasting()) this.#connectionProblem.value = problem;
      return undefined;
    }
  }

  /** Call it when the person deleted what could not be written. */
  forgetFailure(write: Write | undefined): void {
    const failures = this.#failures.peek();
    // Any success shows that reading and maintenance work again.
    const left = [...failures].filter(([other]) => other !== write && other !== undefined);
    if (left.length < failures.size) this.#failures.value = new Map(left);
  }

  /** Call it when results are gone that were stored. */
  reportDeleted(): void {
    this.#connectionProblem.value = 'deleted';
  }

  #isLasting(): boolean {
    return ['outdated', 'deleted'].includes(this.#connectionProblem.peek() ?? '');
  }

  async #open(): Promise<Database> {
    const lose = () => {
      this.#opened = undefined;
      this.losses.value += 1;
    };
    const callbacks: OpenDBCallbacks<Schema> = {
      upgrade: (database, from) => upgrade(database, from, VERSION),
      blocked: () => {
        this.#connectionProblem.value = 'blocked';
      },
      // Otherwise a newer page in another tab would wait until this one is closed.
      blocking: (_current, wanted, event) => {
        (event.target as IDBDatabase).close();
        // No version is wanted for a database that is deleted.
        if (wanted === null) lose();
        else this.#connectionProblem.value = 'outdated';
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

function problemOf(thrown: unknown): ConnectionProblem | 'full' | 'broken' {
  if (thrown instanceof StorageUnavailable) return 'absent';
  const name = nameOf(thrown);
  if (name === 'VersionError') return 'newer';
  return name === 'QuotaExceededError' ? 'full' : 'broken';
}

function nameOf(thrown: unknown): string {
  return thrown instanceof Error || thrown instanceof DOMException ? thrown.name : '';
}
