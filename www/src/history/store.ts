/** What is asked of the database, in transactions: each leaves a result whole or not there. */
import type { Label } from '../results/verdict-counts.ts';
import { type ResultRecord, readRecord } from './result-record.ts';
import type { Database } from './schema.ts';
import type { PackedSpectrogram } from './spectrogram-codec.ts';
import { fromStoredFile, toStoredFile } from './stored-file.ts';

/** A pour from the microphone is 1 MB, from a phone's recorder a tenth of that. */
export const MAX_TOTAL_BYTES = 200_000_000;
/** An hour of WAV must not push out all the pours. */
export const MAX_RECORDING_BYTES = 50_000_000;

/** A removal that a closed page left behind, in ms: no undo lasts so long. */
const STALE_REMOVAL_MS = 60_000;

const STORES = ['results', 'recordings', 'pictures'] as const;

/** The newest first; `unreadable` counts the records that are damaged. */
export async function readResults(
  database: Database,
  now: number,
): Promise<{ records: ResultRecord[]; unreadable: number }> {
  const stored = await database.getAll('results');
  const read = stored.map(readRecord);
  const records = read.filter((record) => record !== undefined);
  const dead = records.filter(({ removed = now }) => removed < now - STALE_REMOVAL_MS);
  if (dead.length > 0)
    await deleteResults(
      database,
      dead.map(({ id }) => id),
    );
  return {
    records: records
      .filter(({ removed }) => removed === undefined)
      .sort((a, b) => b.date - a.date || a.place - b.place),
    unreadable: read.length - records.length,
  };
}

/** `file` and `picture` stay as they were where they are not given. */
export async function writeResult(
  database: Database,
  record: ResultRecord,
  file: Blob | undefined,
  picture: PackedSpectrogram | undefined,
): Promise<void> {
  const { id, date } = record;
  // Read before the transaction begins: it ends by itself when it has nothing to do.
  const kept = file && file.size <= MAX_RECORDING_BYTES ? await toStoredFile(file) : undefined;
  const changes = database.transaction(STORES, 'readwrite');
  const [results, recordings, pictures] = STORES.map((name) => changes.objectStore(name));
  const puts = [results?.put(record)];
  if (kept) puts.push(recordings?.put({ id, date, bytes: kept.bytes.byteLength, file: kept }));
  if (picture) puts.push(pictures?.put({ id, picture }));
  await Promise.all([...puts, changes.done]);
}

/** Lets go of the oldest recordings; their verdicts stay. */
export async function trimRecordings(database: Database, most = MAX_TOTAL_BYTES): Promise<void> {
  const changes = database.transaction('recordings', 'readwrite');
  let total = 0;
  // Keys alone: the recordings themselves are not read.
  const ages = changes.store.index('age');
  for (let at = await ages.openKeyCursor(null, 'prev'); at; at = await at.continue()) {
    total += at.key[1];
    if (total > most) await changes.store.delete(at.primaryKey);
  }
  await changes.done;
}

/** Changes what is there, fields of a newer page included; what another tab removed stays removed. */
async function updateResults(database: Database, ids: string[], fields: Partial<ResultRecord>) {
  const changes = database.transaction('results', 'readwrite');
  for (const id of ids) {
    const stored = await changes.store.get(id);
    if (stored) await changes.store.put({ ...stored, ...fields });
  }
  await changes.done;
}

export function setLabel(database: Database, id: string, given: Label | undefined): Promise<void> {
  return updateResults(database, [id], { label: given });
}

/** `undefined` takes a removal back. */
export function setRemoved(database: Database, ids: string[], removed: number | undefined) {
  return updateResults(database, ids, { removed } as Partial<ResultRecord>);
}

export async function deleteResults(database: Database, ids: string[]): Promise<void> {
  const changes = database.transaction(STORES, 'readwrite');
  for (const name of STORES) {
    for (const id of ids) void changes.objectStore(name).delete(id);
  }
  await changes.done;
}

export async function deleteAllResults(database: Database): Promise<void> {
  const changes = database.transaction(STORES, 'readwrite');
  for (const name of STORES) void changes.objectStore(name).clear();
  await changes.done;
}

export async function readRecording(database: Database, id: string): Promise<Blob | undefined> {
  return fromStoredFile((await database.get('recordings', id))?.file);
}

export async function readSpectrogram(
  database: Database,
  id: string,
): Promise<PackedSpectrogram | undefined> {
  return (await database.get('pictures', id))?.picture;
}
