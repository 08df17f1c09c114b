/** A worker that dies takes one recording with it, and no more. */
import type { Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { synthesise } from './command-line.ts';
import { expect, test } from './site.ts';

/**
 * Breaks the first worker from outside, so that nothing of this ships: its first request is answered
 * with a script that spoils wasm before the real one runs. Its replacement gets the real script.
 */
async function breakFirstWorker(page: Page, spoil: string): Promise<{ started(): number }> {
  let started = 0;
  await page.route(/classifier\.worker-.*\.js$/, async (route) => {
    started += 1;
    if (started > 1) return route.continue();
    const response = await route.fetch();
    return route.fulfill({ response, body: `${spoil}\n${await response.text()}` });
  });
  return { started: () => started };
}

/** What a Rust panic looks like from JavaScript: its hook's words, then a trap. */
const PANIC = `
  const instantiate = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (...given) => {
    const { module, instance } = await instantiate(...given);
    const exports = { ...instance.exports };
    exports.classifier_classify = () => {
      console.error('panicked at src/injected.rs:1: on purpose');
      throw new WebAssembly.RuntimeError('unreachable');
    };
    return { module, instance: { exports } };
  };`;

/** A worker that ends in place of answering, as one does when the browser runs out of memory. */
const DEATH = `
  const send = postMessage;
  self.postMessage = (message, ...rest) => {
    if (!JSON.stringify(message).includes('verdict')) return send(message, ...rest);
    setTimeout(() => { throw new Error('died on purpose'); });
  };`;

for (const [name, spoil] of [
  ['a panic', PANIC],
  ['a death without a word', DEATH],
] as const) {
  test(`after ${name} there is a sentence, and the next recording is answered`, async ({
    site,
    guard,
    scratch,
  }) => {
    guard.allow(/on purpose/);
    const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 200, seconds: 6, seed: 7 });
    // The worker of the page that is there may still be asking for its script.
    await site.page.goto('about:blank');
    const workers = await breakFirstWorker(site.page, spoil);
    await site.open('./');
    await site.choose(pour, pour);
    // Both are decoded at the same time, so either may reach the worker first.
    const outcomes = await site.outcomes(2);
    const crashed = outcomes.filter(({ error }) => error !== undefined);
    expect(crashed).toMatchObject([{ code: 'crashed', error: home.failures.crashed }]);
    expect(outcomes.filter(({ verdict }) => verdict !== undefined)).toHaveLength(1);
    expect(workers.started()).toBe(2);
    await site.cards.getByText(home.results.details).click();
    await expect(site.cards.locator('pre')).toContainText('on purpose');
  });
}

test('while several workers listen, a panic in one takes one recording', async ({
  site,
  page,
  guard,
  scratch,
}) => {
  guard.allow(/on purpose/);
  const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 200, seconds: 6, seed: 7 });
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'hardwareConcurrency', { value: 2 });
  });
  await page.goto('about:blank');
  const workers = await breakFirstWorker(page, PANIC);
  await site.open('./');
  await site.choose(...Array<string>(12).fill(pour));
  const outcomes = await site.outcomes(12);
  expect(outcomes.filter(({ code }) => code === 'crashed')).toHaveLength(1);
  expect(outcomes.filter(({ verdict }) => verdict !== undefined)).toHaveLength(11);
  // The broken one, its replacement, and the second.
  expect(workers.started()).toBe(3);
});
