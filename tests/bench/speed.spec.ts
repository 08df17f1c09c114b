/** Times PCM → verdict and its parts for every peer, in turns, in one page, on the same sound. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { StaticServer } from '../static-server.ts';
import type { Harness } from './browser/harness.ts';
import type { Task } from './browser/peers/peer.ts';
import { PEER_NAMES, type PeerName } from './browser/peers/start-peer.ts';
import { CLIP, clip, peerSite, SERVER, writeResults } from './paths.ts';

declare const harness: Harness;

const WARM_UPS = 5;
const ROUNDS = 30;
/** Consecutive runs per figure, since the clock of a page is too coarse for a single short run. */
const REPEATS: Record<Task, number> = { 'log-mel': 2, network: 32, verdict: 1, live: 1 };
const TASKS = Object.keys(REPEATS) as Task[];
/** Largest difference in probability between peers, as in the end-to-end tests. */
const TOLERANCE = 0.02;
const MAX_LOG_MEL_DIFFERENCE_DB = 0.3;

test('all peers give the same result, and are timed', async ({ page, browser }) => {
  test.skip(clip === undefined, 'There are no recordings: fetch the pours with ./build.sh data');
  copyFileSync(clip ?? '', join(peerSite, 'clip.m4a'));
  const server = await StaticServer.start(peerSite, SERVER);
  await page.goto(`${server.address}harness.html`);
  const seconds = await page.evaluate(() => harness.load('clip.m4a'));

  const results: Partial<Record<PeerName, Awaited<ReturnType<Harness['classify']>>>> = {};
  const differences: Partial<Record<PeerName, number>> = {};
  for (const name of PEER_NAMES) {
    await page.evaluate((peer) => harness.start(peer), name);
    results[name] = await page.evaluate((peer) => harness.classify(peer), name);
    differences[name] = await page.evaluate((peer) => harness.maxLogMelDifference(peer), name);
  }
  const expected = results['hot-or-cold'];
  for (const name of PEER_NAMES) {
    expect.soft(results[name]?.verdict, name).toBe(expected?.verdict);
    for (const key of ['probabilityHot', 'probabilityPouring'] as const) {
      const difference = Math.abs((results[name]?.[key] ?? Number.NaN) - (expected?.[key] ?? 0));
      expect.soft(difference, `${name}: ${key}`).toBeLessThanOrEqual(TOLERANCE);
    }
    expect.soft(results[name]?.width, name).toBe(expected?.width);
    expect.soft(differences[name], name).toBeLessThan(MAX_LOG_MEL_DIFFERENCE_DB);
  }

  const measure = (name: PeerName, task: Task) =>
    page.evaluate(([peer, task, repeats]) => harness.measure(peer, task, repeats), [
      name,
      task,
      REPEATS[task],
    ] as const);
  const ms: Record<string, Record<string, number[]>> = {};
  for (const task of TASKS) {
    const times: Record<string, number[]> = Object.fromEntries(
      PEER_NAMES.map((name) => [name, []]),
    );
    for (const name of PEER_NAMES) {
      for (let n = 0; n < WARM_UPS; n++) await measure(name, task);
    }
    for (let round = 0; round < ROUNDS; round++) {
      // The order rotates, since the peer after the slowest one finds cold CPU caches.
      for (let index = 0; index < PEER_NAMES.length; index++) {
        const name = PEER_NAMES[(index + round) % PEER_NAMES.length] as PeerName;
        times[name]?.push(await measure(name, task));
      }
    }
    ms[task] = times;
  }
  const wasmMemory: Partial<Record<PeerName, number>> = {};
  for (const name of PEER_NAMES) {
    wasmMemory[name] = await page.evaluate((peer) => harness.wasmMemory(peer), name);
  }
  writeResults('speed', {
    browser: browser.version(),
    clip: CLIP,
    seconds,
    results,
    differences,
    ms,
    wasmMemory,
  });
  await server.stop();
});
