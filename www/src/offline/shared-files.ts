/**
 * Receives files shared by other apps in the service worker, and stores them until a page reads
 * them. Their database is separate, so that the worker is independent of the page's schema.
 */
import { type DBSchema, openDB } from 'idb';
import { change } from '../history/transaction.ts';
import { type LaunchAction, SHARED_FILES, urlWithLaunchAction } from './launch-action.ts';

interface Schema extends DBSchema {
  shares: { key: number; value: SharedFiles };
}

/** The files of one share. May be empty, for which the page shows a notice. */
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
 * Returns and deletes all shares, oldest first. Deleting them first means that a file that crashes
 * the page does so only once.
 */
export async function takeSharedFiles(): Promise<SharedFiles[]> {
  const database = await open();
  try {
    let shares: SharedFiles[] = [];
    await change(database, ['shares'], async (changes) => {
      const stored = changes.objectStore('shares');
      shares = await stored.getAll();
      await stored.clear();
    });
    return shares;
  } finally {
    database.close();
  }
}

/** Handles a POST to the manifest's `share_target`: stores the files and redirects to the page. */
export async function receiveShare(request: Request, scope: string): Promise<Response> {
  let action: LaunchAction = 'shared';
  try {
    const form = await request.formData();
    const files = form.getAll(SHARED_FILES).filter((part) => part instanceof File);
    await storeSharedFiles({ files: files.filter((file) => !isEmptyField(file)) });
  } catch {
    // The device is full, or the request contains no form.
    action = 'share-failed';
  }
  // 303, so that a reload does not repeat the share.
  return Response.redirect(urlWithLaunchAction(action, scope), 303);
}

/** A form sends such a part for a file field without a file. */
function isEmptyField({ name, size }: File): boolean {
  return name === '' && size === 0;
}
