/** Faults of storage, workers and downloads: each shows what to do, and nothing else is lost. */
import type { Page } from '@playwright/test';
import { home, recovery } from '../../www/src/i18n/index.ts';
import { READY_MARK } from '../../www/src/util/performance-marks.ts';
import {
  CLASSIFIER_WORKER,
  DECODER_WORKER,
  injectIntoWorkers,
  LIVE_WORKER,
} from './inject-into-workers.ts';
import { synthesisedPour, test as withMicrophone } from './microphone.ts';
import { expect, Site, test } from './site.ts';
import { wav } from './wav-files.ts';

const RATE = 16_000;

function noise(name: string, seconds = 3) {
  const samples = Int16Array.from(
    { length: seconds * RATE },
    (_, i) => ((i * 7919) % 20_011) - 10_000,
  );
  return { name, buffer: wav({ sampleRate: RATE, samples }) };
}

const alert = (page: Page) => page.getByTestId('history').getByRole('alert');

/** Lets the time limits of page and workers pass ten times as fast. */
const SHORT_LIMITS = `
  const wait = globalThis.setTimeout;
  globalThis.setTimeout = (work, ms, ...rest) => wait(work, ms >= 5000 ? ms / 10 : ms, ...rest);`;

/** Runs `code` in a worker when the page calls a method. */
const onCall = (method: string, code: string) =>
  `addEventListener('message', ({ data }) => {
    if (data.path?.[0] === '${method}') { ${code} }
  });`;

const shortenLimits = (page: Page) => page.addInitScript(SHORT_LIMITS);

test('all 60 results of a batch are restored after a reload at once', async ({ site, page }) => {
  test.slow();
  const names = Array.from({ length: 60 }, (_, i) => `${i}.wav`);
  await site.choose(...names.map((name) => noise(name)));
  const outcomes = await site.outcomes(60, 180_000);
  await page.reload();
  expect(await site.outcomes(60)).toEqual(outcomes);
});

test('the page works and registers its service worker although cookies are blocked', async ({
  site,
  page,
}) => {
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get: () => {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    }
    const denied = () => Promise.reject(new DOMException('denied', 'SecurityError'));
    LockManager.prototype.request = denied;
    StorageManager.prototype.persist = denied;
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    ServiceWorkerContainer.prototype.register = (url) => {
      document.documentElement.dataset.registered = String(url);
      return denied();
    };
  });
  await page.reload();
  await site.choose(noise('a.wav'));
  expect((await site.outcomes(1))[0]?.verdict).toBeDefined();
  await expect(alert(page)).toHaveText(home.history.problems.absent);
  await expect(page.locator('html')).toHaveAttribute('data-registered', /service-worker\.js$/);
});

test('a database deleted in another tab is reported, and the next result is stored', async ({
  site,
  page,
}) => {
  await site.choose(noise('a.wav'));
  await site.outcomes(1);
  await expect(page.getByTestId('history')).toContainText('1 result saved');
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('hot-or-cold');
        request.onsuccess = () => resolve();
        request.onerror = () => reject(request.error);
      }),
  );
  await expect(alert(page)).toHaveText(recovery.problems.deleted);
  await site.choose(noise('b.wav'));
  await site.outcomes(2);
  await expect(page.getByTestId('history')).toContainText('1 result saved');
  await page.reload();
  expect((await site.outcomes(1))[0]?.file).toBe('b.wav');
});

test('transactions that are aborted show one message and no other error', async ({
  site,
  page,
}) => {
  await page.addInitScript(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...parameters) {
      const started = transaction.apply(this, parameters);
      const abort = () => {
        try {
          started.abort();
        } catch {
          // It has ended already.
        }
      };
      if (parameters[1] === 'readwrite') queueMicrotask(abort);
      return started;
    };
  });
  await page.reload();
  await site.choose(noise('a.wav'), noise('b.wav'));
  expect((await site.outcomes(2)).every(({ verdict }) => verdict !== undefined)).toBe(true);
  await expect(alert(page)).toHaveText(home.history.problems.broken);
  await page.getByRole('button', { name: home.results.removeNamed('a.wav') }).click();
  await page.getByRole('button', { name: home.undo.button }).click();
  await expect(site.cards).toHaveCount(2);
});

for (const [name, fault] of [
  ['ends silently', 'self.close();'],
  ['loops for ever', 'for (;;);'],
] as const) {
  test(`a worker that ${name} fails one recording of a batch`, async ({ site, page }) => {
    await shortenLimits(page);
    await page.goto('about:blank');
    await injectIntoWorkers(page, CLASSIFIER_WORKER, onCall('classify', fault), 1);
    await site.open('./');
    // A download has limits of its own, inside the worker.
    await page.waitForFunction((mark) => performance.getEntriesByName(mark).length, READY_MARK);
    await site.choose(...['a.wav', 'b.wav', 'c.wav', 'd.wav'].map((each) => noise(each)));
    const outcomes = await site.outcomes(4);
    expect(outcomes.filter(({ code }) => code === 'crashed')).toHaveLength(1);
    expect(outcomes.filter(({ verdict }) => verdict !== undefined)).toHaveLength(3);
    await page
      .getByRole('button', { name: /^Retry/ })
      .first()
      .click();
    await expect
      .poll(async () => (await site.outcomes(4)).filter(({ error }) => error))
      .toEqual([]);
  });
}

for (const part of [/\.wasm$/, /\.onnx$/, CLASSIFIER_WORKER]) {
  test(`a stalled download of ${part} shows an error, and a retry works`, async ({
    site,
    page,
  }) => {
    await shortenLimits(page);
    await page.goto('about:blank');
    if (part !== CLASSIFIER_WORKER) await injectIntoWorkers(page, CLASSIFIER_WORKER, SHORT_LIMITS);
    await page.route(part, () => undefined);
    await site.open('./');
    await site.choose(noise('a.wav'));
    expect((await site.outcomes(1))[0]?.code).toBe('not-loaded');
    await expect(page.getByRole('alert').first()).toHaveText(home.failures['not-loaded']);
    await page.unroute(part);
    await page.getByRole('button', { name: home.results.retryNamed('a.wav') }).click();
    await expect(page.locator('article[data-verdict]')).toHaveCount(1);
  });
}

test('a stalled download of the decoder fails one recording', async ({ site, page }) => {
  await shortenLimits(page);
  await page.goto('about:blank');
  await injectIntoWorkers(page, DECODER_WORKER, SHORT_LIMITS);
  await page.route(/decoder_bg.*\.wasm$/, () => undefined);
  await site.open('./');
  await site.choose({ name: 'a.aiff', buffer: Buffer.from('FORMxxxxAIFF') }, noise('b.wav'));
  const outcomes = await site.outcomes(2);
  expect(outcomes.map(({ code }) => code)).toEqual(['not-loaded', undefined]);
});

withMicrophone(
  'a live worker that loops for ever is given up, and the recording becomes a card',
  async ({ openWithMicrophone, scratch }) => {
    const { site, panel, button } = await openWithMicrophone(
      await synthesisedPour(scratch('pour.wav')),
      async (page) => {
        await shortenLimits(page);
        await injectIntoWorkers(page, LIVE_WORKER, onCall('push', 'for (;;);'));
      },
    );
    await button.click();
    await expect(panel.getByText(home.listen.liveResultsStopped)).toBeVisible();
    await button.click();
    expect((await site.outcomes(1))[0]?.verdict).toBeDefined();
  },
);

for (const [name, fulfil] of [
  ['missing', { status: 404 }],
  ['broken', { contentType: 'text/javascript', body: 'const = 1;' }],
] as const) {
  test(`a page whose script is ${name} shows what to do`, async ({ page, guard }) => {
    guard.allow(/404|Unexpected token/);
    const script = /assets\/index-.*\.js$/;
    await page.route(script, (route) => route.fulfill(fulfil));
    await page.goto('./');
    await expect(page.getByText(recovery.start.notLoaded)).toBeVisible();
    await page.unroute(script);
    await page.getByRole('link', { name: recovery.start.reload }).click();
    await expect(new Site(page).input).toBeAttached();
    await expect(page.getByText(recovery.start.notLoaded)).toHaveCount(0);
  });
}

test('a page that fails to start shows what to do at once', async ({ page, guard }) => {
  guard.allow(/on purpose/);
  await page.addInitScript(() => {
    MutationObserver.prototype.observe = () => undefined;
    window.matchMedia = () => {
      throw new Error('failed on purpose');
    };
    Object.defineProperty(navigator, 'hardwareConcurrency', {
      get: () => {
        throw new Error('failed on purpose');
      },
    });
  });
  await page.goto('./');
  await expect(page.getByText(recovery.start.notLoaded)).toBeVisible({ timeout: 4000 });
});

test('a page whose language does not arrive starts in English', async ({ newContext }) => {
  const context = await newContext({ locale: 'de' });
  const page = await context.newPage();
  await page.route(/assets\/de-.*\.js$/, () => undefined);
  await page.goto('./');
  await expect(page.getByTestId('record')).toHaveText(home.listen.start);
});
