/** Reads and writes results in transactions, so that each is stored completely or not at all. */
import type { Annotations } from '../results/results.ts';
import { type ResultRecord, readRecord } from './result-record.ts';
import { type Database, fromStoredFile, toStoredFile } from './schema.ts';
import type { PackedSpectrogram } from './spectrogram-codec.ts';
import { change, read } from './transaction.ts';

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
  const stored = await read(database, 'results', (results) => results.getAll());
  const all = stored.map(readRecord);
  const records = all.filter((record) => record !== undefined);
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
    unreadable: all.length - records.length,
  };
}

/** Writes a record. Its media, which take longer to prepare, follow with `writeMedia`. */
export function writeRecord(database: Database, record: ResultRecord): Promise<void> {
  return change(database, ['results'], (changes) => [changes.objectStore('results').put(record)]);
}

/** Writes the given media of a record, unless the record was deleted meanwhile. */
export async function writeMedia(
  database: Database,
  { id, date }: Pick<ResultRecord, 'id' | 'date'>,
  file: Blob | undefined,
  picture: PackedSpectrogram | undefined,
): Promise<void> {
  // Read before the transaction starts: an idle transaction ends by itself.
  const storedFile =
    file && file.size <= MAX_RECORDING_BYTES ? await toStoredFile(file) : undefined;
  await change(database, STORES, async (changes) => {
    if ((await changes.objectStore('results').getKey(id)) === undefined) return;
    const bytes = storedFile?.bytes.byteLength ?? 0;
    await Promise.all([
      storedFile && changes.objectStore('recordings').put({ id, date, bytes, file: storedFile }),
      picture && changes.objectStore('pictures').put({ id, picture }),
    ]);
  });
}

/** Deletes the oldest recordings beyond `maxBytes` in total. Their records stay. */
export async function trimRecordings(
  database: Database,
  maxBytes = MAX_TOTAL_BYTES,
): Promise<void> {
  await change(database, ['recordings'], async (changes) => {
    let total = 0;
    const recordings = changes.objectStore('recordings');
    // A key cursor does not read the recordings themselves.
    const ages = recordings.index('age');
    for (let at = await ages.openKeyCursor(null, 'prev'); at; at = await at.continue()) {
      total += at.key[1];
      if (total > maxBytes) await recordings.delete(at.primaryKey);
    }
  });
}

/** Updates existing records and keeps their unknown fields. Deleted records stay deleted. */
async function updateResults(database: Database, ids: string[], fields: Partial<ResultRecord>) {
  await change(database, ['results'], async (changes) => {
    const results = changes.objectStore('results');
    for (const id of ids) {
      const stored = await results.get(id);
      if (stored) await results.put({ ...stored, ...fields });
    }
  });
}

/** Changes what the person said about a result. */
export function annotate(
  database: Database,
  id: string,
  changes: Partial<Annotations>,
): Promise<void> {
  return updateResults(database, [id], changes);
}

/** Marks results as removed at a time in ms since 1970, or with `undefined` as not removed. */
export function setRemoved(database: Database, ids: string[], removed: number | undefined) {
  return updateResults(database, ids, { removed } as Partial<ResultRecord>);
}

export function deleteResults(database: Database, ids: string[]): Promise<void> {
  return change(database, STORES, (changes) =>
    STORES.flatMap((name) => ids.map((id) => changes.objectStore(name).delete(id))),
  );
}

export function deleteAllResults(database: Database): Promise<void> {
  return change(database, STORES, (changes) =>
    STORES.map((name) => changes.objectStore(name).clear()),
  );
}

export function readIds(database: Database): Promise<string[]> {
  return read(database, 'results', (results) => results.getAllKeys());
}

export async function hasRecording(database: Database, id: string): Promise<boolean> {
  const key = await read(database, 'recordings', (recordings) => recordings.getKey(id));
  return key !== undefined;
}

export async function readRecording(database: Database, id: string): Promise<Blob | undefined> {
  const stored = await read(database, 'recordings', (recordings) => recordings.get(id));
  return fromStoredFile(stored?.file);
}

export async function readSpectrogram(
  database: Database,
  id: string,
): Promise<PackedSpectrogram | undefined> {
  return (await read(database, 'pictures', (pictures) => pictures.get(id)))?.picture;
}
