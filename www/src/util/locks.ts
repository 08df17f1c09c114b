/** Web Locks, which the browser releases when their page is closed, discarded or crashes. */

/**
 * Resolves once this page holds the lock, with a function that releases it. Rejects where the
 * browser forbids locks, as it does together with storage.
 */
export function acquireLock(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    if (!navigator.locks) return reject(new Error('no Web Locks'));
    const hold = () => new Promise<void>((release) => resolve(release));
    navigator.locks.request(name, hold).catch(reject);
  });
}
