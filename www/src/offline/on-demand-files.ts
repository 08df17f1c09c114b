/**
 * Caches files of the build that few visits need, such as the decoder, when they are first used.
 * From then on they work offline, and updates replace them.
 */
import type { PrecacheEntry } from 'workbox-precaching';

export class OnDemandFiles {
  readonly #worker: ServiceWorkerGlobalScope;
  readonly #cacheName: string;
  /** Hash of each file by its URL. */
  readonly #integrity: ReadonlyMap<string, string | undefined>;

  constructor(worker: ServiceWorkerGlobalScope, entries: readonly PrecacheEntry[]) {
    const { scope } = worker.registration;
    this.#worker = worker;
    this.#cacheName = `on-demand-${scope}`;
    this.#integrity = new Map(
      entries.map(({ url, integrity }) => [new URL(url, scope).href, integrity]),
    );
  }

  has(url: string): boolean {
    return this.#integrity.has(url);
  }

  async serve(url: string): Promise<Response> {
    const cache = await this.#open();
    return (await cache.match(url, { ignoreVary: true })) ?? this.#fetch(url, cache);
  }

  /** Caches the files of this build if those of an older one were used. */
  async update(): Promise<void> {
    const cache = await this.#open();
    if ((await cache.keys()).length === 0) return;
    await Promise.all([...this.#integrity.keys()].map((url) => this.serve(url)));
  }

  /** Deletes the files of older builds. */
  async removeStale(): Promise<void> {
    const cache = await this.#open();
    for (const { url } of await cache.keys()) if (!this.has(url)) await cache.delete(url);
  }

  async #fetch(url: string, cache: Cache): Promise<Response> {
    const integrity = this.#integrity.get(url);
    // The browser's HTTP cache may hold a broken file for a year.
    const response = await fetch(url, { cache: 'no-cache', ...(integrity && { integrity }) });
    // On a full device, the file still serves this visit.
    if (response.ok) await cache.put(url, response.clone()).catch(() => undefined);
    return response;
  }

  #open(): Promise<Cache> {
    return this.#worker.caches.open(this.#cacheName);
  }
}
