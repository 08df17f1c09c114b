/** Keeps what is answered on this device, and brings it back: between the list and the database. */
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { home } from '../i18n/index.ts';
import { type FinalState, type Result, type Results, restoredResult } from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import { createId, readSetting, writeSetting } from '../util/storage.ts';
import type { DatabaseConnection } from './database.ts';
import { type ResultRecord, settledOf, toRecord } from './result-record.ts';
import type { Database } from './schema.ts';
import { packSpectrogram, unpackSpectrogram } from './spectrogram-codec.ts';
import type { StorageProblem } from './storage-problem.ts';
import * as store from './store.ts';

const KEEP = 'keep-results';
const ASKED = 'asked-to-persist';

/** What is done once for a batch, and not for each of its recordings. */
const AFTERWARDS_MS = 500;

export class History {
  /** Whether the person wants results to be kept. */
  readonly on = signal(readSetting(KEEP) !== 'no');
  /** How many results are kept. */
  readonly count = signal(0);
  /** Bytes that the page takes on this device, where the browser tells. */
  readonly usage = signal<number | undefined>(undefined);
  /** Records that could not be read. */
  readonly unreadable = signal(0);
  readonly problem: ReadonlySignal<StorageProblem | undefined>;

  readonly #results: Results;
  readonly #door: DatabaseConnection;
  readonly #ids = new WeakMap<Result, string>();
  /** What the database has of a result, so that nothing is written twice. */
  #written = new WeakMap<Result, FinalState>();
  readonly #kept = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(results: Results, door: DatabaseConnection) {
    this.#results = results;
    this.#door = door;
    this.problem = door.problem;
    effect(() => {
      for (const result of results.list.value) {
        if (!this.#ids.has(result)) this.#watch(result, createId());
      }
    });
  }

  /** Brings back what was kept. */
  start(): Promise<void> {
    return this.#queue(async (database) => {
      const { records, unreadable } = await store.readAll(database, Date.now());
      this.unreadable.value = unreadable;
      for (const { id } of records) this.#kept.add(id);
      this.#counted();
      this.#results.restore(records.map((record) => this.#restored(record)));
    });
  }

  /** Resolves when all that was asked for is written. */
  async settled(): Promise<void> {
    await this.#last;
  }

  keep(on: boolean): void {
    this.on.value = on;
    writeSetting(KEEP, on ? undefined : 'no');
    if (on) for (const result of this.#results.list.peek()) this.#note(result);
  }

  /** Can be taken back until `purge`. */
  forget(result: Result): void {
    this.#mark(result, Date.now());
  }

  recall(result: Result): void {
    this.#mark(result, undefined);
  }

  purge(result: Result): void {
    const id = this.#idOf(result);
    if (id === undefined) return;
    void this.#queue((database) => store.erase(database, [id]));
  }

  /** What is on the page stays there. */
  clear(): void {
    this.#kept.clear();
    this.#written = new WeakMap();
    this.#counted();
    this.unreadable.value = 0;
    void this.#queue(store.eraseAll);
  }

  #watch(result: Result, id: string): void {
    this.#ids.set(result, id);
    effect(() => {
      void result.finalState.value;
      untracked(() => this.#note(result));
    });
    let given = result.label.peek();
    effect(() => {
      const { value: label } = result.label;
      if (label === given) return;
      given = label;
      if (!this.on.peek()) return;
      void this.#queue((database) => store.label(database, id, label));
    });
  }

  #note(result: Result): void {
    const settled = result.finalState.peek();
    const { kind } = result.source.origin;
    if (settled === undefined || !this.on.peek() || this.#written.get(result) === settled) return;
    // A file that failed is still where it came from; what the microphone heard is only here.
    if (kind !== 'live' && (kind !== 'own' || settled.phase === 'failed')) return;
    void this.#queue((database) => this.#write(database, result, settled));
  }

  async #write(database: Database, result: Result, settled: FinalState): Promise<void> {
    const id = this.#idOf(result);
    if (id === undefined || result.finalState.peek() !== settled) return;
    // What came from the database is there already.
    const file = this.#kept.has(id)
      ? undefined
      : (result.recording.peek() ?? (await loaded(result)));
    const bytes = file?.size ?? result.source.bytes ?? 0;
    const spectrogram =
      settled.phase === 'classified' ? settled.classification.spectrogram : undefined;
    const picture = spectrogram && (await packSpectrogram(spectrogram));
    await store.write(database, toRecord(id, result, settled, bytes), file, picture);
    this.#written.set(result, settled);
    this.#kept.add(id);
    this.#counted();
  }

  #mark(result: Result, removed: number | undefined): void {
    const id = this.#idOf(result);
    if (id === undefined || !this.#written.has(result)) return;
    if (removed === undefined) this.#kept.add(id);
    else this.#kept.delete(id);
    this.#counted();
    void this.#queue((database) => store.mark(database, [id], removed));
  }

  #restored(record: ResultRecord): Result {
    const { id, name, origin, date, place, bytes, label } = record;
    const recording = async () => {
      const file = await this.#door.use((database) => store.recordingOf(database, id));
      return file && new File([file], name.split('/').at(-1) ?? name, { type: file.type });
    };
    const spectrogram = async () => {
      const packed = await this.#door.use((database) => store.pictureOf(database, id));
      return packed && unpackSpectrogram(packed);
    };
    const load = async () => {
      const file = await recording();
      if (file) return file;
      throw new Failure('audio-gone', () => home.failures['audio-gone']);
    };
    const settled = settledOf(record);
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

  #counted(): void {
    this.count.value = this.#kept.size;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#afterwards(), AFTERWARDS_MS);
  }

  async #afterwards(): Promise<void> {
    if (this.#kept.size > 0) {
      void this.#queue((database) => store.trim(database));
      void askToPersist();
    }
    await this.#last;
    this.usage.value = await usage();
  }

  /** One after the other, in the order in which a person did them. */
  #queue(work: (database: Database) => Promise<void>): Promise<void> {
    const done = this.#last.then(() => this.#door.use(work));
    this.#last = done;
    return done;
  }
}

async function loaded({ source, abort }: Result): Promise<File | undefined> {
  return source.load(abort.signal).catch(() => undefined);
}

/**
 * Some browsers ask the person: once, and not before there is something to keep. Others decide by
 * themselves.
 */
async function askToPersist(): Promise<void> {
  if (readSetting(ASKED) !== undefined) return;
  writeSetting(ASKED, 'yes');
  await navigator.storage?.persist?.().catch(() => false);
}

async function usage(): Promise<number | undefined> {
  const estimate = await navigator.storage?.estimate?.().catch(() => undefined);
  return estimate?.usage;
}
