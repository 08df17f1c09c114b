/**
 * Stores a recording in progress about every second, so that a crash or a discarded tab loses at
 * most that second. See interrupted-recordings.ts for what the next visit does with it.
 */
import { acquireLock } from '../util/locks.ts';
import { createId } from '../util/storage.ts';
import { wavSamples } from '../util/wav.ts';
import {
  type BackupDatabase,
  type BackupRecord,
  backupLock,
  type ChunkKey,
  deleteBackup,
  openBackups,
  writeChunks,
} from './backup-store.ts';
import type { CaptureBuffer } from './capture-buffer.ts';

/** Audio of one write, which takes less than a millisecond on the main thread. */
const MIN_CHUNK_SECONDS = 1;

/** Longest audio of one write after a delay. Its encoding takes a few milliseconds on a phone. */
const MAX_CHUNK_SECONDS = 4;

export class RecordingBackup {
  readonly #buffer: CaptureBuffer;
  readonly #record: BackupRecord;
  readonly #opened: Promise<BackupDatabase | undefined>;
  #releaseLock: () => void = () => undefined;
  /** Chunks that are stored, oldest first. */
  readonly #keys: ChunkKey[] = [];
  /** Index of the first sample that is not stored. */
  #end = 0;
  /** One write at a time: a slow disk makes the chunks longer, not the queue. */
  #write: Promise<void> | undefined;
  #isClosed = false;

  constructor(buffer: CaptureBuffer, sampleRate: number) {
    this.#buffer = buffer;
    this.#record = { id: createId(), date: Date.now(), sampleRate };
    this.#opened = this.#open();
  }

  /** Stores the samples of the buffer once they are long enough. Call it after adding some. */
  update(): void {
    const { sampleRate } = this.#record;
    const start = Math.max(this.#end, this.#buffer.start);
    if (this.#isClosed || this.#write || this.#buffer.end - start < MIN_CHUNK_SECONDS * sampleRate)
      return;
    this.#write = this.#writeFrom(start).catch(() => {
      // No space, or the person deleted the data of the site. The recording itself goes on.
      this.#isClosed = true;
    });
    void this.#write.then(() => {
      this.#write = undefined;
    });
  }

  /** Ends the backup without deleting it, so that the next visit offers it. */
  async release(): Promise<void> {
    this.#isClosed = true;
    await this.#write;
    (await this.#opened)?.close();
    this.#releaseLock();
  }

  /** Deletes the backup of a recording that is stored elsewhere or was discarded. */
  async delete(): Promise<void> {
    this.#isClosed = true;
    await this.#write;
    const database = await this.#opened;
    if (database) await deleteBackup(database, this.#record.id).catch(() => undefined);
    await this.release();
  }

  async #open(): Promise<BackupDatabase | undefined> {
    try {
      // First: another page must not offer a recording that is still running.
      this.#releaseLock = await acquireLock(backupLock(this.#record.id));
      return await openBackups();
    } catch {
      this.#isClosed = true;
      return undefined;
    }
  }

  async #writeFrom(start: number): Promise<void> {
    const database = await this.#opened;
    if (database === undefined) return;
    const { id, sampleRate } = this.#record;
    const samples = wavSamples(this.#buffer.copy(start, MAX_CHUNK_SECONDS * sampleRate));
    const key: ChunkKey = [id, start, samples.length];
    // The recorder discards old audio while there is no pour.
    const firstHeld = this.#keys.findIndex(
      ([, from, length]) => from + length > this.#buffer.start,
    );
    const discarded = this.#keys.splice(0, firstHeld < 0 ? this.#keys.length : firstHeld);
    await writeChunks(database, this.#record, [[key, samples.buffer]], discarded);
    this.#keys.push(key);
    this.#end = start + samples.length;
  }
}
