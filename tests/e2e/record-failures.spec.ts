/** Listening when something is missing or breaks: a sentence, and nothing that was heard is lost. */
import type { Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { injectIntoWorkers, LIVE_WORKER } from './inject-into-workers.ts';
import { type MicrophonePage, synthesisedPour, test } from './microphone.ts';
import { expect } from './site.ts';

const { failures } = home.listen;

async function fails({ panel, button, page }: MicrophonePage, sentence: string) {
  await button.click();
  await expect(panel.getByText(sentence)).toBeVisible();
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  await expect(page.getByRole('status')).toHaveText(sentence);
  await expect(button).toHaveText(home.listen.start);
}

const rejects = (name: string) => (page: Page) =>
  page.addInitScript((thrown) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', thrown));
  }, name);

test('denied, by the browser itself', async ({ openWithMicrophone }) => {
  await fails(await openWithMicrophone(), failures.denied);
});

for (const [name, sentence] of [
  ['NotFoundError', failures['no-microphone']],
  ['NotReadableError', failures['in-use']],
  ['SecurityError', failures.forbidden],
  ['SomethingNewError', failures['not-started']],
] as const) {
  test(`${name} becomes a sentence`, async ({ openWithMicrophone }) => {
    await fails(await openWithMicrophone(undefined, rejects(name)), sentence);
  });
}

test('an address without https', async ({ openWithMicrophone }) => {
  const insecure = (page: Page) =>
    page.addInitScript(() =>
      Object.defineProperty(window, 'isSecureContext', { get: () => false }),
    );
  await fails(await openWithMicrophone(undefined, insecure), failures.insecure);
});

test('a browser without worklets', async ({ openWithMicrophone }) => {
  const old = (page: Page) =>
    page.addInitScript(() => Reflect.deleteProperty(window, 'AudioWorkletNode'));
  await fails(await openWithMicrophone(undefined, old), failures.unsupported);
});

test('cancelled while the browser asks: a late yes is turned off again', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    (asking) =>
      asking.addInitScript(() => {
        const { mediaDevices } = navigator;
        const ask = mediaDevices.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = async (wishes) => {
          await new Promise((resolve) => document.addEventListener('say-yes', resolve));
          const stream = await ask(wishes);
          Object.assign(window, { stream });
          return stream;
        };
      }),
  );
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'starting');
  await expect(button).toHaveText(home.listen.cancel);
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  await page.evaluate(() => document.dispatchEvent(new Event('say-yes')));
  const state = () =>
    page.evaluate(
      () => (window as { stream?: MediaStream }).stream?.getAudioTracks()[0]?.readyState,
    );
  await expect.poll(state).toBe('ended');
  await expect(panel).toHaveAttribute('data-phase', 'idle');
});

test('unplugged while it pours: what was heard becomes a card', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { site, page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    (asking) =>
      asking.addInitScript(() => {
        const { mediaDevices } = navigator;
        const ask = mediaDevices.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = async (wishes) => {
          const stream = await ask(wishes);
          Object.assign(window, { stream });
          return stream;
        };
      }),
  );
  await button.click();
  await expect(panel).toHaveAttribute('data-verdict', /./);
  await page.evaluate(() => {
    const [track] = (window as { stream?: MediaStream }).stream?.getAudioTracks() ?? [];
    track?.stop();
    // stop() is the page's own doing, of which the browser does not tell.
    track?.dispatchEvent(new Event('ended'));
  });
  await expect(panel.getByText(failures.unplugged)).toBeVisible();
  const [card] = await site.outcomes(1);
  expect(card?.verdict).toBeDefined();
  expect(card?.error).toBeUndefined();

  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
});

/** A worker that ends in place of telling of a pour. */
const DEATH = `
  const send = postMessage;
  self.postMessage = (message, ...rest) => {
    if (message.value?.value?.phase !== 'pouring') return send(message, ...rest);
    setTimeout(() => { throw new Error('died on purpose'); });
  };`;

/** What a Rust panic looks like from JavaScript, after three seconds of sound. */
const PANIC = `
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const { module, instance } = await instantiate(...given);
    const exports = { ...instance.exports };
    let samples = 0;
    exports.listener_push = (listener, chunk) => {
      samples += chunk.length;
      if (samples < 3 * 44100) return instance.exports.listener_push(listener, chunk);
      console.error('panicked at src/injected.rs:1: on purpose');
      throw new WebAssembly.RuntimeError('unreachable');
    };
    return { module, instance: { exports } };
  };`;

test('a live worker that dies is replaced, and the verdict still comes live', async ({
  openWithMicrophone,
  scratch,
}) => {
  let workers = { started: () => 0 };
  const { site, guard, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    async (page) => {
      workers = await injectIntoWorkers(page, LIVE_WORKER, DEATH, 1);
    },
  );
  guard.allow(/on purpose/);
  await button.click();
  await expect(panel).toHaveAttribute('data-verdict', /./);
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  expect(workers.started()).toBe(2);
  expect((await site.outcomes(1))[0]?.verdict).toBeDefined();
});

test('without any live worker the recording goes on, and becomes a card', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { site, guard, page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    (asking) => injectIntoWorkers(asking, LIVE_WORKER, PANIC),
  );
  guard.allow(/on purpose/);
  await button.click();
  await expect(panel.getByText(home.listen.liveResultsStopped)).toBeVisible();
  // The pour lasts from second 2 to 8.
  await page.waitForTimeout(3000);
  await button.click();
  const [card] = await site.outcomes(1);
  expect(card).toMatchObject({ verdict: 'cold' });
});
