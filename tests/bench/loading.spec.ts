/** Times loading: with an empty cache over a slow link, and from the service worker. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { READY_MARK } from '../../www/src/util/performance-marks.ts';
import { chromiumArguments, chromiumPath } from '../e2e/chromium.ts';
import { StaticServer } from '../static-server.ts';
import { dist, peerSite, SERVER, writeResults } from './paths.ts';
import { ThrottledLink } from './throttled-link.ts';

const MEGABIT = 1e6;
const LINKS = {
  '10 Mbit/s': new ThrottledLink(10 * MEGABIT, 20),
  'this machine': undefined,
};
const SERVICE_WORKER = 'service-worker.js';
const COLD_ROUNDS = 11;
const WARM_ROUNDS = 21;

test('the pages are timed with an empty cache', async ({ browser }) => {
  const site = await StaticServer.start(dist, SERVER);
  const peerServer = await StaticServer.start(peerSite, SERVER);
  const pages = {
    'hot-or-cold': { server: site, address: site.address },
    onnxruntime: { server: peerServer, address: `${peerServer.address}onnxruntime.html` },
    tensorflow: { server: peerServer, address: `${peerServer.address}tensorflow.html` },
  };
  const bytes: Record<string, Record<string, number>> = {};
  const ms: Record<string, Record<string, number[]>> = {};
  for (const [name, link] of Object.entries(LINKS)) {
    site.link = peerServer.link = link;
    const times: Record<string, number[]> = {};
    // Round -1 fills the servers' caches of compressed files.
    for (let round = -1; round < COLD_ROUNDS; round++) {
      for (const [peer, { server, address }] of Object.entries(pages)) {
        server.sent.clear();
        // A new context has an empty cache.
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(address, { waitUntil: 'commit' });
        const readyMs = await timeUntilReady(page);
        // Counts the service worker itself, but not what it fetches after the page is ready.
        const files = Object.fromEntries(server.sent);
        if (peer === 'hot-or-cold') {
          await expect.poll(() => server.sent.get(SERVICE_WORKER)).toBeGreaterThan(0);
          files[SERVICE_WORKER] = server.sent.get(SERVICE_WORKER) ?? 0;
        }
        bytes[peer] = files;
        await context.close();
        if (round >= 0) {
          times[peer] ??= [];
          times[peer].push(readyMs);
        }
      }
    }
    ms[name] = times;
  }
  writeResults('loading-cold', { browser: browser.version(), ms, bytes });
  await site.stop();
  await peerServer.stop();
});

test('the page is timed from its service worker', async () => {
  const site = await StaticServer.start(dist, SERVER);
  const profile = mkdtempSync(join(tmpdir(), 'hot-or-cold-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: chromiumArguments,
  });
  const page = await context.newPage();
  await page.goto(site.address);
  await timeUntilReady(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const ms = [];
  let fromServer = 0;
  for (let round = 0; round < WARM_ROUNDS; round++) {
    site.sent.clear();
    await page.goto('about:blank');
    await page.goto(site.address, { waitUntil: 'commit' });
    ms.push(await timeUntilReady(page));
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    fromServer += site.sent.size;
  }
  await context.close();
  rmSync(profile, { recursive: true, force: true });
  expect(fromServer, 'files that the service worker had not cached').toBe(0);
  writeResults('loading-warm', { ms });
  await site.stop();
});

/** Returns the time in ms from navigation until the page can classify. */
function timeUntilReady(page: Page): Promise<number> {
  return page.evaluate(
    (mark) =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [entry] = list.getEntriesByName(mark);
          if (entry) resolve(entry.startTime);
        }).observe({ type: 'mark', buffered: true });
      }),
    READY_MARK,
  );
}
