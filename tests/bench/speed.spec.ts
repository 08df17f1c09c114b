/** PCM → verdict, and its parts: everyone in turn, in one page, on the same sound. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Harness } from './browser/harness.ts';
import { NAMES, type Name } from './browser/peers/names.ts';
import type { Task } from './browser/peers/peer.ts';
import { CLIP, clip, peers, write } from './paths.ts';
import { BenchServer } from './server.ts';

declare const harness: Harness;

const names = Object.keys(NAMES) as Name[];
const WARM_UPS = 5;
const ROUNDS = 30;
/** Runs in a row for one figure: the clock of a page is too coarse for a single short one. */
const TIMES: Record<Task, number> = { 'log-mel': 2, network: 32, verdict: 1, live: 1 };
const TASKS = Object.keys(TIMES) as Task[];
/** What a verdict may differ by where features and network are someone else's, as in the tests. */
const TOLERANCE = 0.02;
const MOST_APART_DB = 0.3;

test('everyone says the same, and how long they take', async ({ page, browser }) => {
  test.skip(clip === undefined, 'There are no recordings: fetch the pours with ./build.sh data');
  copyFileSync(clip ?? '', join(peers, 'clip.m4a'));
  const server = await BenchServer.start(peers);
  await page.goto(`${server.address}harness.html`);
  const seconds = await page.evaluate(() => harness.load('clip.m4a'));

  const said: Partial<Record<Name, Awaited<ReturnType<Harness['judge']>>>> = {};
  const apart: Partial<Record<Name, number>> = {};
  for (const name of names) {
    await page.evaluate((who) => harness.start(who), name);
    said[name] = await page.evaluate((who) => harness.judge(who), name);
    apart[name] = await page.evaluate((who) => harness.apart(who), name);
  }
  const ours = said['hot-or-cold'];
  for (const name of names) {
    expect.soft(said[name]?.verdict, name).toBe(ours?.verdict);
    for (const chance of ['probabilityHot', 'probabilityPouring'] as const) {
      const difference = Math.abs((said[name]?.[chance] ?? Number.NaN) - (ours?.[chance] ?? 0));
      expect.soft(difference, `${name}: ${chance}`).toBeLessThanOrEqual(TOLERANCE);
    }
    expect.soft(said[name]?.width, name).toBe(ours?.width);
    expect.soft(apart[name], name).toBeLessThan(MOST_APART_DB);
  }

  const measure = (name: Name, task: Task) =>
    page.evaluate(([who, what, times]) => harness.measure(who, what, times), [
      name,
      task,
      TIMES[task],
    ] as const);
  const rounds: Record<string, Record<string, number[]>> = {};
  for (const task of TASKS) {
    const figures: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
    for (const name of names) {
      for (let n = 0; n < WARM_UPS; n++) await measure(name, task);
    }
    for (let round = 0; round < ROUNDS; round++) {
      // Whoever follows the slowest finds the caches cold: the order turns.
      for (let place = 0; place < names.length; place++) {
        const name = names[(place + round) % names.length] as Name;
        figures[name]?.push(await measure(name, task));
      }
    }
    rounds[task] = figures;
  }
  const wasmMemory: Partial<Record<Name, number>> = {};
  for (const name of names) {
    wasmMemory[name] = await page.evaluate((who) => harness.wasmMemory(who), name);
  }
  write('speed', {
    browser: browser.version(),
    clip: CLIP,
    seconds,
    said,
    apart,
    ms: rounds,
    wasmMemory,
  });
  await server.stop();
});
