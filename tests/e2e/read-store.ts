/**
 * Reads the page's database. The page shows a change before it is stored, so tests that reload wait
 * for the stored value.
 */
import type { Page } from '@playwright/test';

/** Returns all values of a store, read through a separate connection. */
export const readStore = <Value>(page: Page, store: 'results' | 'cups'): Promise<Value[]> =>
  page.evaluate(
    (name) =>
      new Promise<Value[]>((resolve) => {
        const request = indexedDB.open('hot-or-cold');
        request.onsuccess = () => {
          const values = request.result.transaction(name).objectStore(name).getAll();
          values.onsuccess = () => {
            request.result.close();
            resolve(values.result);
          };
        };
      }),
    store,
  );
