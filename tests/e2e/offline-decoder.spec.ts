/** The page's own decoder without a network: cached at its first use, and updated with the page. */
import { readFileSync } from 'node:fs';
import { aiff } from './aiff-file.ts';
import { synthesise } from './command-line.ts';
import { builds } from './paths.ts';
import {
  cachedFiles,
  checkForUpdate,
  expect,
  onDemandFiles,
  openUpdated,
  precachedFiles,
  test,
} from './pwa-fixture.ts';
import { Site, type Upload } from './site.ts';
import { samplesOf } from './wav-files.ts';

const POUR = { fahrenheit: 40, seconds: 6, seed: 7, sampleRate: 48_000 };

async function aiffOf(scratch: (name: string) => string): Promise<Upload> {
  const samples = samplesOf(readFileSync(await synthesise(scratch('pour.wav'), POUR)));
  return { name: 'pour.aiff', buffer: aiff(POUR.sampleRate, samples) };
}

test('the decoder works offline once it was used', async ({ openPwa, scratch }) => {
  const recording = await aiffOf(scratch);
  const { page, site, server, goOffline } = await openPwa();
  expect(await cachedFiles(page, server)).toEqual(precachedFiles(builds.A));
  await site.choose(recording);
  const [online] = await site.outcomes(1);
  expect(online?.verdict).toBe('cold');
  const all = [...precachedFiles(builds.A), ...onDemandFiles(builds.A)].sort();
  expect(await cachedFiles(page, server)).toEqual(all);
  await goOffline();
  await page.reload();
  await site.choose(recording);
  expect(await site.outcomes(2)).toMatchObject([online, online]);
});

test('a decoder that was used before the first install works offline too', async ({
  openPwa,
  scratch,
}) => {
  const recording = await aiffOf(scratch);
  const { page, site, server } = await openPwa({ waitUntilReady: false });
  await site.choose(recording);
  await site.outcomes(1);
  const all = [...precachedFiles(builds.A), ...onDemandFiles(builds.A)].sort();
  await expect.poll(() => cachedFiles(page, server)).toEqual(all);
});

test('an unused decoder reports not-loaded offline', async ({ openPwa, scratch }) => {
  const { page, site, guard, goOffline } = await openPwa();
  guard.allow(/decoder/, /Failed to load resource/, /ERR_INTERNET_DISCONNECTED/);
  await goOffline();
  await page.reload();
  await site.choose(await aiffOf(scratch));
  expect(await site.outcomes(1)).toMatchObject([{ code: 'not-loaded' }]);
});

test('an update replaces a decoder that was used', async ({ openPwa, scratch }) => {
  const recording = await aiffOf(scratch);
  const session = await openPwa();
  const { page, site, server, goOffline } = session;
  await site.choose(recording);
  await site.outcomes(1);
  await page.getByText('1 result saved').waitFor();
  server.folder = builds.B;
  expect(await checkForUpdate(page)).toBe('installed');
  const next = await openUpdated(session, '2.0.0-b');
  const nextSite = new Site(next);
  const all = [...precachedFiles(builds.B), ...onDemandFiles(builds.B)].sort();
  await expect.poll(() => cachedFiles(next, server)).toEqual(all);
  await goOffline();
  await nextSite.choose(recording);
  expect(await nextSite.outcomes(2)).toMatchObject([{ verdict: 'cold' }, { verdict: 'cold' }]);
});
