/** Failures of recording: each shows an error, and recorded sound is never lost. */
import type { Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { injectIntoWorkers, LIVE_WORKER } from './inject-into-workers.ts';
import { type MicrophonePage, synthesisedPour, test } from './microphone.ts';
import { expect } from './site.ts';

const { failures } = home.listen;

async function expectFailure({ panel, button, page }: MicrophonePage, sentence: string) {
  await button.click();
  await expect(panel.getByText(sentence)).toBeVisible();
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  await expect(page.getByRole('status')).toHaveText(sentence);
  await expect(button).toHaveText(home.listen.start);
}

const microphoneRejects = (name: string) => (page: Page) =>
  page.addInitScript((error) => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
  }, name);

test('the panel shows an error when the browser denies the microphone', async ({
  openWithMicrophone,
}) => {
  await expectFailure(await openWithMicrophone(), failures.denied);
});

for (const [name, sentence] of [
  ['NotFoundError', failures['no-microphone']],
  ['NotReadableError', failures['in-use']],
  ['SecurityError', failures.forbidden],
  ['SomethingNewError', failures['not-started']],
] as const) {
  test(`the panel shows an error for ${name}`, async ({ openWithMicrophone }) => {
    await expectFailure(await openWithMicrophone(undefined, microphoneRejects(name)), sentence);
  });
}

test('the panel shows an error in an insecure context', async ({ openWithMicrophone }) => {
  const insecure = (page: Page) =>
    page.addInitScript(() =>
      Object.defineProperty(window, 'isSecureContext', { get: () => false }),
    );
  await expectFailure(await openWithMicrophone(undefined, insecure), failures.insecure);
});

test('the panel shows an error without AudioWorklet', async ({ openWithMicrophone }) => {
  const old = (page: Page) =>
    page.addInitScript(() => Reflect.deleteProperty(window, 'AudioWorkletNode'));
  await expectFailure(await openWithMicrophone(undefined, old), failures.unsupported);
});

test('a microphone granted after Cancel is stopped', async ({ openWithMicrophone, scratch }) => {
  const { page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    (opened) =>
      opened.addInitScript(() => {
        const { mediaDevices } = navigator;
        const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = async (constraints) => {
          await new Promise((resolve) => document.addEventListener('grant', resolve));
          const stream = await getUserMedia(constraints);
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
  await page.evaluate(() => document.dispatchEvent(new Event('grant')));
  const state = () =>
    page.evaluate(
      () => (window as { stream?: MediaStream }).stream?.getAudioTracks()[0]?.readyState,
    );
  await expect.poll(state).toBe('ended');
  await expect(panel).toHaveAttribute('data-phase', 'idle');
});

test('a microphone unplugged during a pour shows an error, and its sound becomes a card', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { site, page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    (opened) =>
      opened.addInitScript(() => {
        const { mediaDevices } = navigator;
        const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
        mediaDevices.getUserMedia = async (constraints) => {
          const stream = await getUserMedia(constraints);
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
    // Browsers fire no event for stop().
    track?.dispatchEvent(new Event('ended'));
  });
  await expect(panel.getByText(failures.unplugged)).toBeVisible();
  const [card] = await site.outcomes(1);
  expect(card?.verdict).toBeDefined();
  expect(card?.error).toBeUndefined();

  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
});

/** Throws instead of reporting a pour. */
const UNCAUGHT_ERROR = `
  const send = postMessage;
  self.postMessage = (message, ...rest) => {
    if (message.value?.value?.phase !== 'pouring') return send(message, ...rest);
    setTimeout(() => { throw new Error('failed on purpose'); });
  };`;

/** Simulates a Rust panic after three seconds of sound. */
const PANIC = `
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const { module, instance } = await instantiate(...given);
    const exports = { ...instance.exports };
    let samples = 0;
    exports.liveclassifier_push = (listener, chunk) => {
      samples += chunk.length;
      if (samples < 3 * 44100) return instance.exports.liveclassifier_push(listener, chunk);
      console.error('panicked at src/injected.rs:1: on purpose');
      throw new WebAssembly.RuntimeError('unreachable');
    };
    return { module, instance: { exports } };
  };`;

test('a crashed live worker is replaced, and the live verdict still appears', async ({
  openWithMicrophone,
  scratch,
}) => {
  let workers = { started: () => 0 };
  const { site, guard, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    async (page) => {
      workers = await injectIntoWorkers(page, LIVE_WORKER, UNCAUGHT_ERROR, 1);
    },
  );
  guard.allow(/on purpose/);
  await button.click();
  await expect(panel).toHaveAttribute('data-verdict', /./);
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  expect(workers.started()).toBe(2);
  expect((await site.outcomes(1))[0]?.verdict).toBeDefined();
});

test('a recording continues without live workers, and becomes a card', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { site, guard, page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav')),
    (opened) => injectIntoWorkers(opened, LIVE_WORKER, PANIC),
  );
  guard.allow(/on purpose/);
  await button.click();
  await expect(panel.getByText(home.listen.liveResultsStopped)).toBeVisible();
  // The pour lasts from 2 s to 8 s.
  await page.waitForTimeout(3000);
  await button.click();
  const [card] = await site.outcomes(1);
  expect(card).toMatchObject({ verdict: 'cold' });
});
