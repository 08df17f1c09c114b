/** What the page keeps on this device, and how an older form of it becomes this one. */
import type { DBSchema, IDBPDatabase } from 'idb';
import type { PackedSpectrogram } from './spectrogram-codec.ts';
import type { StoredFile } from './stored-file.ts';

export const DATABASE = 'hot-or-cold';

/**
 * One more with each change of what is kept below, and a step in `upgrade` where the stores change.
 * 3: recordings and pictures are bytes, and no Blobs any more; both are read.
 * 4: pictures have a palette; those without are read.
 */
export const VERSION = 4;

export interface Schema extends DBSchema {
  /** Light, so that hundreds are read at once; read with `readRecord` alone. */
  results: { key: string; value: { id: string }; indexes: { date: number } };
  /** Heavy: read one by one, when a card comes near. */
  recordings: {
    key: string;
    value: StoredRecording;
    indexes: { age: [date: number, bytes: number] };
  };
  /** Read with `readCup` alone. */
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

/** From `from`, 0 for a device that has none, step by step. */
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
