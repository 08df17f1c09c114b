/**
 * What older builds left in the cache. Their pages may still be open in other tabs and load from it:
 * it goes when the last of them is gone.
 */
import type { PrecacheController } from 'workbox-precaching';
import type { EntryUrl, VersionQuery } from './version-messages.ts';

/** A page that is starting, or frozen, does not answer; the next page that starts asks again. */
const REPLY_TIMEOUT_MS = 3000;

export class StaleAssets {
  readonly #worker: ServiceWorkerGlobalScope;
  readonly #precache: PrecacheController;

  constructor(worker: ServiceWorkerGlobalScope, precache: PrecacheController) {
    this.#worker = worker;
    this.#precache = precache;
  }

  /** Whether the page is of this worker's build. */
  isCurrentBuild(entry: EntryUrl): boolean {
    return this.#precache.getCacheKeyForURL(entry) !== undefined;
  }

  /** A file that this build does not have, from the build that has. Names with a hash cannot be mixed up. */
  async serve(request: Request): Promise<Response> {
    const cache = await this.#worker.caches.open(this.#precache.strategy.cacheName);
    // The key holds a revision as its query.
    const options = { ignoreSearch: true, ignoreVary: true };
    return (await cache.match(request.url, options)) ?? fetch(request);
  }

  /** Removes them, if no page of another build is open. */
  async remove(event: ExtendableEvent): Promise<void> {
    const { registration, clients } = this.#worker;
    // A newer build fills the same cache just now: its files would be taken for leftovers.
    if (registration.installing || registration.waiting) return;
    const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
    const entries = await Promise.all(pages.map(queryEntry));
    const all = entries.every((entry) => entry !== undefined && this.isCurrentBuild(entry));
    if (all) await this.#precache.activate(event);
  }
}

function queryEntry(page: Client): Promise<EntryUrl | undefined> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), REPLY_TIMEOUT_MS);
    port1.onmessage = ({ data }: MessageEvent<EntryUrl>) => resolve(data);
    page.postMessage({ type: 'which-entry' } satisfies VersionQuery, [port2]);
  });
}
