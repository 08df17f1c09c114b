/** What the page has written: its words run ahead of its database, and a reload drops what is not there yet. */
import type { Page } from '@playwright/test';

/** All values of a store, as another tab would read them. */
export const stored = <Value>(page: Page, store: 'results' | 'cups'): Promise<Value[]> =>
  page.evaluate(
    (name) =>
      new Promise<Value[]>((resolve) => {
        const opening = indexedDB.open('hot-or-cold');
        opening.onsuccess = () => {
          const asked = opening.result.transaction(name).objectStore(name).getAll();
          asked.onsuccess = () => {
            opening.result.close();
            resolve(asked.result);
          };
        };
      }),
    store,
  );
