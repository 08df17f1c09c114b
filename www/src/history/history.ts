/** Stores the results of the page on this device, and restores them on the next visit. */
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { home } from '../i18n/index.ts';
import { type FinalState, type Result, type Results, restoredResult } from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import { createId, readSetting, writeSetting } from '../util/storage.ts';
import type { DatabaseConnection } from './database.ts';
import { type ResultRecord, toFinalState, toRecord } from './result-record.ts';
import type { Database } from './schema.ts';
import { packSpectrogram, unpackSpectrogram } from './spectrogram-codec.ts';
import type { StorageProblem } from './storage-problem.ts';
import * as store from './store.ts';

const ENABLED_KEY = 'keep-results';
const PERSIST_ASKED_KEY = 'asked-to-persist';

/** Delay before maintenance, so that it runs once for a batch of recordings. */
const MAINTENANCE_DELAY_MS = 500;

export class History {
  /** Whether the person wants results to be stored. */
  readonly isEnabled = signal(readSetting(ENABLED_KEY) !== 'no');
  /** Number of stored results. */
  readonly count = signal(0);
  /** Storage used by the page in bytes, if the browser reports it. */
  readonly usage = signal<number | undefined>(undefined);
  /** Number of records that could not be read. */
  readonly unreadable = signal(0);
  readonly problem: ReadonlySignal<StorageProblem | undefined>;

  readonly #results: Results;
  readonly #connection: DatabaseConnection;
  readonly #ids = new WeakMap<Result, string>();
  /** The state of each result as stored, so that it is not written twice. */
  #written = new WeakMap<Result, FinalState>();
  readonly #storedIds = new Set<string>();
  #lastTask: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(results: Results, connection: DatabaseConnection) {
    this.#results = results;
    this.#connection = connection;
    this.problem = connection.problem;
    effect(() => {
      for (const result of results.list.value) {
        if (!this.#ids.has(result)) this.#watch(result, createId());
      }
    });
  }

  /** Restores the stored results. */
  start(): Promise<void> {
    return this.#enqueue(async (database) => {
      const { records, unreadable } = await store.readResults(database, Date.now());
      this.unreadable.value = unreadable;
      for (const { id } of records) this.#storedIds.add(id);
      this.#updateCount();
      this.#results.restore(records.map((record) => this.#toResult(record)));
    });
  }

  /** Resolves when all changes so far are written. */
  async whenSaved(): Promise<void> {
    await this.#lastTask;
  }

  setEnabled(enabled: boolean): void {
    this.isEnabled.value = enabled;
    writeSetting(ENABLED_KEY, enabled ? undefined : 'no');
    if (enabled) for (const result of this.#results.list.peek()) this.#save(result);
  }

  /** Hides a result. `undoRemoval` restores it until `deleteForGood`. */
  markRemoved(result: Result): void {
    this.#setRemoved(result, Date.now());
  }

  undoRemoval(result: Result): void {
    this.#setRemoved(result, undefined);
  }

  deleteForGood(result: Result): void {
    const id = this.#idOf(result);
    if (id === undefined) return;
    void this.#enqueue((database) => store.deleteResults(database, [id]));
  }

  /** Deletes all stored results. The page still shows its own. */
  clear(): void {
    this.#storedIds.clear();
    this.#written = new WeakMap();
    this.#updateCount();
    this.unreadable.value = 0;
    void this.#enqueue(store.deleteAllResults);
  }

  #watch(result: Result, id: string): void {
    this.#ids.set(result, id);
    effect(() => {
      void result.finalState.value;
      untracked(() => this.#save(result));
    });
    let previous = result.label.peek();
    effect(() => {
      const { value: label } = result.label;
      if (label === previous) return;
      previous = label;
      if (!this.isEnabled.peek()) return;
      void this.#enqueue((database) => store.setLabel(database, id, label));
    });
  }

  #save(result: Result): void {
    const state = result.finalState.peek();
    const { kind } = result.source.origin;
    if (state === undefined || !this.isEnabled.peek() || this.#written.get(result) === state)
      return;
    // The person still has a chosen file that failed. A live recording exists only here.
    if (kind !== 'live' && (kind !== 'own' || state.phase === 'failed')) return;
    void this.#enqueue((database) => this.#write(database, result, state));
  }

  async #write(database: Database, result: Result, state: FinalState): Promise<void> {
    const id = this.#idOf(result);
    if (id === undefined || result.finalState.peek() !== state) return;
    // A restored result already has its recording in the database.
    const file = this.#storedIds.has(id)
      ? undefined
      : (result.recording.peek() ?? (await loadRecording(result)));
    const bytes = file?.size ?? result.source.bytes ?? 0;
    const spectrogram = state.phase === 'classified' ? state.classification.spectrogram : undefined;
    const packed = spectrogram && (await packSpectrogram(spectrogram));
    await store.writeResult(database, toRecord(id, result, state, bytes), file, packed);
    this.#written.set(result, state);
    this.#storedIds.add(id);
    this.#updateCount();
  }

  #setRemoved(result: Result, removed: number | undefined): void {
    const id = this.#idOf(result);
    if (id === undefined || !this.#written.has(result)) return;
    if (removed === undefined) this.#storedIds.add(id);
    else this.#storedIds.delete(id);
    this.#updateCount();
    void this.#enqueue((database) => store.setRemoved(database, [id], removed));
  }

  #toResult(record: ResultRecord): Result {
    const { id, name, origin, date, place, bytes, label } = record;
    const recording = async () => {
      const file = await this.#connection.run((database) => store.readRecording(database, id));
      return file && new File([file], name.split('/').at(-1) ?? name, { type: file.type });
    };
    const spectrogram = async () => {
      const packed = await this.#connection.run((database) => store.readSpectrogram(database, id));
      return packed && unpackSpectrogram(packed);
    };
    const load = async () => {
      const file = await recording();
      if (file) return file;
      throw new Failure('audio-gone', () => home.failures['audio-gone']);
    };
    const state = toFinalState(record);
    const result = restoredResult(
      { name, origin: { kind: origin }, bytes, load },
      { date, place },
      state,
      label,
      { recording, spectrogram },
    );
    this.#written.set(result, state);
    this.#watch(result, id);
    return result;
  }

  #idOf(result: Result): string | undefined {
    return this.#ids.get(result);
  }

  #updateCount(): void {
    this.count.value = this.#storedIds.size;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#runMaintenance(), MAINTENANCE_DELAY_MS);
  }

  async #runMaintenance(): Promise<void> {
    if (this.#storedIds.size > 0) {
      void this.#enqueue((database) => store.trimRecordings(database));
      void askToPersist();
    }
    await this.#lastTask;
    this.usage.value = await estimateUsage();
  }

  /** Runs tasks one after the other, in the order of the calls. */
  #enqueue(work: (database: Database) => Promise<void>): Promise<void> {
    const done = this.#lastTask.then(() => this.#connection.run(work));
    this.#lastTask = done;
    return done;
  }
}

async function loadRecording({ source, abort }: Result): Promise<File | undefined> {
  return source.load(abort.signal).catch(() => undefined);
}

/**
 * Asks the browser to keep the storage. Some browsers ask the person, so this happens once, and
 * only after a result was stored.
 */
async function askToPersist(): Promise<void> {
  if (readSetting(PERSIST_ASKED_KEY) !== undefined) return;
  writeSetting(PERSIST_ASKED_KEY, 'yes');
  await navigator.storage?.persist?.().catch(() => false);
}

async function estimateUsage(): Promise<number | undefined> {
  const estimate = await navigator.storage?.estimate?.().catch(() => undefined);
  return estimate?.usage;
}
