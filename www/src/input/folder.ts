/** Finds the recordings in folders that are dropped on the page. */
import { home } from '../i18n/index.ts';
import { fileSource, type Source } from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import { looksLikeRecording } from './file-types.ts';

/**
 * All dropped entries, or undefined without a folder. Must be called during the drop event;
 * afterwards the entries are gone.
 */
export function droppedFolders(
  items: DataTransferItemList | undefined,
): FileSystemEntry[] | undefined {
  const entries = [...(items ?? [])].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  return entries.some(({ isDirectory }) => isDirectory) ? entries : undefined;
}

export async function findRecordings(entries: readonly FileSystemEntry[]): Promise<Source[]> {
  const found: Source[] = [];
  for (const entry of entries) {
    if (entry.isDirectory) {
      found.push(...(await findRecordings(await readChildren(entry as FileSystemDirectoryEntry))));
    } else {
      const file = await readFile(entry as FileSystemFileEntry);
      if (file && looksLikeRecording(file)) found.push(fileSource(file, entry.fullPath.slice(1)));
    }
  }
  return found;
}

async function readChildren(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  for (;;) {
    // Chromium returns up to a hundred at a time, and an empty array at the end.
    const batch = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    );
    if (batch.length === 0) break;
    children.push(...batch);
  }
  return children.toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}

function readFile(entry: FileSystemFileEntry): Promise<File | undefined> {
  return new Promise((resolve) => entry.file(resolve, () => resolve(undefined)));
}

/** A source that fails, for a folder without recordings. */
export function emptyFolderSource(name: string): Source {
  const load = () =>
    Promise.reject(new Failure('empty-folder', () => home.failures['empty-folder']));
  return { name, origin: { kind: 'own' }, load };
}
