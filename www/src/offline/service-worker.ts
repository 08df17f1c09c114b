/**
 * Holds one whole build, checked, and serves its pages from it; see README.md. It fetches nothing but
 * the files of its own build, from its own origin.
 */
import { PrecacheController, PrecacheRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { SHARE_TARGET } from './launch-action.ts';
import { receiveShare } from './shared-files.ts';
import { StaleAssets } from './stale-assets.ts';
import type { VersionReply, WorkerMessage } from './version-messages.ts';

declare const self: ServiceWorkerGlobalScope;

const precache = new PrecacheController({
  plugins: [
    {
      /**
       * The browser's own cache may hold a broken file for as long as a year. At the first visit it
       * has just fetched most of these, and asks the server whether they are still the same; for an
       * update nothing is taken from it.
       */
      async requestWillFetch({ request, event }) {
        if (event?.type !== 'install') return request;
        return new Request(request, { cache: self.registration.active ? 'reload' : 'no-cache' });
      },
    },
  ],
});
// The files are the same for everyone; some hosts say of all they send that it varies.
precache.strategy.matchOptions = { ignoreVary: true };
precache.addToCacheList(self.__WB_MANIFEST);
const staleAssets = new StaleAssets(self, precache);

self.addEventListener('install', (event) => event.waitUntil(install(event)));

// No skipWaiting() here: a new build takes over when the last page of the old one is closed, or when
// a person asks for it.
self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), staleAssets.remove(event)]));
});

self.addEventListener('message', (event) => {
  const message = event.data as WorkerMessage;
  if (message.type === 'activate') event.waitUntil(self.skipWaiting());
  if (message.type === 'hello') {
    const recognised: VersionReply = { current: staleAssets.isCurrentBuild(message.entry) };
    event.ports[0]?.postMessage(recognised);
    event.waitUntil(staleAssets.remove(event));
  }
});

registerRoute(
  new PrecacheRoute(precache, {
    directoryIndex: 'index.html',
    cleanURLs: false,
    // What comes after the ? is for the page.
    ignoreURLParametersMatching: [/./],
  }),
);
registerRoute(
  ({ url }) => url.href.startsWith(new URL('assets/', self.registration.scope).href),
  ({ request }) => staleAssets.serve(request),
);
registerRoute(
  ({ url }) => url.href === new URL(SHARE_TARGET, self.registration.scope).href,
  ({ request }) => receiveShare(request, self.registration.scope),
  'POST',
);

async function install(event: ExtendableEvent): Promise<void> {
  await precache.install(event);
  // What was there already may have been removed meanwhile by the worker in charge.
  const cache = await self.caches.open(precache.strategy.cacheName);
  for (const key of precache.getURLsToCacheKeys().values()) {
    if ((await cache.match(key, { ignoreVary: true })) === undefined) {
      throw new Error(`${key} is not in the cache`);
    }
  }
}
