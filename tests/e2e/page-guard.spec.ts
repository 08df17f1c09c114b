/** The watch that all tests run under is itself tested: it must see what it is there to see. */
import type { Page, Worker } from '@playwright/test';
import { contentPolicy } from '../../www/build/security-headers.ts';
import type { PageGuard } from './page-guard.ts';
import { expect, Site, test } from './site.ts';

// Port 9 (discard) of this machine: another origin, and nobody there.
const ELSEWHERE = '127.0.0.1:9';

/** Waits until each is seen, and forgives all that was. */
async function sees(guard: PageGuard, ...expected: string[]): Promise<void> {
  for (const one of expected) {
    await expect.poll(() => guard.violations.join('\n')).toContain(one);
  }
  guard.violations.length = 0;
}

/** The page is there before its worker is: Chromium tells of that one later, on a busy machine by much. */
const workerOf = async (page: Page): Promise<Worker> =>
  page.workers()[0] ?? page.waitForEvent('worker');

test('sees a console error and an uncaught error', async ({ page, site: _site, guard }) => {
  await page.evaluate(() => {
    console.error('injected words');
    setTimeout(() => {
      throw new Error('injected error');
    });
  });
  await sees(guard, 'console: injected words', 'uncaught: injected error');
});

test('sees an error in the worker', async ({ page, site, guard }) => {
  const worker = await workerOf(page);
  await worker.evaluate(() => console.error('injected in the worker'));
  await sees(guard, 'injected in the worker');
  await expect(site.input).toBeAttached();
});

/** The ways out of a page, each with what is seen of it where no policy stops it, and where one does. */
const WAYS_OUT: {
  name: string;
  leave: (page: Page, elsewhere: string) => Promise<unknown>;
  open: string;
  stopped: string;
}[] = [
  {
    name: 'a fetch',
    leave: (page, to) => page.evaluate((host) => fetch(`http://${host}/`).catch(() => 0), to),
    open: `request: http://${ELSEWHERE}/`,
    stopped: `policy: connect-src against http://${ELSEWHERE}`,
  },
  {
    name: 'a beacon',
    leave: (page, to) =>
      page.evaluate((host) => navigator.sendBeacon(`http://${host}/`, 'where I am'), to),
    open: `request: http://${ELSEWHERE}/`,
    stopped: `policy: connect-src against http://${ELSEWHERE}`,
  },
  {
    name: 'a socket',
    leave: (page, to) => page.evaluate((host) => void new WebSocket(`ws://${host}/`), to),
    open: `websocket: ws://${ELSEWHERE}/`,
    stopped: `policy: connect-src against ws://${ELSEWHERE}`,
  },
  {
    name: 'a picture',
    leave: (page, to) =>
      page.evaluate((host) => {
        new Image().src = `http://${host}/pixel.gif`;
      }, to),
    open: `request: http://${ELSEWHERE}/pixel.gif`,
    stopped: `policy: img-src against http://${ELSEWHERE}`,
  },
  {
    name: 'a font of a stylesheet elsewhere',
    leave: (page, to) =>
      page.evaluate((host) => {
        const link = Object.assign(document.createElement('link'), { rel: 'stylesheet' });
        link.href = `http://${host}/fonts.css`;
        document.head.append(link);
      }, to),
    open: `request: http://${ELSEWHERE}/fonts.css`,
    stopped: `policy: style-src-elem against http://${ELSEWHERE}`,
  },
  {
    name: 'a frame',
    leave: (page, to) =>
      page.evaluate((host) => {
        const frame = document.createElement('iframe');
        frame.src = `http://${host}/frame`;
        document.body.append(frame);
      }, to),
    open: `request: http://${ELSEWHERE}/frame`,
    stopped: `policy: frame-src against http://${ELSEWHERE}`,
  },
  {
    name: 'a connection to a peer',
    leave: (page) => page.evaluate(() => new RTCPeerConnection().close()),
    open: 'webrtc:',
    stopped: 'webrtc:',
  },
];

/** Tries each of them, and looks whether it is seen. */
async function takeEveryWay(
  page: Page,
  guard: PageGuard,
  under: 'open' | 'stopped',
): Promise<void> {
  for (const { name, leave, ...seen } of WAYS_OUT) {
    await test.step(name, async () => {
      await leave(page, ELSEWHERE);
      await sees(guard, seen[under]);
    });
  }
  guard.allow(/./);
}

test('the policy stops every way out, and each is seen', ({ page, site: _site, guard }) =>
  takeEveryWay(page, guard, 'stopped'));

test.describe('without the policy', () => {
  test.use({ bypassCSP: true });
  test('every way out is seen', ({ page, site: _site, guard }) =>
    takeEveryWay(page, guard, 'open'));
});

/** In the worker, which has a policy of its own: the headers that its script came with. */
const fetchFromWorker = async (page: Page) => {
  const worker = await workerOf(page);
  await worker.evaluate((host) => fetch(`http://${host}/`).catch(() => 0), ELSEWHERE);
};

test('the policy stops a fetch of the worker, and it is seen', async ({ page, site, guard }) => {
  await expect(site.input).toBeAttached();
  await fetchFromWorker(page);
  await sees(guard, `policy: connect-src against http://${ELSEWHERE}/ (in a worker)`);
});

test('without the policy a fetch of the worker is seen', async ({ page, guard }) => {
  await page.route(/worker-.*\.js$/, async (route) => {
    const response = await route.fetch();
    const { 'content-security-policy': _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await new Site(page).open('./');
  await fetchFromWorker(page);
  await sees(guard, `request: http://${ELSEWHERE}/`);
  guard.allow(/Failed to load resource/);
});

test.describe('where service workers are let in', () => {
  test.use({ serviceWorkers: 'allow' });

  for (const policy of [true, false]) {
    const title = policy
      ? 'the policy stops a fetch of a service worker, and it is seen'
      : 'without the policy a fetch of a service worker is seen';
    test(title, async ({ page, context, site: _site, guard }) => {
      // Not the site's own: it lies at an address of its own, and has no page to serve.
      await context.route('**/injected/worker.js', (route) =>
        route.fulfill({
          contentType: 'text/javascript',
          body: '/* nothing */',
          headers: policy ? { 'content-security-policy': contentPolicy('header') } : {},
        }),
      );
      const started = context.waitForEvent('serviceworker', (worker) =>
        worker.url().includes('injected'),
      );
      await page.evaluate(() => void navigator.serviceWorker.register('./injected/worker.js'));
      const worker = await started;
      await worker.evaluate((host) => fetch(`http://${host}/`).catch(() => 0), ELSEWHERE);
      const seen = policy ? 'policy: connect-src against' : 'request:';
      await sees(guard, `${seen} http://${ELSEWHERE}/`);
      guard.allow(/Failed to load resource/);
    });
  }
});

test('sees a cookie', async ({ page, site: _site, guard }) => {
  await page.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: this is what must be noticed
    document.cookie = 'injected=1';
  });
  expect(await guard.collectViolations()).toEqual(['cookie: injected of 127.0.0.1']);
  guard.violations.length = 0;
  await page.context().clearCookies();
});

/** What an injected text could do, and the part of the policy that stops it. */
const INJECTIONS: [name: string, inject: () => unknown, seen: string][] = [
  [
    'an inline script',
    () => {
      const script = document.createElement('script');
      script.append('window.injected = true');
      document.body.append(script);
    },
    "This document requires 'TrustedScript'",
  ],
  [
    'an inline style',
    () => document.body.setAttribute('style', 'color: red'),
    'policy: style-src-attr against inline',
  ],
  [
    'markup made from text',
    () => {
      document.body.innerHTML = '<b>injected</b>';
    },
    'policy: require-trusted-types-for against trusted-types-sink Element innerHTML',
  ],
  [
    'code made from text',
    // Later: what Playwright evaluates may evaluate.
    // biome-ignore lint/security/noGlobalEval: this is what must be stopped
    () => setTimeout(() => globalThis.eval('window.injected = true')),
    'policy: require-trusted-types-for against trusted-types-sink eval',
  ],
  [
    'a worker from elsewhere',
    () => new Worker('http://127.0.0.1:9/worker.js'),
    'policy: require-trusted-types-for against trusted-types-sink Worker constructor',
  ],
  [
    'a worker from the page’s memory',
    () => new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))),
    'policy: require-trusted-types-for against trusted-types-sink Worker constructor',
  ],
  [
    'a second policy for trusted types',
    () =>
      (
        window as never as { trustedTypes: { createPolicy(name: string, rules: object): void } }
      ).trustedTypes.createPolicy('other', {}),
    'policy: trusted-types against trusted-types-policy',
  ],
];

test('the policy stops what an injected text could do, and each is seen', async ({
  page,
  site: _site,
  guard,
}) => {
  for (const [name, inject, seen] of INJECTIONS) {
    await test.step(name, async () => {
      await page.evaluate(inject).catch(() => undefined);
      await sees(guard, seen);
      expect(await page.evaluate(() => 'injected' in window)).toBe(false);
    });
  }
  guard.allow(/./);
});
