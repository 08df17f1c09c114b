/**
 * Caches one complete, verified build and serves its pages. It fetches only the files of its own
 * build from its own origin. See README.md.
 */
import { PrecacheController, type PrecacheEntry, PrecacheRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { SHARE_TARGET } from './launch-action.ts';
import { OnDemandFiles } from './on-demand-files.ts';
import { receiveShare } from './shared-files.ts';
import { StaleAssets } from './stale-assets.ts';
import { VERSION_CHECK, type VersionReply, type WorkerMessage } from './version-messages.ts';

declare const self: ServiceWorkerGlobalScope;

const precache = new PrecacheController({
  plugins: [
    {
      /**
       * Bypasses the browser's HTTP cache, which may hold a broken file for a year. The first
       * install revalidates the files, most of which the page has just loaded. An update reloads
       * them.
       */
      async requestWillFetch({ request, event }) {
        if (event?.type !== 'install') return request;
        return new Request(request, { cache: self.registration.active ? 'reload' : 'no-cache' });
      },
    },
  ],
});
// Some hosts send a Vary header with every file, although all visitors get the same files.
precache.strategy.matchOptions = { ignoreVary: true };
const files = self.__WB_MANIFEST as (PrecacheEntry & { isOnDemand?: true })[];
precache.addToCacheList(files.filter(({ isOnDemand }) => !isOnDemand));
const onDemandFiles = new OnDemandFiles(
  self,
  files.filter(({ isOnDemand }) => isOnDemand),
);
const staleAssets = new StaleAssets(self, precache, onDemandFiles);

self.addEventListener('install', (event) => event.waitUntil(install(event)));

// No skipWaiting() here: a new build takes over when the last page of the old one is closed, or
// when the person asks for it.
self.addEventListener('activate', (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), staleAssets.remove(event)]));
});

self.addEventListener('message', (event) => {
  const message = event.data as WorkerMessage;
  if (message.type === 'activate') event.waitUntil(self.skipWaiting());
  if (message.type === VERSION_CHECK) {
    const reply: VersionReply = { current: staleAssets.isCurrentBuild(message.entry) };
    event.ports[0]?.postMessage(reply);
    event.waitUntil(staleAssets.remove(event));
  }
});

registerRoute(
  new PrecacheRoute(precache, {
    directoryIndex: 'index.html',
    cleanURLs: false,
    // The page reads the query.
    ignoreURLParametersMatching: [/./],
  }),
);
registerRoute(
  ({ url }) => onDemandFiles.has(url.href),
  ({ request }) => onDemandFiles.serve(request.url),
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
  // The active worker may have deleted a file that was already cached.
  const cache = await self.caches.open(precache.strategy.cacheName);
  for (const key of precache.getURLsToCacheKeys().values()) {
    if ((await cache.match(key, { ignoreVary: true })) === undefined) {
      throw new Error(`${key} is not in the cache`);
    }
  }
  // The build works without them.
  await onDemandFiles.update().catch(() => undefined);
}
