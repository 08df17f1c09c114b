/** Keeps what is answered on this device, and brings it back: between the list and the database. */
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { home } from '../i18n/index.ts';
import { type FinalState, type Result, type Results, restoredResult } from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import { createId, readSetting, writeSetting } from '../util/storage.ts';
import type { DatabaseConnection } from './database.ts';
import { type ResultRecord, toRecord, toSettled } from './result-record.ts';
import type { Database } from './schema.ts';
import { packSpectrogram, unpackSpectrogram } from './spectrogram-codec.ts';
import type { StorageProblem } from './storage-problem.ts';
import * as store from './store.ts';

const ENABLED_KEY = 'keep-results';
const PERSIST_ASKED_KEY = 'asked-to-persist';

/** What is done once for a batch, and not for each of its recordings. */
const MAINTENANCE_DELAY_MS = 500;

export class History {
  /** Whether the person wants results to be kept. */
  readonly enabled = signal(readSetting(ENABLED_KEY) !== 'no');
  /** How many results are kept. */
  readonly count = signal(0);
  /** Bytes that the page takes on this device, where the browser tells. */
  readonly usage = signal<number | undefined>(undefined);
  /** Records that could not be read. */
  readonly unreadable = signal(0);
  readonly problem: ReadonlySignal<StorageProblem | undefined>;

  readonly #results: Results;
  readonly #connection: DatabaseConnection;
  readonly #ids = new WeakMap<Result, string>();
  /** What the database has of a result, so that nothing is written twice. */
  #written = new WeakMap<Result, FinalState>();
  readonly #storedIds = new Set<string>();
  #lastTask: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(results: Results, door: DatabaseConnection) {
    this.#results = results;
    this.#connection = door;
    this.problem = door.problem;
    effect(() => {
      for (const result of results.list.value) {
        if (!this.#ids.has(result)) this.#watch(result, createId());
      }
    });
  }

  /** Brings back what was kept. */
  start(): Promise<void> {
    return this.#enqueue(async (database) => {
      const { records, unreadable } = await store.readResults(database, Date.now());
      this.unreadable.value = unreadable;
      for (const { id } of records) this.#storedIds.add(id);
      this.#updateCount();
      this.#results.restore(records.map((record) => this.#toResult(record)));
    });
  }

  /** Resolves when all that was asked for is written. */
  async settled(): Promise<void> {
    await this.#lastTask;
  }

  setEnabled(on: boolean): void {
    this.enabled.value = on;
    writeSetting(ENABLED_KEY, on ? undefined : 'no');
    if (on) for (const result of this.#results.list.peek()) this.#save(result);
  }

  /** Can be taken back until `purge`. */
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

  /** What is on the page stays there. */
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
    let given = result.label.peek();
    effect(() => {
      const { value: label } = result.label;
      if (label === given) return;
      given = label;
      if (!this.enabled.peek()) return;
      void this.#enqueue((database) => store.setLabel(database, id, label));
    });
  }

  #save(result: Result): void {
    const settled = result.finalState.peek();
    const { kind } = result.source.origin;
    if (settled === undefined || !this.enabled.peek() || this.#written.get(result) === settled)
      return;
    // A file that failed is still where it came from; what the microphone heard is only here.
    if (kind !== 'live' && (kind !== 'own' || settled.phase === 'failed')) return;
    void this.#enqueue((database) => this.#write(database, result, settled));
  }

  async #write(database: Database, result: Result, settled: FinalState): Promise<void> {
    const id = this.#idOf(result);
    if (id === undefined || result.finalState.peek() !== settled) return;
    // What came from the database is there already.
    const file = this.#storedIds.has(id)
      ? undefined
      : (result.recording.peek() ?? (await loadRecording(result)));
    const bytes = file?.size ?? result.source.bytes ?? 0;
    const spectrogram =
      settled.phase === 'classified' ? settled.classification.spectrogram : undefined;
    const picture = spectrogram && (await packSpectrogram(spectrogram));
    await store.writeResult(database, toRecord(id, result, settled, bytes), file, picture);
    this.#written.set(result, settled);
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
    const settled = toSettled(record);
    const result = restoredResult(
      { name, origin: { kind: origin }, bytes, load },
      { date, place },
      settled,
      label,
      { recording, spectrogram },
    );
    this.#written.set(result, settled);
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

  /** One after the other, in the order in which a person did them. */
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
 * Some browsers ask the person: once, and not before there is something to keep. Others decide by
 * themselves.
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
