/** Stores the results of the page on this device, and restores them on the next visit. */
import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { home } from '../i18n/index.ts';
import {
  type Annotations,
  type FinalState,
  type Result,
  type Results,
  restoredResult,
} from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import { createId, readSetting, writeSetting } from '../util/storage.ts';
import { TaskQueue } from '../util/task-queue.ts';
import type { DatabaseConnection, Write } from './database.ts';
import { type ResultRecord, toFinalState, toRecord } from './result-record.ts';
import type { Database } from './schema.ts';
import { packSpectrogram, unpackSpectrogram } from './spectrogram-codec.ts';
import type { StorageProblem } from './storage-problem.ts';
import * as store from './store.ts';

const ENABLED_KEY = 'keep-results';
const PERSIST_ASKED_KEY = 'asked-to-persist';

/** Results whose recordings and pictures are read and compressed at the same time. */
const MAX_PREPARED = 4;
/** A larger recording counts as several, since it is in memory meanwhile. */
const BYTES_PER_PLACE = 10_000_000;

const ANNOTATIONS: readonly (keyof Annotations)[] = ['label', 'customName', 'note'];

/** Delay before maintenance, so that it runs once for a batch of recordings. */
const MAINTENANCE_DELAY_MS = 500;

export class History {
  /** Whether the person wants results to be stored. */
  readonly isEnabled = signal(readSetting(ENABLED_KEY) !== 'no');
  /** Number of stored results, without those whose recordings are still being written. */
  readonly count = signal(0);
  /** Storage used by the page in bytes, if the browser reports it. */
  readonly usage = signal<number | undefined>(undefined);
  /** Number of records that could not be read. */
  readonly unreadable = signal(0);
  readonly problem: ReadonlySignal<StorageProblem | undefined>;
  /** Whether a change is not stored yet, which closing the page would lose. */
  readonly isSaving = signal(false);

  readonly #results: Results;
  readonly #connection: DatabaseConnection;
  readonly #ids = new WeakMap<Result, string>();
  /** The state of each result as stored, so that it is not written twice. */
  #written = new WeakMap<Result, FinalState>();
  readonly #storedIds = new Set<string>();
  /** Stored results whose recordings and pictures are not written yet. */
  readonly #incompleteIds = new Set<string>();
  /** Results that could not be stored. */
  readonly #unstored = new Set<Result>();
  /** Results whose annotations changed while storing was off or failed. */
  readonly #unsavedAnnotations = new Set<Result>();
  readonly #pending = new Set<Promise<unknown>>();
  readonly #mediaQueue = new TaskQueue(MAX_PREPARED);
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
    effect(() => {
      if (connection.losses.value > 0) untracked(() => this.#checkStored());
    });
  }

  /** Restores the stored results. */
  start(): Promise<void> {
    return this.#run(async (database) => {
      const { records, unreadable } = await store.readResults(database, Date.now());
      this.unreadable.value = unreadable;
      for (const { id } of records) this.#storedIds.add(id);
      this.#updateCount();
      this.#results.restore(records.map((record) => this.#toResult(record)));
    });
  }

  /** Resolves when all changes so far are written. */
  async whenSaved(): Promise<void> {
    while (this.#pending.size > 0) await Promise.all(this.#pending);
  }

  setEnabled(enabled: boolean): void {
    this.isEnabled.value = enabled;
    writeSetting(ENABLED_KEY, enabled ? undefined : 'no');
    if (!enabled) return;
    for (const result of this.#results.list.peek()) this.#save(result);
    this.#saveAnnotations();
  }

  #saveAnnotations(): void {
    const unsaved = [...this.#unsavedAnnotations];
    this.#unsavedAnnotations.clear();
    for (const result of unsaved) {
      this.#annotate(result, {
        label: result.label.peek(),
        customName: result.customName.peek(),
        note: result.note.peek(),
      });
    }
  }

  /** Hides a result. `undoRemoval` restores it until `deleteForGood`. */
  markRemoved(result: Result): void {
    this.#setRemoved(result, Date.now());
  }

  undoRemoval(result: Result): void {
    this.#setRemoved(result, undefined);
  }

  deleteForGood(result: Result): void {
    this.#unsavedAnnotations.delete(result);
    this.#unstored.delete(result);
    const id = this.#idOf(result);
    if (id === undefined) return;
    void this.#run((database) => store.deleteResults(database, [id]), 'removal');
    this.#incompleteIds.delete(id);
    if (this.#incompleteIds.size === 0) this.#connection.forgetFailure('media');
    if (this.#unstored.size === 0) this.#connection.forgetFailure('result');
  }

  /** Deletes all stored results. The page still shows its own. */
  clear(): void {
    this.#storedIds.clear();
    this.#incompleteIds.clear();
    this.#unstored.clear();
    this.#unsavedAnnotations.clear();
    this.#written = new WeakMap();
    this.#updateCount();
    this.unreadable.value = 0;
    void this.#run(store.deleteAllResults, 'removal');
    // What could not be stored before is no longer wanted.
    this.#connection.forgetFailure('result');
    this.#connection.forgetFailure('media');
    this.#connection.forgetFailure('annotation');
  }

  #watch(result: Result, id: string): void {
    this.#ids.set(result, id);
    effect(() => {
      void result.finalState.value;
      untracked(() => this.#save(result));
    });
    for (const field of ANNOTATIONS) this.#watchAnnotation(result, field);
  }

  #watchAnnotation(result: Result, field: keyof Annotations): void {
    let previous: string | undefined = result[field].peek();
    effect(() => {
      const { value } = result[field];
      if (value === previous) return;
      previous = value;
      if (this.isEnabled.peek()) this.#annotate(result, { [field]: value });
      else this.#unsavedAnnotations.add(result);
    });
  }

  #annotate(result: Result, changes: Partial<Annotations>): void {
    const id = this.#idOf(result);
    if (id === undefined) return;
    void this.#track(this.#writeAnnotations(result, id, changes));
  }

  /** A success shows that what failed before may work again. */
  async #writeAnnotations(
    result: Result,
    id: string,
    changes: Partial<Annotations>,
  ): Promise<void> {
    const isStored = await this.#connection.run(async (database) => {
      await store.annotate(database, id, changes);
      return true;
    }, 'annotation');
    if (isStored) this.#saveAnnotations();
    else this.#unsavedAnnotations.add(result);
  }

  #save(result: Result): void {
    const state = result.finalState.peek();
    const { kind } = result.source.origin;
    if (state === undefined || !this.isEnabled.peek() || this.#written.get(result) === state)
      return;
    // The person still has a chosen file that failed. A live recording exists only here.
    if (kind !== 'live' && (kind !== 'own' || state.phase === 'failed')) return;
    void this.#track(this.#store(result, state));
  }

  /** Writes the verdict at once and its media when they are ready, since these take longer. */
  async #store(result: Result, state: FinalState): Promise<void> {
    const id = this.#idOf(result);
    if (id === undefined) return;
    // A restored result already has its recording in the database.
    const needsRecording = !this.#storedIds.has(id) || this.#incompleteIds.has(id);
    const { added, source } = result;
    const bytes = result.recording.peek()?.size ?? source.bytes ?? 0;
    this.#written.set(result, state);
    this.#storedIds.add(id);
    if (needsRecording) this.#incompleteIds.add(id);
    const isStored = await this.#connection.run(async (database) => {
      await store.writeRecord(database, toRecord(id, result, state, bytes));
      return true;
    }, 'result');
    if (!isStored) {
      this.#written.delete(result);
      this.#storedIds.delete(id);
      this.#incompleteIds.delete(id);
      this.#unstored.add(result);
      return;
    }
    this.#unstored.delete(result);
    const write = async () => {
      const file = needsRecording
        ? (result.recording.peek() ?? (await loadRecording(result)))
        : undefined;
      const spectrogram =
        state.phase === 'classified' ? state.classification.spectrogram : undefined;
      const picture = spectrogram && (await packSpectrogram(spectrogram));
      // A later state of the result writes its own media.
      if (this.#written.get(result) !== state) return;
      const { date } = added;
      const areStored = await this.#connection.run(async (database) => {
        await store.writeMedia(database, { id, date }, file, picture);
        return true;
      }, 'media');
      if (areStored) this.#incompleteIds.delete(id);
    };
    const { signal: neverAborted } = new AbortController();
    await this.#mediaQueue.add(write, neverAborted, Math.ceil(bytes / BYTES_PER_PLACE));
    this.#updateCount();
  }

  /** Reports results that were deleted while the page was open, by another tab for instance. */
  #checkStored(): void {
    void this.#run(async (database) => {
      const stored = new Set(await store.readIds(database));
      const isLost = [...this.#storedIds].some((id) => !stored.has(id));
      if (!isLost) return;
      for (const result of this.#results.list.peek()) {
        if (!stored.has(this.#idOf(result) ?? '')) this.#written.delete(result);
      }
      this.#storedIds.clear();
      for (const id of stored) this.#storedIds.add(id);
      this.#updateCount();
      this.#connection.reportDeleted();
    });
  }

  #setRemoved(result: Result, removed: number | undefined): void {
    const id = this.#idOf(result);
    if (id === undefined || !this.#written.has(result)) return;
    if (removed === undefined) this.#storedIds.add(id);
    else this.#storedIds.delete(id);
    this.#updateCount();
    void this.#run((database) => store.setRemoved(database, [id], removed), 'removal');
  }

  #toResult(record: ResultRecord): Result {
    const { id, name, origin, date, place, bytes } = record;
    const hasRecording = async () =>
      (await this.#connection.run((database) => store.hasRecording(database, id))) === true;
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
      record,
      { hasRecording, recording, spectrogram },
    );
    this.#written.set(result, state);
    this.#watch(result, id);
    return result;
  }

  #idOf(result: Result): string | undefined {
    return this.#ids.get(result);
  }

  #updateCount(): void {
    const complete = [...this.#storedIds].filter((id) => !this.#incompleteIds.has(id));
    this.count.value = complete.length;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#runMaintenance(), MAINTENANCE_DELAY_MS);
  }

  async #runMaintenance(): Promise<void> {
    if (this.#storedIds.size > 0) {
      void this.#run((database) => store.trimRecordings(database));
      void askToPersist();
    }
    await this.whenSaved();
    this.usage.value = await estimateUsage();
  }

  /** Tasks start in the order of the calls, and so do their transactions. */
  async #run(work: (database: Database) => Promise<void>, write?: Write): Promise<void> {
    await this.#track(this.#connection.run(work, write));
  }

  async #track(work: Promise<unknown>): Promise<void> {
    this.#pending.add(work);
    this.isSaving.value = true;
    await work.catch(() => undefined);
    this.#pending.delete(work);
    this.isSaving.value = this.#pending.size > 0;
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
