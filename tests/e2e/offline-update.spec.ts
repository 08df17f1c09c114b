/** Updates from one build to the next: offered, never forced, mixed or during a recording. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { home, offline as messages } from '../../www/src/i18n/index.ts';
import { type Fault, faults } from '../static-server.ts';
import { synthesise } from './command-line.ts';
import { synthesisedPour } from './microphone.ts';
import { builds, screenshots } from './paths.ts';
import {
  cachedFiles,
  checkForUpdate,
  expect,
  loadedUrls,
  openUpdated,
  type PwaSession,
  precachedFiles,
  test,
} from './pwa-fixture.ts';
import { horizontalOverflow, tabTo } from './routes.ts';
import { Site } from './site.ts';

const expectVersion = (page: Page, version: '1.0.0-a' | '2.0.0-b') =>
  expect(page.getByRole('contentinfo')).toContainText(version);

const reloadButton = ({ updateBar }: PwaSession) =>
  updateBar.getByRole('button', { name: messages.reload });

/** Checks that a page has loaded files of one build only. */
async function expectOnlyFilesOf(page: Page, { server }: PwaSession, build: keyof typeof builds) {
  const files = new Set(precachedFiles(builds[build]));
  const foreign = (await loadedUrls(page, server)).filter(
    (file) => file !== '' && !files.has(file),
  );
  expect(foreign.filter((file) => !file.startsWith('blob:'))).toEqual([]);
}

test('an update waits for a running recording, and installs after a click', async ({
  openPwa,
  scratch,
}) => {
  const sound = await synthesisedPour(scratch('sound.wav'), { silence: 4, pours: 3 });
  const session = await openPwa({ sound });
  const { page, site, server, updateBar } = session;
  const panel = page.getByTestId('listen');
  await page.getByTestId('record').click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');

  server.folder = builds.B;
  server.requests.length = 0;
  expect(await checkForUpdate(page)).toBe('installed');
  // Unchanged files, such as 15 MB of WebAssembly, are not fetched again.
  expect(server.requests.filter((file) => /\.(wasm|onnx)$/.test(file))).toEqual([]);
  await expect(updateBar).toContainText(messages.offered);
  await expect(updateBar).toContainText(messages.busy);
  await expect(reloadButton(session)).toHaveAttribute('aria-disabled', 'true');
  await reloadButton(session).click({ force: true });
  await expect(panel).toHaveAttribute('data-phase', /listening|pouring/);

  await expect(panel).toHaveAttribute('data-phase', 'idle', { timeout: 60_000 });
  await expect(panel).toHaveAttribute('data-dropped', '0');
  const [before] = await site.outcomes(1);
  expect(before?.verdict).toBeDefined();
  const length = await site.play();
  // The click during the recording had no effect.
  await expect(updateBar).toContainText(messages.offered);
  await expectVersion(page, '1.0.0-a');
  await expectOnlyFilesOf(page, session, 'A');

  const loads: string[] = [];
  page.on('load', () => loads.push(page.url()));
  await expect(reloadButton(session)).toHaveAttribute('aria-disabled', 'false');
  await reloadButton(session).click();
  await expectVersion(page, '2.0.0-b');
  const [after] = await site.outcomes(1);
  expect(after).toEqual(before);
  expect(await site.play()).toBeCloseTo(length, 3);
  await expect(updateBar).toHaveCount(0);
  await expect.poll(() => cachedFiles(page, server)).toEqual(precachedFiles(builds.B));
  await expectOnlyFilesOf(page, session, 'B');
  // The page reloads only once.
  await page.waitForTimeout(1000);
  expect(loads).toHaveLength(1);

  await session.goOffline();
  await page.reload();
  await expectVersion(page, '2.0.0-b');
  await site.choose(await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 6, seed: 7 }));
  const [offline] = await site.outcomes(2);
  expect(offline?.verdict).toBeDefined();
});

for (const [fault, how] of Object.entries(faults) as [string, Fault][]) {
  test(`the old version stays when an update has a file with ${fault}`, async ({
    openPwa,
    scratch,
  }) => {
    const session = await openPwa();
    const { page, site, server, updateBar, context } = session;
    const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 6, seed: 7 });
    server.folder = builds.B;
    for (const files of [/^(?!service-worker)/, /classifier\.worker/]) {
      server.fault = { files, how };
      expect(await checkForUpdate(page)).toBe('redundant');
    }
    await expect(updateBar).toHaveCount(0);
    await page.reload();
    await expectVersion(page, '1.0.0-a');
    await session.goOffline();
    await page.reload();
    await expectVersion(page, '1.0.0-a');
    await site.choose(pour);
    expect((await site.outcomes(1))[0]?.verdict).toBeDefined();
    await expectOnlyFilesOf(page, session, 'A');

    // The server works again.
    await context.setOffline(false);
    server.fault = undefined;
    await server.start();
    await page.reload();
    await reloadButton(session).click();
    await expectVersion(page, '2.0.0-b');
    await expect.poll(() => cachedFiles(page, server)).toEqual(precachedFiles(builds.B));
  });
}

test('the old version stays when the service worker cannot be fetched', async ({ openPwa }) => {
  const session = await openPwa();
  const { page, server, updateBar } = session;
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
  await session.goOffline();
  await page.reload();
  await expectVersion(page, '1.0.0-a');
});

test('a manual reload keeps the old version, and offers the update again', async ({ openPwa }) => {
  const session = await openPwa();
  const { page, server, updateBar } = session;
  server.folder = builds.B;
  expect(await checkForUpdate(page)).toBe('installed');
  await updateBar.getByRole('button', { name: messages.later }).click();
  await expect(updateBar).toHaveCount(0);
  await page.reload();
  await expectVersion(page, '1.0.0-a');
  await expect(updateBar).toContainText(messages.offered);
  await expectOnlyFilesOf(page, session, 'A');
});

test('the new version starts when the last page of the old one is closed', async ({ openPwa }) => {
  const session = await openPwa();
  const { page, server } = session;
  server.folder = builds.B;
  expect(await checkForUpdate(page)).toBe('installed');
  const next = await openUpdated(session, '2.0.0-b');
  await expect.poll(() => cachedFiles(next, server)).toEqual(precachedFiles(builds.B));
});

test('another tab keeps the old version and its files until it reloads', async ({
  openPwa,
  scratch,
}) => {
  const sound = await synthesisedPour(scratch('sound.wav'), { silence: 4, pours: 6 });
  const session = await openPwa({ sound });
  const { page, server, context } = session;
  const other = await context.newPage();
  const otherSite = new Site(other);
  await otherSite.open(server.address);
  await expectVersion(other, '1.0.0-a');
  const otherBar = other.getByRole('region', { name: messages.heading });
  const panel = other.getByTestId('listen');
  await other.getByTestId('record').click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');

  server.folder = builds.B;
  expect(await checkForUpdate(page)).toBe('installed');
  await reloadButton(session).click();
  await expectVersion(page, '2.0.0-b');

  // The next recording loads the worker of the old build, which only the cache has.
  await expect(otherBar).toContainText(messages.activeInOtherTab);
  await expect(panel).toHaveAttribute('data-phase', /listening|pouring/);
  await expect(panel).toHaveAttribute('data-phase', 'idle', { timeout: 60_000 });
  await otherSite.outcomes(1);
  await other.getByTestId('record').click();
  await expect(panel).toHaveAttribute('data-verdict', /./);
  await expect(panel).toHaveAttribute('data-phase', 'idle', { timeout: 60_000 });
  const outcomes = await otherSite.outcomes(2);
  expect(outcomes.filter(({ verdict }) => verdict === undefined)).toEqual([]);
  await expectOnlyFilesOf(other, session, 'A');
  await expectOnlyFilesOf(page, session, 'B');
  const both = new Set([...precachedFiles(builds.A), ...precachedFiles(builds.B)]);
  expect(new Set(await cachedFiles(page, server))).toEqual(both);

  await otherBar.getByRole('button', { name: messages.reload }).click();
  await expectVersion(other, '2.0.0-b');
  await otherSite.outcomes(2);
  await expect(otherBar).toHaveCount(0);
  await expect.poll(() => cachedFiles(page, server)).toEqual(precachedFiles(builds.B));
});

test('the update is announced to screen readers, and works by keyboard', async ({ openPwa }) => {
  const session = await openPwa();
  const { page, server } = session;
  server.folder = builds.B;
  expect(await checkForUpdate(page)).toBe('installed');
  await expect(page.getByRole('status')).toContainText(messages.offered);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).include('[data-update]').analyze();
    expect(violations).toEqual([]);
  }
  await page.setViewportSize({ width: 360, height: 740 });
  await page.screenshot({ path: join(screenshots, 'update-360x740-dark.png') });
  expect(await horizontalOverflow(page)).toBe(0);
  await tabTo(page, messages.reload);
  await page.keyboard.press('Enter');
  await expectVersion(page, '2.0.0-b');
});

test('the update bar warns about unsaved results', async ({ openPwa, scratch }) => {
  const session = await openPwa();
  const { page, site, server, updateBar } = session;
  server.folder = builds.B;
  expect(await checkForUpdate(page)).toBe('installed');
  await expect(updateBar).not.toContainText(messages.unsaved);
  await site.choose(await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 6, seed: 7 }));
  await site.outcomes(1);
  await page.getByLabel(home.history.save).uncheck();
  await expect(updateBar).toContainText(messages.unsaved);
});
