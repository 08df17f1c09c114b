/**
 * Keeps the files of older builds in the cache while pages of these builds are open in other tabs,
 * and deletes them afterwards.
 */
import type { PrecacheController } from 'workbox-precaching';
import type { OnDemandFiles } from './on-demand-files.ts';
import { ENTRY_QUERY, type EntryUrl, type VersionQuery } from './version-messages.ts';

/** A page that is starting or frozen does not reply. The next page that starts asks again. */
const REPLY_TIMEOUT_MS = 3000;

export class StaleAssets {
  readonly #worker: ServiceWorkerGlobalScope;
  readonly #precache: PrecacheController;
  readonly #onDemandFiles: OnDemandFiles;

  constructor(
    worker: ServiceWorkerGlobalScope,
    precache: PrecacheController,
    onDemandFiles: OnDemandFiles,
  ) {
    this.#worker = worker;
    this.#precache = precache;
    this.#onDemandFiles = onDemandFiles;
  }

  /** Whether a page belongs to this worker's build. */
  isCurrentBuild(entry: EntryUrl): boolean {
    return this.#precache.getCacheKeyForURL(entry) !== undefined;
  }

  /** Serves a file of an older build from the cache. Hashed names keep builds apart. */
  async serve(request: Request): Promise<Response> {
    // The cache key contains a revision as its query. On-demand files are in another cache.
    const options = { ignoreSearch: true, ignoreVary: true };
    return (await this.#worker.caches.match(request.url, options)) ?? fetch(request);
  }

  /** Deletes files of older builds, unless a page of another build is open. */
  async remove(event: ExtendableEvent): Promise<void> {
    const { registration, clients } = this.#worker;
    // A newer build is filling the same cache, and its files would be deleted as stale.
    if (registration.installing || registration.waiting) return;
    const pages = await clients.matchAll({ type: 'window', includeUncontrolled: true });
    const entries = await Promise.all(pages.map(queryEntry));
    const areAllCurrent = entries.every(
      (entry) => entry !== undefined && this.isCurrentBuild(entry),
    );
    if (!areAllCurrent) return;
    await this.#precache.activate(event);
    await this.#onDemandFiles.removeStale();
  }
}

function queryEntry(page: Client): Promise<EntryUrl | undefined> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), REPLY_TIMEOUT_MS);
    port1.onmessage = ({ data }: MessageEvent<EntryUrl>) => resolve(data);
    page.postMessage({ type: ENTRY_QUERY } satisfies VersionQuery, [port2]);
  });
}
