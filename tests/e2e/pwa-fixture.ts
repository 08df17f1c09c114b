/** Opens the site with its service worker, in a persistent browser, from a server that can stop. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Locator, Page } from '@playwright/test';
import { ON_DEMAND } from '../../www/build/on-demand.js';
import { offline as messages } from '../../www/src/i18n/index.ts';
import { StaticServer } from '../static-server.ts';
import { fakeMicrophone } from './microphone.ts';
import { PageGuard } from './page-guard.ts';
import { builds } from './paths.ts';
import { test as base, expect, Site } from './site.ts';

export { expect };

interface Options {
  path?: string;
  folder?: string;
  /** WAV that the microphone plays. */
  sound?: string;
  before?: (page: Page) => Promise<unknown>;
  /** Fault of the server from the start. */
  fault?: StaticServer['fault'];
  /** Whether to wait until the page works offline; true by default. */
  waitUntilReady?: boolean;
}

export interface PwaSession {
  server: StaticServer;
  context: BrowserContext;
  page: Page;
  site: Site;
  guard: PageGuard;
  updateBar: Locator;
  /** Stops the server and disconnects the browser. */
  goOffline(): Promise<void>;
}

interface Fixtures {
  openPwa: (options?: Options) => Promise<PwaSession>;
}

export const test = base.extend<Fixtures>({
  openPwa: async ({ playwright, launchOptions, scratch }, use) => {
    const sessions: PwaSession[] = [];
    await use(
      async ({
        path = '/',
        folder = builds.A,
        sound,
        before,
        fault,
        waitUntilReady = true,
      } = {}) => {
        const server = await StaticServer.start(folder, { path });
        server.fault = fault;
        const context = await playwright.chromium.launchPersistentContext(
          scratch(`profile-${sessions.length}`),
          {
            ...launchOptions,
            args: [
              ...(launchOptions.args ?? []),
              // Lets offline-app.spec.ts install the app.
              '--enable-devtools-pwa-handler',
              ...(sound ? fakeMicrophone(sound) : []),
            ],
            baseURL: server.address,
            serviceWorkers: 'allow',
          },
        );
        const guard = await PageGuard.attach(context, new URL(server.address).origin);
        const page = context.pages()[0] ?? (await context.newPage());
        await before?.(page);
        const site = new Site(page);
        await site.open(server.address);
        const updateBar = page.getByRole('region', { name: messages.heading });
        const goOffline = async () => {
          await server.stop();
          await context.setOffline(true);
        };
        const session = { server, context, page, site, guard, updateBar, goOffline };
        sessions.push(session);
        if (waitUntilReady) await expectOfflineReady(page);
        return session;
      },
    );
    const violations: string[] = [];
    for (const { context, server, guard } of sessions) {
      // Cookies cannot be read where the test closed the context.
      violations.push(...(await guard.collectViolations().catch(() => guard.violations)));
      await context.close();
      await server.stop();
    }
    expect(violations).toEqual([]);
  },
});

async function expectOfflineReady(page: Page): Promise<void> {
  await expect(page.getByRole('contentinfo')).toContainText(messages.ready);
}

/** Checks for a new version as the page does, and returns the new worker's final state. */
export function checkForUpdate(page: Page): Promise<string> {
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

/**
 * Leaves `page`, the last one of the old version. Opens the address on a new page until it shows
 * `version`. The waiting service worker takes over when the browser has let go of the old page,
 * which may take a moment.
 */
export async function openUpdated(
  { context, page, server }: Pick<PwaSession, 'context' | 'page' | 'server'>,
  version: string,
): Promise<Page> {
  await page.goto('about:blank');
  const next = await context.newPage();
  await expect
    .poll(async () => {
      await next.goto('about:blank');
      await next.goto(server.address);
      return next.getByRole('contentinfo').textContent();
    })
    .toContain(version);
  return next;
}

/** Returns the sorted paths of all cached files. */
export async function cachedFiles(page: Page, server: StaticServer): Promise<string[]> {
  const keys = await page.evaluate(async () => {
    const opened = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(opened.map((cache) => cache.keys()));
    return requests.flat().map(({ url }) => url);
  });
  return keys.map((key) => key.replace(server.address, '').replace(/\?.*/, '')).sort();
}

/** Files for servers, app stores and the browser, which no page needs offline. */
const NOT_PRECACHED = new RegExp(
  [
    '^screenshots/',
    '^(service-worker\\.js|404\\.html|_headers|robots\\.txt|link-preview\\.png)$',
    '^manifest\\..+\\.webmanifest$',
    '\\.(br|gz)$',
  ].join('|'),
);

/** Files that the service worker caches when they are first used. */
export const onDemandFiles = (folder: string) => filesOf(folder).filter(isOnDemand);

const isOnDemand = (file: string) => ON_DEMAND.test(file) && !NOT_PRECACHED.test(file);

/** Returns the sorted paths that the service worker must cache for a build. */
export function precachedFiles(folder: string): string[] {
  return filesOf(folder).filter((file) => !NOT_PRECACHED.test(file) && !isOnDemand(file));
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

/** Returns the paths of all resources that the page and its workers loaded. */
export function loadedUrls(page: Page, server: StaticServer): Promise<string[]> {
  return page.evaluate(
    (address) =>
      performance.getEntriesByType('resource').map(({ name }) => name.replace(address, '')),
    server.address,
  );
}
