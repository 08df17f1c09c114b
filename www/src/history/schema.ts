/** Schema of the database on this device, and its upgrade from older versions. */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { PackedSpectrogram } from './spectrogram-codec.ts';

export const DATABASE = 'hot-or-cold';

/**
 * Increase it with each change of the stored data, and add a step to `upgrade` if the stores
 * change. 3: recordings and pictures are bytes. Blobs of older versions are still read. 4: pictures
 * have a palette. Those without one are still read. 5: results have pours and a reason. Those
 * without them are still read. 6: results may have a custom name and a note.
 */
export const VERSION = 6;

export interface Schema extends DBSchema {
  /** Small, since all are read at once. Read them only with `readRecord`. */
  results: { key: string; value: { id: string }; indexes: { date: number } };
  /** Large, so read one by one when a card comes near the viewport. */
  recordings: {
    key: string;
    value: StoredRecording;
    indexes: { age: [date: number, bytes: number] };
  };
  /** Read them only with `readCup`. */
  cups: { key: string; value: { id: string } };
  pictures: { key: string; value: { id: string; picture: PackedSpectrogram } };
}

export interface StoredRecording {
  id: string;
  date: number;
  bytes: number;
  file: StoredFile;
}

export type Database = IDBPDatabase<Schema>;

/** Upgrades from version `from`, which is 0 for a new database. */
export function upgrade(database: Database, from: number, to: number): void {
  if (from < 1) {
    database.createObjectStore('results', { keyPath: 'id' }).createIndex('date', 'date');
    database
      .createObjectStore('recordings', { keyPath: 'id' })
      .createIndex('age', ['date', 'bytes']);
    database.createObjectStore('pictures', { keyPath: 'id' });
  }
  if (from < 2 && to >= 2) database.createObjectStore('cups', { keyPath: 'id' });
}

/**
 * A recording as stored. WebKit refuses to store a Blob in private windows, and sometimes in
 * others: "Error preparing Blob/File data to be stored in object store" (jakearchibald/idb#58,
 * dexie/Dexie.js#1919).
 */
export interface StoredFile {
  type: string;
  bytes: ArrayBuffer;
}

export async function toStoredFile(file: Blob): Promise<StoredFile> {
  return { type: file.type, bytes: await file.arrayBuffer() };
}

/** Returns `undefined` for a damaged file. Databases up to version 2 contain Blobs. */
export function fromStoredFile(stored: unknown): Blob | undefined {
  if (stored instanceof Blob) return stored;
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { type, bytes } = stored as Partial<StoredFile>;
  return bytes instanceof ArrayBuffer ? new Blob([bytes], { type: String(type) }) : undefined;
}
