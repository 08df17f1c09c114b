/**
 * Offers the recordings that a crash or a discarded tab interrupted: to classify them or to delete
 * them. A lock tells them from those that another tab is still recording.
 */
import { signal } from '@preact/signals';
import { timeOfDay } from '../i18n/format.ts';
import { home, recovery } from '../i18n/index.ts';
import { liveOrigin, type Source } from '../results/results.ts';
import type { Announcer } from '../ui/announcer.ts';
import type { Undo } from '../ui/undo.ts';
import { Failure } from '../util/failure.ts';
import { acquireLock } from '../util/locks.ts';
import { WAV, wavHeader } from '../util/wav.ts';
import {
  type BackupRecord,
  backupLock,
  deleteBackup,
  readBackups,
  readChunks,
  readSeconds,
  withBackups,
  writeChunks,
} from './backup-store.ts';
import { recordingFileName } from './recording-file.ts';

/** Older ones are deleted: each takes up to 30 MB. */
const MAX_OFFERS = 5;

export interface InterruptedRecording extends BackupRecord {
  seconds: number;
  releaseLock: () => void;
}

interface Deps {
  announcer: Pick<Announcer, 'announce'>;
  undo: Pick<Undo, 'show'>;
  /** Resolves when the recording needs no backup any more. */
  onSource(source: Source): Promise<void>;
}

export class InterruptedRecordings {
  /** Newest first. */
  readonly list = signal<readonly InterruptedRecording[]>([]);
  readonly #deps: Deps;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** Finds the recordings of earlier visits. Without IndexedDB there are none. */
  async start(): Promise<void> {
    const records = await withBackups(readBackups).catch(() => []);
    await Promise.all(
      records.map((record, i) => this.#claim(record, i < MAX_OFFERS).catch(() => undefined)),
    );
  }

  /** Classifies a recording, and deletes its backup once the result is stored. */
  async classify(recording: InterruptedRecording): Promise<void> {
    const { id, date } = recording;
    this.#remove(recording);
    const name = recordingFileName(new Date(date));
    const load = async () => toFile(recording, name);
    try {
      await this.#deps.onSource({ name, origin: liveOrigin, load });
      await withBackups((database) => deleteBackup(database, id));
    } finally {
      recording.releaseLock();
    }
  }

  /** Deletes a recording at once, so that no later visit offers it. Undo writes it back. */
  async delete(recording: InterruptedRecording, onUndo: () => void): Promise<void> {
    const { id, date, sampleRate, releaseLock } = recording;
    this.#remove(recording);
    const chunks = await withBackups(async (database) => {
      const stored = await readChunks(database, id);
      await deleteBackup(database, id);
      return stored;
    });
    this.#deps.undo.show({
      sentence: recovery.interrupted.deleted,
      undo: () => {
        const restored = withBackups((database) =>
          writeChunks(database, { id, date, sampleRate }, chunks),
        );
        void restored.then(() => {
          this.#offer(recording);
          onUndo();
        });
      },
      commit: releaseLock,
    });
  }

  /** Waits until no other page uses the recording. It may have finished it by then. */
  async #claim(record: BackupRecord, isOffered: boolean): Promise<void> {
    const releaseLock = await acquireLock(backupLock(record.id));
    const seconds = await withBackups((database) => readSeconds(database, record));
    if (!seconds || !isOffered) {
      await withBackups((database) => deleteBackup(database, record.id));
      return releaseLock();
    }
    const recording = { ...record, seconds, releaseLock };
    this.#offer(recording);
    this.#deps.announcer.announce(recovery.interrupted.announcement(sentenceOf(recording)));
  }

  #offer(recording: InterruptedRecording): void {
    const offers = [...this.list.peek(), recording];
    this.list.value = offers.sort((a, b) => b.date - a.date);
  }

  #remove({ id }: InterruptedRecording): void {
    this.list.value = this.list.peek().filter((other) => other.id !== id);
  }
}

export function sentenceOf({ seconds, date }: InterruptedRecording): string {
  return recovery.interrupted.sentence(seconds, timeOfDay(date));
}

async function toFile({ id, date, sampleRate }: BackupRecord, name: string): Promise<File> {
  const chunks = await withBackups((database) => readChunks(database, id)).catch(() => []);
  if (chunks.length === 0) throw new Failure('audio-gone', () => home.failures['audio-gone']);
  const length = chunks.reduce((total, [[, , samples]]) => total + samples, 0);
  const parts = [wavHeader(length, sampleRate), ...chunks.map(([, bytes]) => bytes)];
  return new File(parts, name, { type: WAV, lastModified: date });
}
