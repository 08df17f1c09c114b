/**
 * The installed app, through the PWA domain of the DevTools protocol. It starts as the system would
 * start it: by its icon, and with files.
 */
import { writeFileSync } from 'node:fs';
import type { CDPSession, Page } from '@playwright/test';
import { synthesise } from './command-line.ts';
import { synthesisedPath } from './paths.ts';
import { expect, type PwaSession, test } from './pwa-fixture.ts';
import { Site } from './site.ts';

interface App {
  id: string;
  browser: CDPSession;
}

async function install({ context, page, server }: PwaSession): Promise<App> {
  const inspector = await context.newCDPSession(page);
  const { appId } = await inspector.send('Page.getAppId');
  const id = appId ?? '';
  const browser = await context.browser()?.newBrowserCDPSession();
  if (browser === undefined) throw new Error('this Chromium has no browser session');
  await browser.send('PWA.install', { manifestId: id, installUrlOrBundleUrl: server.address });
  await browser.send('PWA.changeAppUserSettings', { manifestId: id, displayMode: 'standalone' });
  return { id, browser };
}

/** Waits for the window that `start` opens. */
async function openedWindow({ context }: PwaSession, start: () => Promise<unknown>): Promise<Page> {
  const window = context.waitForEvent('page');
  await start();
  return window;
}

const isStandalone = (window: Page) =>
  window.evaluate(() => matchMedia('(display-mode: standalone)').matches);

for (const path of ['/', synthesisedPath]) {
  test(`the app works offline when started by its icon, from ${path}`, async ({
    openPwa,
    scratch,
  }) => {
    const session = await openPwa({ path });
    const { id, browser } = await install(session);
    await session.goOffline();
    const window = await openedWindow(session, () =>
      browser.send('PWA.launch', { manifestId: id }),
    );
    await expect(window).toHaveURL(session.server.address);
    await expect.poll(() => isStandalone(window)).toBe(true);
    const app = new Site(window);
    const pour = { fahrenheit: 40, seconds: 6, seed: 7 };
    await app.choose(await synthesise(scratch('pour.wav'), pour));
    expect(await app.outcomes(1)).toMatchObject([{ file: 'pour.wav', verdict: 'cold' }]);
  });
}

test('the system registers the app for audio and video files', async ({ openPwa }) => {
  const { id, browser } = await install(await openPwa());
  const { fileHandlers } = await browser.send('PWA.getOsAppState', { manifestId: id });
  const types = fileHandlers.flatMap(({ accepts }) => accepts.map(({ mediaType }) => mediaType));
  expect(types).toEqual(expect.arrayContaining(['audio/mp4', 'audio/wav', 'video/mp4']));
});

for (const count of [1, 20]) {
  test(`the app classifies ${count} opened files offline`, async ({ openPwa, scratch }) => {
    const session = await openPwa();
    const { id, browser } = await install(session);
    const pour = { fahrenheit: 40, seconds: 6, seed: 7 };
    const names = Array.from({ length: count }, (_, i) => `pour ${i + 1}'"<b>&.wav`);
    const files = await Promise.all(names.map((name) => synthesise(scratch(name), pour)));
    await session.goOffline();
    const window = await openedWindow(session, () =>
      browser.send('PWA.launchFilesInApp', { manifestId: id, files }),
    );
    const outcomes = await new Site(window).outcomes(count);
    expect(outcomes.map(({ file }) => file).sort()).toEqual(names.sort());
    expect(new Set(outcomes.map(({ verdict }) => verdict))).toEqual(new Set(['cold']));
  });
}

test('the app shows an error for an opened file of 200 MB without audio', async ({
  openPwa,
  scratch,
}) => {
  const session = await openPwa();
  const { id, browser } = await install(session);
  const large = scratch('large.wav');
  writeFileSync(large, Buffer.alloc(200_000_000, 7));
  const window = await openedWindow(session, () =>
    browser.send('PWA.launchFilesInApp', { manifestId: id, files: [large] }),
  );
  expect(await new Site(window).outcomes(1)).toMatchObject([{ code: 'undecodable' }]);
});
