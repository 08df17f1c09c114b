/** Tests of the page guard itself: it must detect every kind of violation. */
import type { Page, Worker } from '@playwright/test';
import { contentPolicy } from '../../www/build/security-headers.ts';
import type { PageGuard } from './page-guard.ts';
import { expect, Site, test } from './site.ts';

// Port 9 (discard): another origin, without a server.
const OTHER_HOST = '127.0.0.1:9';

/** Waits until each violation is detected, and clears them. */
async function expectDetected(guard: PageGuard, ...expected: string[]): Promise<void> {
  for (const one of expected) {
    await expect.poll(() => guard.violations.join('\n')).toContain(one);
  }
  guard.violations.length = 0;
}

/** Returns the page's worker, which Chromium reports after the page. */
const workerOf = async (page: Page): Promise<Worker> =>
  page.workers()[0] ?? page.waitForEvent('worker');

test('the guard detects a console error and an uncaught error', async ({
  page,
  site: _site,
  guard,
}) => {
  await page.evaluate(() => {
    console.error('injected words');
    setTimeout(() => {
      throw new Error('injected error');
    });
  });
  await expectDetected(guard, 'console: injected words', 'uncaught: injected error');
});

test('the guard detects an error in the worker', async ({ page, site, guard }) => {
  const worker = await workerOf(page);
  await worker.evaluate(() => console.error('injected in the worker'));
  await expectDetected(guard, 'injected in the worker');
  await expect(site.input).toBeAttached();
});

/** Requests to another origin, with the violations without and with the policy. */
const REQUESTS: {
  name: string;
  send: (page: Page, host: string) => Promise<unknown>;
  allowed: string;
  blocked: string;
}[] = [
  {
    name: 'a fetch',
    send: (page, to) => page.evaluate((host) => fetch(`http://${host}/`).catch(() => 0), to),
    allowed: `request: http://${OTHER_HOST}/`,
    blocked: `policy: connect-src against http://${OTHER_HOST}`,
  },
  {
    name: 'a beacon',
    send: (page, to) =>
      page.evaluate((host) => navigator.sendBeacon(`http://${host}/`, 'where I am'), to),
    allowed: `request: http://${OTHER_HOST}/`,
    blocked: `policy: connect-src against http://${OTHER_HOST}`,
  },
  {
    name: 'a socket',
    send: (page, to) => page.evaluate((host) => void new WebSocket(`ws://${host}/`), to),
    allowed: `websocket: ws://${OTHER_HOST}/`,
    blocked: `policy: connect-src against ws://${OTHER_HOST}`,
  },
  {
    name: 'an image',
    send: (page, to) =>
      page.evaluate((host) => {
        new Image().src = `http://${host}/pixel.gif`;
      }, to),
    allowed: `request: http://${OTHER_HOST}/pixel.gif`,
    blocked: `policy: img-src against http://${OTHER_HOST}`,
  },
  {
    name: 'a stylesheet',
    send: (page, to) =>
      page.evaluate((host) => {
        const link = Object.assign(document.createElement('link'), { rel: 'stylesheet' });
        link.href = `http://${host}/fonts.css`;
        document.head.append(link);
      }, to),
    allowed: `request: http://${OTHER_HOST}/fonts.css`,
    blocked: `policy: style-src-elem against http://${OTHER_HOST}`,
  },
  {
    name: 'a frame',
    send: (page, to) =>
      page.evaluate((host) => {
        const frame = document.createElement('iframe');
        frame.src = `http://${host}/frame`;
        document.body.append(frame);
      }, to),
    allowed: `request: http://${OTHER_HOST}/frame`,
    blocked: `policy: frame-src against http://${OTHER_HOST}`,
  },
  {
    name: 'a connection to a peer',
    send: (page) => page.evaluate(() => new RTCPeerConnection().close()),
    allowed: 'webrtc:',
    blocked: 'webrtc:',
  },
];

/** Sends each request, and expects its violation. */
async function sendAll(page: Page, guard: PageGuard, policy: 'allowed' | 'blocked'): Promise<void> {
  for (const { name, send, ...violations } of REQUESTS) {
    await test.step(name, async () => {
      await send(page, OTHER_HOST);
      await expectDetected(guard, violations[policy]);
    });
  }
  guard.allow(/./);
}

test('the guard detects every request that the policy blocks', ({ page, site: _site, guard }) =>
  sendAll(page, guard, 'blocked'));

test.describe('without the policy', () => {
  test.use({ bypassCSP: true });
  test('the guard detects every request to another origin', ({ page, site: _site, guard }) =>
    sendAll(page, guard, 'allowed'));
});

/** Fetches in the worker, whose policy comes from the headers of its script. */
const fetchFromWorker = async (page: Page) => {
  const worker = await workerOf(page);
  await worker.evaluate((host) => fetch(`http://${host}/`).catch(() => 0), OTHER_HOST);
};

test('the guard detects a worker’s fetch that the policy blocks', async ({ page, site, guard }) => {
  await expect(site.input).toBeAttached();
  await fetchFromWorker(page);
  await expectDetected(guard, `policy: connect-src against http://${OTHER_HOST}/ (in a worker)`);
});

test('the guard detects a worker’s fetch without the policy', async ({ page, guard }) => {
  await page.route(/worker-.*\.js$/, async (route) => {
    const response = await route.fetch();
    const { 'content-security-policy': _, ...headers } = response.headers();
    await route.fulfill({ response, headers });
  });
  await new Site(page).open('./');
  await fetchFromWorker(page);
  await expectDetected(guard, `request: http://${OTHER_HOST}/`);
  guard.allow(/Failed to load resource/);
});

test.describe('with service workers', () => {
  test.use({ serviceWorkers: 'allow' });

  for (const policy of [true, false]) {
    const title = policy
      ? 'the guard detects a service worker’s fetch that the policy blocks'
      : 'the guard detects a service worker’s fetch without the policy';
    test(title, async ({ page, context, site: _site, guard }) => {
      // A test worker at its own URL, which serves no page.
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
      await worker.evaluate((host) => fetch(`http://${host}/`).catch(() => 0), OTHER_HOST);
      const prefix = policy ? 'policy: connect-src against' : 'request:';
      await expectDetected(guard, `${prefix} http://${OTHER_HOST}/`);
      guard.allow(/Failed to load resource/);
    });
  }
});

test('the guard detects a cookie', async ({ page, site: _site, guard }) => {
  await page.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the guard must detect it
    document.cookie = 'injected=1';
  });
  expect(await guard.collectViolations()).toEqual(['cookie: injected of 127.0.0.1']);
  guard.violations.length = 0;
  await page.context().clearCookies();
});

/** Effects of injected text, with the violation of the policy that blocks each. */
const INJECTIONS: [name: string, inject: () => unknown, violation: string][] = [
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
    // Delayed, since code that Playwright evaluates may use eval.
    // biome-ignore lint/security/noGlobalEval: the policy must block it
    () => setTimeout(() => globalThis.eval('window.injected = true')),
    'policy: require-trusted-types-for against trusted-types-sink eval',
  ],
  [
    'a worker of another origin',
    () => new Worker('http://127.0.0.1:9/worker.js'),
    'policy: require-trusted-types-for against trusted-types-sink Worker constructor',
  ],
  [
    'a worker from a blob',
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

test('the policy blocks every injection, and the guard detects each', async ({
  page,
  site: _site,
  guard,
}) => {
  for (const [name, inject, violation] of INJECTIONS) {
    await test.step(name, async () => {
      await page.evaluate(inject).catch(() => undefined);
      await expectDetected(guard, violation);
      expect(await page.evaluate(() => 'injected' in window)).toBe(false);
    });
  }
  guard.allow(/./);
});
