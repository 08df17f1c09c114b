/**
 * Where the service worker puts what another app shares with this one, until a page takes it. A
 * database of its own: the worker must not meet the versions of the page's.
 */
import { type DBSchema, openDB } from 'idb';

interface Schema extends DBSchema {
  shares: { key: number; value: Share };
}

/** Nothing shared is a share too: the person gets a sentence for it. */
export interface Share {
  files: readonly File[];
}

const open = () =>
  openDB<Schema>('hot-or-cold-inbox', 1, {
    upgrade: (database) => void database.createObjectStore('shares', { autoIncrement: true }),
  });

export async function put(share: Share): Promise<void> {
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
export async function takeAll(): Promise<Share[]> {
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
