/**
 * Where the service worker puts what another app shares with this one, until a page takes it. A
 * database of its own: the worker must not meet the versions of the page's.
 */
import { type DBSchema, openDB } from 'idb';
import { type LaunchAction, SHARED_FILES, urlWithLaunchAction } from './launch-action.ts';

interface Schema extends DBSchema {
  shares: { key: number; value: SharedFiles };
}

/** Nothing shared is a share too: the person gets a sentence for it. */
export interface SharedFiles {
  files: readonly File[];
}

const open = () =>
  openDB<Schema>('hot-or-cold-inbox', 1, {
    upgrade: (database) => void database.createObjectStore('shares', { autoIncrement: true }),
  });

export async function storeSharedFiles(share: SharedFiles): Promise<void> {
  const database = await open();
  try {
    await database.add('shares', share);
  } finally {
    database.close();
  }
}

/**
 * All that was shared, in order. It is gone from here once it is taken: a file that brings the page
 * down is met once, and not at every start.
 */
export async function takeSharedFiles(): Promise<SharedFiles[]> {
  const database = await open();
  try {
    const transaction = database.transaction('shares', 'readwrite');
    const shares = await transaction.store.getAll();
    await transaction.store.clear();
    await transaction.done;
    return shares;
  } finally {
    database.close();
  }
}

/** Takes what another app shares: the manifest's `share_target` leads here. */

/** Keeps the files for the page, and leads there. Nothing of them is looked at here. */
export async function receiveShare(request: Request, scope: string): Promise<Response> {
  let errand: LaunchAction = 'shared';
  try {
    const form = await request.formData();
    const files = form.getAll(SHARED_FILES).filter((part) => part instanceof File);
    await storeSharedFiles({ files: files.filter((file) => !isEmptyField(file)) });
  } catch {
    // No room on the device, or no form at all.
    errand = 'share-failed';
  }
  // 303, so that a reload does not share again.
  return Response.redirect(urlWithLaunchAction(errand, scope), 303);
}

/** What a form sends for a field in which nothing was chosen. */
function isEmptyField({ name, size }: File): boolean {
  return name === '' && size === 0;
}
