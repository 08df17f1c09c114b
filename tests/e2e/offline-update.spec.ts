/** From one build to the next: offered, never forced, never mixed, and never in the way of a recording. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { home, offline as words } from '../../www/src/i18n/index.ts';
import { type Fault, faults } from '../static-server.ts';
import { synthesise } from './command-line.ts';
import { synthesisedPour } from './microphone.ts';
import { builds, screenshots } from './paths.ts';
import {
  cachedFiles,
  checkForUpdate,
  expect,
  loadedUrls,
  type PwaSession,
  precachedFiles,
  test,
} from './pwa-fixture.ts';
import { horizontalOverflow, tabTo } from './routes.ts';
import { Site } from './site.ts';

const isOf = (page: Page, version: '1.0.0-a' | '2.0.0-b') =>
  expect(page.getByRole('contentinfo')).toContainText(version);

const reload = ({ updateBar }: PwaSession) => updateBar.getByRole('button', { name: words.reload });

/** All that a page has loaded is of one build. */
async function isWholly(page: Page, { server }: PwaSession, build: keyof typeof builds) {
  const files = new Set(precachedFiles(builds[build]));
  const foreign = (await loadedUrls(page, server)).filter(
    (file) => file !== '' && !files.has(file),
  );
  expect(foreign.filter((file) => !file.startsWith('blob:'))).toEqual([]);
}

test('an update while a recording runs', async ({ openPwa, scratch }) => {
  const sound = await synthesisedPour(scratch('sound.wav'), { silence: 4, pours: 3 });
  const there = await openPwa({ sound });
  const { page, site, server, updateBar } = there;
  const panel = page.getByTestId('listen');
  await page.getByTestId('record').click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');

  server.folder = builds.B;
  server.requests.length = 0;
  expect(await checkForUpdate(page)).toBe('installed');
  // What did not change is not fetched again: 15 MB of wasm.
  expect(server.requests.filter((file) => /\.(wasm|onnx)$/.test(file))).toEqual([]);
  await expect(updateBar).toContainText(words.offered);
  await expect(updateBar).toContainText(words.busy);
  await expect(reload(there)).toHaveAttribute('aria-disabled', 'true');
  await reload(there).click({ force: true });
  await expect(panel).toHaveAttribute('data-phase', /listening|pouring/);

  await expect(panel).toHaveAttribute('data-phase', 'idle', { timeout: 60_000 });
  await expect(panel).toHaveAttribute('data-dropped', '0');
  const [before] = await site.outcomes(1);
  expect(before?.verdict).toBeDefined();
  const length = await site.play();
  // The press was in vain: the new build still waits.
  await expect(updateBar).toContainText(words.offered);
  await isOf(page, '1.0.0-a');
  await isWholly(page, there, 'A');

  const loads: string[] = [];
  page.on('load', () => loads.push(page.url()));
  await expect(reload(there)).toHaveAttribute('aria-disabled', 'false');
  await reload(there).click();
  await isOf(page, '2.0.0-b');
  const [after] = await site.outcomes(1);
  expect(after).toEqual(before);
  expect(await site.play()).toBeCloseTo(length, 3);
  await expect(updateBar).toHaveCount(0);
  await expect.poll(() => cachedFiles(page, server)).toEqual(precachedFiles(builds.B));
  await isWholly(page, there, 'B');
  // Once, and no loop.
  await page.waitForTimeout(1000);
  expect(loads).toHaveLength(1);

  await there.goOffline();
  await page.reload();
  await isOf(page, '2.0.0-b');
  await site.choose(await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 6, seed: 7 }));
  const [offline] = await site.outcomes(2);
  expect(offline?.verdict).toBeDefined();
});

for (const [what, how] of Object.entries(faults) as [string, Fault][]) {
  test(`an update of which the server sends a file as ${what} leaves the page that works`, async ({
    openPwa,
    scratch,
  }) => {
    const there = await openPwa();
    const { page, site, server, updateBar, context } = there;
    const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 6, seed: 7 });
    server.folder = builds.B;
    for (const files of [/^(?!service-worker)/, /classifier\.worker/]) {
      server.fault = { files, how };
      expect(await checkForUpdate(page)).toBe('redundant');
    }
    await expect(updateBar).toHaveCount(0);
    await page.reload();
    await isOf(page, '1.0.0-a');
    await there.goOffline();
    await page.reload();
    await isOf(page, '1.0.0-a');
    await site.choose(pour);
    expect((await site.outcomes(1))[0]?.verdict).toBeDefined();
    await isWholly(page, there, 'A');

    // And once the server is well again.
    await context.setOffline(false);
    server.fault = undefined;
    await server.start();
    await page.reload();
    await reload(there).click();
    await isOf(page, '2.0.0-b');
    await expect.poll(() => cachedFiles(page, server)).toEqual(precachedFiles(builds.B));
  });
}

test('an update of which the server sends no service worker leaves the page that works', async ({
  openPwa,
}) => {
  const there = await openPwa();
  const { page, server, updateBar } = there;
  for (const how of [faults['HTML and 404'], faults['HTML and 200'], faults['cut off']]) {
    server.fault = { files: /^service-worker/, how };
    const failed = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      return registration.update().then(
        () => 'updated',
        () => 'failed',
      );
    });
    expect(failed).toBe('failed');
  }
  await expect(updateBar).toHaveCount(0);
  await there.goOffline();
  await page.reload();
  await isOf(page, '1.0.0-a');
});

test('a page that is reloaded by itself stays what it was, and is offered the new one again', async ({
  openPwa,
}) => {
  const there = await openPwa();
  const { page, server, updateBar } = there;
  server.folder = builds.B;
  expect(await checkForUpdate(page)).toBe('installed');
  await updateBar.getByRole('button', { name: words.later }).click();
  await expect(updateBar).toHaveCount(0);
  await page.reload();
  await isOf(page, '1.0.0-a');
  await expect(updateBar).toContainText(words.offered);
  await isWholly(page, there, 'A');
});

test('the new version comes by itself when the last page of the old one is closed', async ({
  openPwa,
}) => {
  const { page, server, context } = await openPwa();
  server.folder = builds.B;
  expect(await checkForUpdate(page)).toBe('installed');
  await page.goto('about:blank');
  const next = await context.newPage();
  await expect
    .poll(async () => {
      await next.goto('about:blank');
      await next.goto(server.address);
      return next.getByRole('contentinfo').textContent();
    })
    .toContain('2.0.0-b');
  await expect.poll(() => cachedFiles(next, server)).toEqual(precachedFiles(builds.B));
});

test('another tab goes on as the older version, with all that it needs, until it is reloaded', async ({
  openPwa,
  scratch,
}) => {
  const sound = await synthesisedPour(scratch('sound.wav'), { silence: 4, pours: 6 });
  const there = await openPwa({ sound });
  const { page, server, context } = there;
  const other = await context.newPage();
  const otherSite = new Site(other);
  await otherSite.open(server.address);
  await isOf(other, '1.0.0-a');
  const otherBar = other.getByRole('region', { name: words.heading });
  const panel = other.getByTestId('listen');
  await other.getByTestId('record').click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');

  server.folder = builds.B;
  expect(await checkForUpdate(page)).toBe('installed');
  await reload(there).click();
  await isOf(page, '2.0.0-b');

  // Its recording went on, and its next one loads the worker of its own build, which no server has.
  await expect(otherBar).toContainText(words.activeInOtherTab);
  await expect(panel).toHaveAttribute('data-phase', /listening|pouring/);
  await expect(panel).toHaveAttribute('data-phase', 'idle', { timeout: 60_000 });
  await otherSite.outcomes(1);
  await other.getByTestId('record').click();
  await expect(panel).toHaveAttribute('data-verdict', /./);
  await expect(panel).toHaveAttribute('data-phase', 'idle', { timeout: 60_000 });
  const outcomes = await otherSite.outcomes(2);
  expect(outcomes.filter(({ verdict }) => verdict === undefined)).toEqual([]);
  await isWholly(other, there, 'A');
  await isWholly(page, there, 'B');
  const both = new Set([...precachedFiles(builds.A), ...precachedFiles(builds.B)]);
  expect(new Set(await cachedFiles(page, server))).toEqual(both);

  await otherBar.getByRole('button', { name: words.reload }).click();
  await isOf(other, '2.0.0-b');
  await otherSite.outcomes(2);
  await expect(otherBar).toHaveCount(0);
  await expect.poll(() => cachedFiles(page, server)).toEqual(precachedFiles(builds.B));
});

test('the offer is said to screen readers, and taken by keyboard', async ({ openPwa }) => {
  const there = await openPwa();
  const { page, server } = there;
  server.folder = builds.B;
  expect(await checkForUpdate(page)).toBe('installed');
  await expect(page.getByRole('status')).toContainText(words.offered);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('[data-update]').analyze();
    expect(violations).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: join(screenshots, 'update-360x740-dark.png') });
  expect(await horizontalOverflow(page)).toBe(0);
  await tabTo(page, words.reload);
  await page.keyboard.press('Enter');
  await isOf(page, '2.0.0-b');
});

test('whoever keeps no results is told what a reload takes along', async ({ openPwa, scratch }) => {
  const there = await openPwa();
  const { page, site, server, updateBar } = there;
  server.folder = builds.B;
  expect(await checkForUpdate(page)).toBe('installed');
  await expect(updateBar).not.toContainText(words.unsaved);
  await site.choose(await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 6, seed: 7 }));
  await site.outcomes(1);
  await page.getByLabel(home.history.save).uncheck();
  await expect(updateBar).toContainText(words.unsaved);
});
