import { describe, expect, it } from 'vitest';
import { droppedFolders, emptyFolderSource, findRecordings } from './folder.ts';

const file = (path: string) =>
  ({
    isDirectory: false,
    name: path.split('/').at(-1),
    fullPath: `/${path}`,
    file: (give: (file: File) => void) => give(new File(['x'], path.split('/').at(-1) ?? '')),
  }) as unknown as FileSystemEntry;

/** Returns its children in two portions, as browsers do with many. */
function folder(name: string, children: FileSystemEntry[]): FileSystemEntry {
  const portions = [children.slice(0, 2), children.slice(2), []];
  return {
    isDirectory: true,
    name,
    createReader: () => ({
      readEntries: (give: (entries: FileSystemEntry[]) => void) => give(portions.shift() ?? []),
    }),
  } as unknown as FileSystemEntry;
}

const items = (...entries: (FileSystemEntry | null)[]) =>
  entries.map((entry) => ({ webkitGetAsEntry: () => entry })) as unknown as DataTransferItemList;

describe('folders', () => {
  it('findRecordings lists nested recordings in order, named by path', async () => {
    const dropped = folder('pours', [
      file('pours/10.wav'),
      file('pours/9.wav'),
      file('pours/notes.txt'),
      file('pours/.hidden.wav'),
      folder('hot', [file('pours/hot/a.M4A')]),
    ]);
    const sources = await findRecordings([dropped]);
    expect(sources.map(({ name }) => name)).toEqual([
      'pours/9.wav',
      'pours/10.wav',
      'pours/hot/a.M4A',
    ]);
  });

  it('droppedFolders returns entries only if one is a folder', () => {
    const hot = folder('hot', []);
    expect(droppedFolders(items(file('a.wav')))).toBeUndefined();
    expect(droppedFolders(items(null))).toBeUndefined();
    expect(droppedFolders(undefined)).toBeUndefined();
    expect(droppedFolders(items(hot))).toEqual([hot]);
  });

  it('emptyFolderSource fails with empty-folder', async () => {
    const source = emptyFolderSource('notes');
    expect(source.name).toBe('notes');
    await expect(source.load(new AbortController().signal)).rejects.toMatchObject({
      code: 'empty-folder',
    });
  });
});
