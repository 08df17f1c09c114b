/** From navigation to ready: with an empty cache over a slow link, and from the service worker. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type Page, test } from '@playwright/test';
import { READY_MARK } from '../../www/src/util/performance-marks.ts';
import { chromiumArguments, chromiumPath } from '../e2e/chromium.ts';
import { dist, peers, write } from './paths.ts';
import { BenchServer } from './server.ts';
import { Link } from './throttled-link.ts';

const MEGABIT = 1e6;
const LINKS = {
  '10 Mbit/s': new Link(10 * MEGABIT, 20),
  'this machine': undefined,
};
const SERVICE_WORKER = 'service-worker.js';
const COLD_ROUNDS = 11;
const WARM_ROUNDS = 21;

test('cold', async ({ browser }) => {
  const site = await BenchServer.start(dist);
  const others = await BenchServer.start(peers);
  const pages = {
    'hot-or-cold': { server: site, address: site.address },
    onnxruntime: { server: others, address: `${others.address}onnxruntime.html` },
    tensorflow: { server: others, address: `${others.address}tensorflow.html` },
  };
  const bytes: Record<string, Record<string, number>> = {};
  const ms: Record<string, Record<string, number[]>> = {};
  for (const [link, shaped] of Object.entries(LINKS)) {
    site.link = others.link = shaped;
    const figures: Record<string, number[]> = {};
    // The first round fills the servers' memory of what they compress.
    for (let round = -1; round < COLD_ROUNDS; round++) {
      for (const [name, { server, address }] of Object.entries(pages)) {
        server.sent.clear();
        // A context of its own has no cache.
        const context = await browser.newContext();
        const page = await context.newPage();
        await page.goto(address, { waitUntil: 'commit' });
        const taken = await ready(page);
        // Without what the service worker fetches next, to be kept for later, but with itself.
        const files = Object.fromEntries(server.sent);
        if (name === 'hot-or-cold') {
          await expect.poll(() => server.sent.get(SERVICE_WORKER)).toBeGreaterThan(0);
          files[SERVICE_WORKER] = server.sent.get(SERVICE_WORKER) ?? 0;
        }
        bytes[name] = files;
        await context.close();
        if (round >= 0) {
          figures[name] ??= [];
          figures[name].push(taken);
        }
      }
    }
    ms[link] = figures;
  }
  write('loading-cold', { browser: browser.version(), ms, bytes });
  await site.stop();
  await others.stop();
});

test('warm', async () => {
  const site = await BenchServer.start(dist);
  const profile = mkdtempSync(join(tmpdir(), 'hot-or-cold-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: chromiumArguments,
  });
  const page = await context.newPage();
  await page.goto(site.address);
  await ready(page);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  const ms = [];
  let fromServer = 0;
  for (let round = 0; round < WARM_ROUNDS; round++) {
    site.sent.clear();
    await page.goto('about:blank');
    await page.goto(site.address, { waitUntil: 'commit' });
    ms.push(await ready(page));
    expect(await page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
    fromServer += site.sent.size;
  }
  await context.close();
  rmSync(profile, { recursive: true, force: true });
  expect(fromServer, 'files that the service worker did not have').toBe(0);
  write('loading-warm', { ms });
  await site.stop();
});

/** Milliseconds from navigation to where wasm and model can judge. */
function ready(page: Page): Promise<number> {
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
