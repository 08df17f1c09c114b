/** The recordings in folders that are dropped on the page. */

import { home } from '../i18n/index.ts';
import { fileSource, type Source } from '../results/results.ts';
import { Failure } from '../util/failure.ts';

/** For files whose type the system does not know. */
const EXTENSIONS =
  /\.(aac|aif|aiff|amr|caf|flac|m4a|m4v|mka|mkv|mov|mp3|mp4|oga|ogg|opus|wav|weba|webm|wma)$/i;

/** A folder also holds notes, pictures and what systems hide there. */
export function looksLikeRecording({ name, type }: File): boolean {
  return !name.startsWith('.') && (/^(audio|video)\//.test(type) || EXTENSIONS.test(name));
}

/**
 * Must be called while the drop is handled: the entries are gone after it. Undefined where no folder
 * was dropped.
 */
export function droppedFolders(
  items: DataTransferItemList | undefined,
): FileSystemEntry[] | undefined {
  const entries = [...(items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  return entries.some(({ isDirectory }) => isDirectory) ? entries : undefined;
}

export async function recordingsIn(entries: readonly FileSystemEntry[]): Promise<Source[]> {
  const found: Source[] = [];
  for (const entry of entries) {
    if (entry.isDirectory) {
      found.push(...(await recordingsIn(await children(entry as FileSystemDirectoryEntry))));
    } else {
      const file = await fileOf(entry as FileSystemFileEntry);
      if (file && looksLikeRecording(file)) found.push(fileSource(file, entry.fullPath.slice(1)));
    }
  }
  return found;
}

async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    // Chromium gives a hundred at a time, and none when there are no more.
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (some.length === 0) break;
    all.push(...some);
  }
  return all.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}

function fileOf(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}

/** Stands for a folder in which there is nothing to listen to, and says so. */
export function emptyFolder(name: string): Source {
  const load = () =>
    Promise.reject(new Failure('empty-folder', () => home.failures['empty-folder']));
  return { name, origin: { kind: 'own' }, load };
}
