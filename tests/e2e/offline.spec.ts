/** The page without a network and a server, at the root and on a subpath. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { about, guide, offline as messages, pages, quiz } from '../../www/src/i18n/index.ts';
import { faults } from '../static-server.ts';
import { synthesise } from './command-line.ts';
import { synthesisedPour } from './microphone.ts';
import { builds, synthesisedPath } from './paths.ts';
import { cachedFiles, expect, precachedFiles, test } from './pwa-fixture.ts';
import { navigationLink } from './routes.ts';

for (const path of ['/', synthesisedPath]) {
  test(`all features work offline, from ${path}`, async ({ openPwa, scratch }) => {
    const sound = await synthesisedPour(scratch('sound.wav'));
    const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 6, seed: 7 });
    const { page, site, server, goOffline } = await openPwa({ path, sound });
    await site.choose(pour);
    const [online] = await site.outcomes(1);
    expect(online?.verdict).toBeDefined();
    await page.getByText('1 result saved').waitFor();

    await goOffline();
    await page.reload();
    // The result from before is restored.
    expect(await site.outcomes(1)).toMatchObject([{ file: 'pour.wav', verdict: online?.verdict }]);

    const data = await page.evaluateHandle(
      ([bytes]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(bytes ?? [])], 'dropped.wav'));
        return transfer;
      },
      [[...readFileSync(pour)]],
    );
    await page.dispatchEvent('footer', 'drop', { dataTransfer: data });
    const [dropped] = await site.outcomes(2);
    expect(dropped).toMatchObject({ file: 'dropped.wav', probabilityHot: online?.probabilityHot });

    const panel = page.getByTestId('listen');
    await page.getByTestId('record').click();
    await expect(panel).toHaveAttribute('data-verdict', /./);
    await expect(panel).toHaveAttribute('data-phase', 'idle');
    const [recorded] = await site.outcomes(3);
    expect(recorded?.file).toMatch(/^pour-\d{4}.*\.wav$/);
    expect(recorded?.verdict).toBeDefined();

    for (const example of await site.examples.all()) await example.click();
    const outcomes = await site.outcomes(7);
    expect(outcomes.filter(({ error }) => error !== undefined)).toEqual([]);

    for (const [name, heading] of [
      [pages.names.guide, guide.heading],
      [pages.names.quiz, quiz.heading],
      [pages.names.about, about.heading],
    ] as const) {
      await navigationLink(page, name).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading);
    }
    const licences = await page.evaluate(async () => (await fetch('licences.md')).status);
    expect(licences).toBe(200);
    // With the server back, a reload requests nothing but the service worker.
    server.requests.length = 0;
    await server.start();
    await page.reload();
    expect(server.requests.filter((file) => file !== 'service-worker.js')).toEqual([]);
  });
}

test('the footer says on every visit that the page works offline', async ({ openPwa }) => {
  const { page, site } = await openPwa();
  const footer = page.getByRole('contentinfo');
  await expect(footer).toContainText(messages.ready);
  await page.reload();
  await expect(site.input).toBeAttached();
  await expect(footer).toContainText(messages.ready);
});

test('the cache holds exactly the build', async ({ openPwa }) => {
  const { page, server } = await openPwa();
  expect(await cachedFiles(page, server)).toEqual(precachedFiles(builds.A));
});

test('an unknown address gets the server’s 404 page', async ({ openPwa }) => {
  const { page, server, guard } = await openPwa();
  guard.allow(/404/);
  for (const address of ['missing/', 'missing', 'assets/missing.js']) {
    const response = await page.goto(`${server.address}${address}`);
    expect(response?.status()).toBe(404);
  }
});

test('a file that is missing on the first visit is cached on the next', async ({ openPwa }) => {
  // The page works without this file.
  const fault = { files: /^licences/, how: faults['HTML and 404'] };
  const { page, site, server } = await openPwa({ waitUntilReady: false, fault });
  const failed = () => server.requests.filter((file) => file === 'licences.md').length;
  await expect.poll(failed).toBe(1);
  await site.choose({ name: 'empty.wav', buffer: Buffer.alloc(0) });
  await site.outcomes(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('contentinfo')).not.toContainText(messages.ready);
  server.fault = undefined;
  await page.reload();
  await expect(page.getByRole('contentinfo')).toContainText(messages.ready);
});

test('the browser reports no installability errors', async ({ openPwa }) => {
  for (const path of ['/', synthesisedPath]) {
    const { page, context, server } = await openPwa({ path });
    const browser = await context.newCDPSession(page);
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
    expect(installabilityErrors).toEqual([]);
    const { errors, url, data } = await browser.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(url).toBe(`${server.address}manifest.webmanifest`);
    const { appId } = await browser.send('Page.getAppId');
    // These builds are for the root of a host; HOT_OR_COLD_BASE names another path.
    expect(appId).toBe(new URL('/', server.address).href);
    const manifest = JSON.parse(data ?? '');
    // Each image exists in the declared size.
    for (const { src, sizes } of [...manifest.icons, ...manifest.screenshots]) {
      const png = readFileSync(resolve(builds.A, src));
      expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes);
      expect(png.length).toBeLessThan(150_000);
    }
  }
});
