/** Reads and writes results in transactions, so that each is stored completely or not at all. */
import type { Label } from '../results/verdict-counts.ts';
import { type ResultRecord, readRecord } from './result-record.ts';
import { type Database, fromStoredFile, toStoredFile } from './schema.ts';
import type { PackedSpectrogram } from './spectrogram-codec.ts';

/** Total size of the stored recordings. A live recording takes 1 MB, a compressed file a tenth. */
const MAX_TOTAL_BYTES = 200_000_000;
/** Larger recordings are not stored: an hour of WAV would displace all others. */
const MAX_RECORDING_BYTES = 50_000_000;

/** Age from which a removal is final. Undo is over by then, or its page was closed. */
const STALE_REMOVAL_MS = 60_000;

const STORES = ['results', 'recordings', 'pictures'] as const;

/** Returns the records, newest first, and the number of damaged ones. */
export async function readResults(
  database: Database,
  now: number,
): Promise<{ records: ResultRecord[]; unreadable: number }> {
  const stored = await database.getAll('results');
  const read = stored.map(readRecord);
  const records = read.filter((record) => record !== undefined);
  const stale = records.filter(({ removed = now }) => removed < now - STALE_REMOVAL_MS);
  if (stale.length > 0)
    await deleteResults(
      database,
      stale.map(({ id }) => id),
    );
  return {
    records: records
      .filter(({ removed }) => removed === undefined)
      .sort((a, b) => b.date - a.date || a.place - b.place),
    unreadable: read.length - records.length,
  };
}

/** Writes a record. Without `file` or `picture`, the stored ones are left unchanged. */
export async function writeResult(
  database: Database,
  record: ResultRecord,
  file: Blob | undefined,
  picture: PackedSpectrogram | undefined,
): Promise<void> {
  const { id, date } = record;
  // Read before the transaction starts: an idle transaction ends by itself.
  const storedFile =
    file && file.size <= MAX_RECORDING_BYTES ? await toStoredFile(file) : undefined;
  const changes = database.transaction(STORES, 'readwrite');
  const [results, recordings, pictures] = STORES.map((name) => changes.objectStore(name));
  const puts = [results?.put(record)];
  if (storedFile)
    puts.push(recordings?.put({ id, date, bytes: storedFile.bytes.byteLength, file: storedFile }));
  if (picture) puts.push(pictures?.put({ id, picture }));
  await Promise.all([...puts, changes.done]);
}

/** Deletes the oldest recordings beyond `maxBytes` in total. Their records stay. */
export async function trimRecordings(
  database: Database,
  maxBytes = MAX_TOTAL_BYTES,
): Promise<void> {
  const changes = database.transaction('recordings', 'readwrite');
  let total = 0;
  // A key cursor does not read the recordings themselves.
  const ages = changes.store.index('age');
  for (let at = await ages.openKeyCursor(null, 'prev'); at; at = await at.continue()) {
    total += at.key[1];
    if (total > maxBytes) await changes.store.delete(at.primaryKey);
  }
  await changes.done;
}

/** Updates existing records and keeps their unknown fields. Deleted records stay deleted. */
async function updateResults(database: Database, ids: string[], fields: Partial<ResultRecord>) {
  const changes = database.transaction('results', 'readwrite');
  for (const id of ids) {
    const stored = await changes.store.get(id);
    if (stored) await changes.store.put({ ...stored, ...fields });
  }
  await changes.done;
}

export function setLabel(
  database: Database,
  id: string,
  newLabel: Label | undefined,
): Promise<void> {
  return updateResults(database, [id], { label: newLabel });
}

/** Marks results as removed at a time in ms since 1970, or with `undefined` as not removed. */
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
