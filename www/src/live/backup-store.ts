/**
 * Stores recordings in progress in chunks. Their database is separate from the history, so that a
 * recording is stored even if the history has a problem.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { change, read } from '../history/transaction.ts';

const DATABASE = 'hot-or-cold-backups';

export interface BackupRecord {
  id: string;
  /** Start of the recording, in ms since 1970. */
  date: number;
  sampleRate: number;
}

/** `samples` is the length of the chunk, so that a duration is read without the audio. */
export type ChunkKey = [id: string, start: number, samples: number];

interface Schema extends DBSchema {
  recordings: { key: string; value: BackupRecord };
  /** 16-bit mono samples. */
  chunks: { key: ChunkKey; value: ArrayBuffer };
}

export type BackupDatabase = IDBPDatabase<Schema>;

const STORES = ['recordings', 'chunks'] as const;

/** Rejects without IndexedDB. */
export async function openBackups(): Promise<BackupDatabase> {
  return openDB<Schema>(DATABASE, 1, {
    upgrade(database) {
      database.createObjectStore('recordings', { keyPath: 'id' });
      database.createObjectStore('chunks');
    },
    // Otherwise the site's data could not be deleted during a recording.
    blocking: (_current, _wanted, event) => (event.target as IDBDatabase).close(),
  });
}

/** Runs `work` with a connection of its own. */
export async function withBackups<T>(work: (database: BackupDatabase) => Promise<T>): Promise<T> {
  const database = await openBackups();
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

/** Adds chunks to a recording, which the first call creates, and deletes those of `discarded`. */
export function writeChunks(
  database: BackupDatabase,
  record: BackupRecord,
  chunks: readonly (readonly [ChunkKey, ArrayBuffer])[],
  discarded: readonly ChunkKey[] = [],
): Promise<void> {
  return change(database, STORES, (changes) => {
    const stored = changes.objectStore('chunks');
    return [
      changes.objectStore('recordings').put(record),
      ...chunks.map(([key, bytes]) => stored.put(bytes, key)),
      ...discarded.map((key) => stored.delete(key)),
    ];
  });
}

/** Newest first. */
export async function readBackups(database: BackupDatabase): Promise<BackupRecord[]> {
  const records = await read(database, 'recordings', (recordings) => recordings.getAll());
  return records.sort((a, b) => b.date - a.date);
}

/** Returns `undefined` for a recording that was deleted meanwhile. */
export async function readSeconds(
  database: BackupDatabase,
  { id, sampleRate }: BackupRecord,
): Promise<number | undefined> {
  const key = await read(database, 'recordings', (recordings) => recordings.getKey(id));
  if (key === undefined) return undefined;
  const keys = await read(database, 'chunks', (chunks) => chunks.getAllKeys(chunksOf(id)));
  return keys.reduce((total, [, , samples]) => total + samples, 0) / sampleRate;
}

/** Returns the chunks in order of time; none for a recording that was deleted meanwhile. */
export async function readChunks(
  database: BackupDatabase,
  id: string,
): Promise<[ChunkKey, ArrayBuffer][]> {
  const range = chunksOf(id);
  const [keys, bytes] = await read(database, 'chunks', (chunks) =>
    Promise.all([chunks.getAllKeys(range), chunks.getAll(range)]),
  );
  return keys.map((key, i) => [key, bytes[i] ?? new ArrayBuffer()]);
}

export function deleteBackup(database: BackupDatabase, id: string): Promise<void> {
  return change(database, STORES, (changes) => [
    changes.objectStore('recordings').delete(id),
    changes.objectStore('chunks').delete(chunksOf(id)),
  ]);
}

/** An array is greater than every number in the order of keys. */
function chunksOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id], [id, []]);
}

/** The page that records or offers a recording holds this lock. A crash releases it. */
export function backupLock(id: string): string {
  return `recording-${id}`;
}
