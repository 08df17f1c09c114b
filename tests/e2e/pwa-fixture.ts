/** The site with its service worker, in a browser that keeps things, from a server that can go. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { offline as words } from '../../www/src/i18n/index.ts';
import { fakeMicrophone } from './microphone.ts';
import { Watch } from './page-guard.ts';
import { builds } from './paths.ts';
import { test as base, expect, Site } from './site.ts';
import { StaticServer } from './static-server.ts';

export { expect };

interface Options {
  path?: string;
  folder?: string;
  /** What the microphone hears. */
  sound?: string;
  before?: (page: Page) => Promise<unknown>;
  /** What is wrong with the server from the start. */
  fault?: StaticServer['fault'];
  /** Whether to wait for the service worker to be ready. */
  ready?: boolean;
}

export interface Installed {
  server: StaticServer;
  context: BrowserContext;
  page: Page;
  site: Site;
  watch: Watch;
  bar: Locator;
  /** No network and no server. */
  cut(): Promise<void>;
}

interface Fixtures {
  installed: (options?: Options) => Promise<Installed>;
}

export const test = base.extend<Fixtures>({
  installed: async ({ playwright, launchOptions, scratch }, use) => {
    const open: Installed[] = [];
    await use(
      async ({ path = '/', folder = builds.A, sound, before, fault, ready = true } = {}) => {
        const server = await StaticServer.start(folder, path);
        server.fault = fault;
        const context = await playwright.chromium.launchPersistentContext(
          scratch(`profile-${open.length}`),
          {
            ...launchOptions,
            args: [
              ...(launchOptions.args ?? []),
              // For offline-app.spec.ts: the protocol may install apps.
              '--enable-devtools-pwa-handler',
              ...(sound ? fakeMicrophone(sound) : []),
            ],
            baseURL: server.address,
            serviceWorkers: 'allow',
          },
        );
        const watch = await Watch.over(context, new URL(server.address).origin);
        const page = context.pages()[0] ?? (await context.newPage());
        await before?.(page);
        const site = new Site(page);
        await site.open(server.address);
        const bar = page.getByRole('region', { name: words.heading });
        const cut = async () => {
          await server.stop();
          await context.setOffline(true);
        };
        const made = { server, context, page, site, watch, bar, cut };
        open.push(made);
        if (ready) await isReady(page);
        return made;
      },
    );
    const seen: string[] = [];
    for (const { context, server, watch } of open) {
      // A test may have closed it, as a person does.
      seen.push(...(await watch.total().catch(() => watch.offences)));
      await context.close();
      await server.stop();
    }
    expect(seen).toEqual([]);
  },
});

export async function isReady(page: Page): Promise<void> {
  await expect(page.getByRole('contentinfo')).toContainText(words.ready);
}

/** Looks for a new version, as the page does from time to time; tells what came of it. */
export function lookForUpdate(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const result = new Promise<string>((resolve) => {
      registration.addEventListener('updatefound', () => {
        const worker = registration.installing;
        worker?.addEventListener('statechange', () => {
          if (['installed', 'redundant'].includes(worker.state)) resolve(worker.state);
        });
      });
    });
    await registration.update();
    return result;
  });
}

/** The files that the service worker holds, in order. */
export async function held(page: Page, server: StaticServer): Promise<string[]> {
  const keys = await page.evaluate(async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(caches_.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => url);
  });
  return keys.map((key) => key.replace(server.address, '').replace(/\?.*/, '')).sort();
}

/** For servers, for stores and for the browser itself; no page asks for it. */
const FOR_SERVERS =
  /^screenshots\/|^service-worker\.js$|^404\.html$|^_headers$|^robots\.txt$|\.(br|gz)$/;

/** What a build has to hold. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .filter((file) => !FOR_SERVERS.test(file))
    .sort();
}

/** All that the page and its workers have loaded. */
export function loaded(page: Page, server: StaticServer): Promise<string[]> {
  return page.evaluate(
    (address) =>
      performance.getEntriesByType('resource').map(({ name }) => name.replace(address, '')),
    server.address,
  );
}
