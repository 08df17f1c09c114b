/**
 * Five minutes of listening to a room, the longest that the page does: `npm run test:live-session`. It holds nothing
 * up, loses nothing, and what it takes of the processor is printed. It is of a machine that does nothing else.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { MAX_RECORDING_SECONDS } from '../../www/src/live/limits.ts';
import { test } from './microphone.ts';
import { expect } from './site.ts';
import { wav } from './wav-files.ts';

const LONGEST_TASK_MS = 50;
const LONGEST_PAUSE_MS = 10;
/** The end is left to the page: it encodes five minutes then, and judges them. */
const LISTENED_SECONDS = MAX_RECORDING_SECONDS - 5;
const SETTLING_SECONDS = 5;

test.describe.configure({ timeout: (MAX_RECORDING_SECONDS + 120) * 1000 });
test.skip(
  process.env.LIVE_SESSION === undefined,
  'Five minutes of listening: npm run test:live-session',
);

test('five minutes of listening hold nothing up and lose nothing', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { page, panel, button } = await openWithMicrophone(room(scratch('room.wav')), watchTasks);
  const browser = page.context().browser() as Browser;
  await browser.startTracing(page, { categories: [PAUSES, '__metadata'] });
  // What loads the page is not what listening costs.
  await page.waitForTimeout(SETTLING_SECONDS * 1000);
  await page.evaluate(() => longTasks.splice(0));
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  await page.waitForTimeout(SETTLING_SECONDS * 1000);

  const renderer = await rendererOf(browser);
  const [before, since] = [processorTimes(renderer), Date.now()];
  await page.waitForTimeout((LISTENED_SECONDS - SETTLING_SECONDS) * 1000);
  const passed = Date.now() - since;
  const after = processorTimes(renderer);
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  await expect(panel).toHaveAttribute('data-dropped', '0');
  const tasks: number[] = await page.evaluate(() => longTasks);
  const pauses = pausesIn(await browser.stopTracing());

  const shares = [...after].map(([thread, ms]) => ({
    name: thread.replace(/^\d+ /, ''),
    percent: (100 * (ms - (before.get(thread) ?? 0))) / passed,
  }));
  const pages = shares.filter(({ name }) => OF_THE_PAGE.test(name));
  for (const { name, percent } of pages) console.log(`${name}: ${percent.toFixed(1)} % of a core`);
  const sum = (list: typeof shares) => list.reduce((all, { percent }) => all + percent, 0);
  console.log(
    `the page's threads: ${sum(pages).toFixed(1)} % of a core; its whole process: ${sum(shares).toFixed(1)} %`,
  );
  console.log(
    `${pauses.length} pauses to collect garbage, the longest ${Math.max(0, ...pauses).toFixed(1)} ms`,
  );
  console.log(
    `tasks above ${LONGEST_TASK_MS} ms on the main thread: ${tasks.join(', ') || 'none'}`,
  );
  expect(tasks.filter((ms) => ms > LONGEST_TASK_MS)).toEqual([]);
  expect(pauses.length, 'the trace has pauses').toBeGreaterThan(0);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(LONGEST_PAUSE_MS);
});

declare const longTasks: number[];

/** The browser itself tells only of tasks above 50 ms. */
function watchTasks(page: Page): Promise<unknown> {
  return page.addInitScript(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
  });
}

/** A quiet room: noise that is the same every time, at -50 dB. */
function room(path: string): string {
  const sampleRate = 44_100;
  let state = 1;
  const samples = Int16Array.from({ length: (MAX_RECORDING_SECONDS + 20) * sampleRate }, () => {
    // Numerical Recipes' linear congruential generator.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 31 - 1) * 180;
  });
  writeFileSync(path, wav({ sampleRate, samples }));
  return path;
}

// ── garbage ─────────────────────────────────────────────────────────────────────────────────

const PAUSES = 'disabled-by-default-v8.gc';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  args: { name?: string };
}

/** In ms, on the threads of pages and workers: what is done in the background holds nothing up. */
function pausesIn(trace: Buffer): number[] {
  const events: TraceEvent[] = JSON.parse(trace.toString()).traceEvents;
  const threads = events.filter(({ name, args }) => {
    return (
      name === 'thread_name' && /CrRendererMain|Worker thread|AudioWorklet/.test(args.name ?? '')
    );
  });
  const ours = new Set(threads.map(({ pid, tid }) => `${pid} ${tid}`));
  return events
    .filter(({ name, ph, pid, tid }) => {
      return ph === 'X' && /^V8\.GC/.test(name) && ours.has(`${pid} ${tid}`);
    })
    .map(({ dur }) => (dur ?? 0) / 1000);
}

// ── processor time ──────────────────────────────────────────────────────────────────────────

/** Main thread, workers, audio worklet, by the names that Chromium gives them on Linux. */
const OF_THE_PAGE = /^(chrom|CrRendererMain|DedicatedWorker|Realtime AudioW|AudioWorklet)/;

/** The renderer that has worked most: an idle one may be kept for the next page. */
async function rendererOf(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  return renderers.sort((a, b) => b.cpuTime - a.cpuTime)[0]?.id ?? 0;
}

/** Milliseconds by thread. */
function processorTimes(pid: number): Map<string, number> {
  const tasks = `/proc/${pid}/task`;
  return new Map(
    readdirSync(tasks).map((task) => {
      const name = readFileSync(join(tasks, task, 'comm'), 'utf8').trim();
      const [nanoseconds] = readFileSync(join(tasks, task, 'schedstat'), 'utf8').split(' ');
      return [`${task} ${name}`, Number(nanoseconds) / 1e6];
    }),
  );
}
