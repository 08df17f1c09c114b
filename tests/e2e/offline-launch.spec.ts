/**
 * Launches by the system: shared files, opened files and shortcuts.
 *
 * Headless Chromium has no share sheet and no file manager. A share is simulated by what browsers
 * make of it: a form that is posted to the manifest's URL as a navigation. Opened files come from a
 * fake launch queue with real file handles.
 */
import type { Page } from '@playwright/test';
import { home, offline as messages, pages } from '../../www/src/i18n/index.ts';
import { SHARE_TARGET, SHARED_FILES } from '../../www/src/offline/launch-action.ts';
import { synthesisedPath } from './paths.ts';
import { expect, test } from './pwa-fixture.ts';
import { navigationLink } from './routes.ts';
import { wav } from './wav-files.ts';

const noise = Int16Array.from({ length: 32_000 }, (_, i) => ((i * 7919) % 20_011) - 10_000);
const POUR = [...wav({ sampleRate: 16_000, samples: noise })];

const HOSTILE = [
  '../../etc/passwd.wav',
  'C:\\windows\\system.wav',
  '"><img src=x onerror=alert(1)>.wav',
  "'; drop table--.wav",
  '\u202Egnp.wav',
  `${'long'.repeat(75)}.wav`,
  'line\u2028break\u0007.wav',
];

/** Shared files; `times` repeats the bytes, so that large files need not pass through the test. */
interface Shared {
  names: string[];
  bytes?: number[];
  times?: number;
}

/** Posts a share form from about:blank, since the page's policy forbids it to post forms. */
async function share(page: Page, { names, bytes = POUR, times = 1 }: Shared): Promise<void> {
  const action = new URL(SHARE_TARGET, page.url()).href;
  await page.goto('about:blank');
  await page.evaluate(
    ({ names, bytes, times, action, field }) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'POST', action, enctype: 'multipart/form-data' });
      const input = document.createElement('input');
      Object.assign(input, { type: 'file', name: field, multiple: true });
      const transfer = new DataTransfer();
      const part = Uint8Array.from(bytes);
      for (const name of names) {
        transfer.items.add(new File(Array(times).fill(part), name, { type: 'audio/wav' }));
      }
      input.files = transfer.files;
      form.append(input);
      document.body.append(form);
      form.submit();
    },
    { names, bytes, times, action, field: SHARED_FILES },
  );
  await page.waitForURL((url) => url.protocol !== 'about:');
  await page.waitForLoadState();
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `pour ${i + 1}.wav`);

for (const count of [1, 20]) {
  test(`${count} shared files get verdicts offline on a subpath`, async ({ openPwa }) => {
    const { page, site, server, goOffline } = await openPwa({ path: synthesisedPath });
    await goOffline();
    await navigationLink(page, pages.names.guide).click();
    await share(page, { names: numbered(count) });
    const outcomes = await site.outcomes(count);
    expect(outcomes.map(({ file }) => file)).toEqual(numbered(count));
    expect(outcomes.filter(({ verdict }) => verdict === undefined)).toEqual([]);
    // The URL is clean, and a reload does not repeat the share.
    expect(page.url().replace(/#.*/, '')).toBe(server.address);
    await page.getByText(home.history.saved(count, undefined).slice(0, 14)).waitFor();
    await page.reload();
    await site.outcomes(count);
  });
}

test('hostile names of shared files are shown as text', async ({ openPwa }) => {
  const { page, site } = await openPwa();
  page.on('dialog', () => expect('a dialog').toBe('never'));
  await share(page, { names: [...HOSTILE, ' '] });
  const outcomes = await site.outcomes(HOSTILE.length + 1);
  expect(outcomes.at(-1)?.file).toBe(messages.unnamed);
  expect(outcomes.filter(({ verdict }) => verdict === undefined)).toEqual([]);
  await expect(page.locator('article img')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: home.summary.heading })).toBeInViewport();
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
});

test('an empty share shows a message until the next recording', async ({ openPwa }) => {
  const { page, site } = await openPwa();
  await share(page, { names: [] });
  await expect(page.getByRole('alert')).toHaveText(messages.nothingShared);
  await expect(site.cards).toHaveCount(0);
  await site.choose({ name: 'next.wav', buffer: Buffer.from(POUR) });
  await site.outcomes(1);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a shared file of 200 MB shows the same error as a chosen one', async ({ openPwa }) => {
  const { page, site } = await openPwa();
  const megabyte = Array(1_000_000).fill(7);
  await share(page, { names: ['large.wav'], bytes: megabyte, times: 200 });
  const [outcome] = await site.outcomes(1, 100_000);
  expect(outcome).toMatchObject({ code: 'undecodable', error: home.failures.undecodable });
});

test('a share shows a message when the device is full', async ({ openPwa }) => {
  const { page, site, context, server } = await openPwa();
  const browser = await context.newCDPSession(page);
  const origin = new URL(server.address).origin;
  await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await share(page, { names: ['large.wav'], bytes: Array(1_000_000).fill(7), times: 10 });
  await expect(page.getByRole('alert').first()).toHaveText(messages.shareFailed);
  await expect(site.cards).toHaveCount(0);
});

test('the next page reads a share when its page closes early', async ({ openPwa }) => {
  const { page, site, context, server } = await openPwa();
  const other = await context.newPage();
  await other.goto(server.address);
  await other.addInitScript(() => {
    // The page fails as it starts.
    Object.defineProperty(window, 'WebAssembly', { value: undefined });
  });
  await share(other, { names: ['pour.wav'] });
  await expect(other.getByRole('alert')).toHaveText(home.page.noSimd);
  await other.close();
  await expect(site.cards).toHaveCount(0);
  await page.reload();
  expect(await site.outcomes(1)).toMatchObject([{ file: 'pour.wav' }]);
});

interface Launched {
  launch(names: string[], targetURL?: string): Promise<void>;
}

/** Adds a fake launch queue with handles of files in the origin private file system. */
const addLaunchQueue = (page: Page) =>
  page.addInitScript(
    ([bytes]) => {
      let consume: (launch: unknown) => void = () => undefined;
      const launch: Launched['launch'] = async (names, targetURL) => {
        const folder = await navigator.storage.getDirectory();
        const files = await Promise.all(
          names.map(async (name) => {
            const handle = await folder.getFileHandle(name, { create: true });
            const writable = await handle.createWritable();
            await writable.write(Uint8Array.from(bytes ?? []));
            await writable.close();
            return handle;
          }),
        );
        if (names.length > 0) sessionStorage.setItem('launched', JSON.stringify(names));
        consume({ files, targetURL });
      };
      const setConsumer = (consumer: typeof consume) => {
        consume = consumer;
        // Chromium repeats the launch after a reload.
        const launched = sessionStorage.getItem('launched');
        if (launched) void launch(JSON.parse(launched));
      };
      Object.assign(window, { launch });
      Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
    },
    [POUR],
  );

const launch = (page: Page, names: string[], targetURL?: string) =>
  page.evaluate(([names, targetURL]) => (window as unknown as Launched).launch(names, targetURL), [
    names,
    targetURL,
  ] as const);

for (const count of [1, 20]) {
  test(`${count} opened files get verdicts offline, and only once after a reload`, async ({
    openPwa,
  }) => {
    const { page, site, goOffline } = await openPwa({ before: addLaunchQueue });
    await goOffline();
    await page.reload();
    await navigationLink(page, pages.names.about).click();
    await launch(page, numbered(count));
    const outcomes = await site.outcomes(count);
    expect(outcomes.map(({ file }) => file)).toEqual(numbered(count));
    expect(outcomes.filter(({ verdict }) => verdict === undefined)).toEqual([]);
    await page.getByText(home.history.saved(count, undefined).slice(0, 14)).waitFor();
    await page.reload();
    await site.outcomes(count);
    // The user opens the same files again.
    await launch(page, numbered(count));
    await site.outcomes(2 * count);
  });
}

test('hostile names of opened files are shown as text, and no file adds no card', async ({
  openPwa,
}) => {
  const { page, site } = await openPwa({ before: addLaunchQueue });
  await launch(page, []);
  await expect(site.cards).toHaveCount(0);
  // Names that file systems accept.
  const names = HOSTILE.filter((name) => !/[/\\<>"]/.test(name) && name.length < 250);
  expect(names.length).toBeGreaterThan(2);
  await launch(page, names);
  const outcomes = await site.outcomes(names.length);
  expect(outcomes.map(({ file }) => file)).toEqual(names);
});

test('an opened file that no longer exists shows an error on its card', async ({ openPwa }) => {
  const { site } = await openPwa({
    before: (opening) =>
      opening.addInitScript(() => {
        const getFile = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
        const files = [{ kind: 'file', name: 'gone.wav', getFile }];
        const setConsumer = (consume: (launch: unknown) => void) => consume({ files });
        Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
      }),
  });
  await expect(site.cards).toHaveCount(1);
  expect(await site.outcomes(1)).toMatchObject([
    { file: 'gone.wav', code: 'unreadable', error: home.failures.unreadable },
  ]);
});

test('each shortcut focuses its control offline, without starting the microphone', async ({
  openPwa,
}) => {
  const { page, context, server, goOffline } = await openPwa({ path: synthesisedPath });
  const session = await context.newCDPSession(page);
  const { data } = await session.send('Page.getAppManifest');
  const { shortcuts } = JSON.parse(data ?? '') as { shortcuts: { name: string; url: string }[] };
  expect(shortcuts.map(({ name }) => name)).toEqual(['Listen', 'Check a file']);
  await context.grantPermissions(['microphone']);
  await goOffline();
  for (const [index, testId] of ['record', 'file-input'].entries()) {
    await page.goto('about:blank');
    await page.goto(new URL(shortcuts[index]?.url ?? '', server.address).href);
    await expect(page.getByTestId(testId)).toBeFocused();
    await expect(page.getByTestId('listen')).toHaveAttribute('data-phase', 'idle');
    expect(page.url()).toBe(server.address);
  }
});

test('a shortcut focuses its control in an open page', async ({ openPwa }) => {
  const { page, server } = await openPwa({ before: addLaunchQueue });
  await navigationLink(page, pages.names.guide).click();
  await launch(page, [], `${server.address}?do=choose`);
  await expect(page.getByTestId('file-input')).toBeFocused();
});

test('a page that is recording asks before it is left', async ({ openPwa }) => {
  const { page, server } = await openPwa({ sound: 'nothing.wav' });
  const questions: string[] = [];
  page.on('dialog', (dialog) => {
    questions.push(dialog.type());
    void dialog.dismiss();
  });
  await page.getByTestId('record').click();
  await expect(page.getByTestId('listen')).toHaveAttribute('data-phase', 'listening');
  await page.evaluate((address) => location.assign(address), `${server.address}?do=shared`);
  await expect.poll(() => questions).toEqual(['beforeunload']);
  await expect(page.getByTestId('listen')).toHaveAttribute('data-phase', 'listening');
  await page.getByTestId('record').click();
  await expect(page.getByTestId('listen')).toHaveAttribute('data-phase', 'idle');
  await page.reload();
  expect(questions).toHaveLength(1);
});
