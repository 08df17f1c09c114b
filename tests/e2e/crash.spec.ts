/** A crashed worker fails one recording only. */
import { home } from '../../www/src/i18n/index.ts';
import { synthesise } from './command-line.ts';
import { CLASSIFIER_WORKER, injectIntoWorkers } from './inject-into-workers.ts';
import { expect, test } from './site.ts';

/** Simulates a Rust panic: the message of the panic hook, then a trap. */
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

/** Throws instead of returning the result, as when the browser runs out of memory. */
const UNCAUGHT_ERROR = `
  const send = postMessage;
  self.postMessage = (message, ...rest) => {
    if (!JSON.stringify(message).includes('verdict')) return send(message, ...rest);
    setTimeout(() => { throw new Error('failed on purpose'); });
  };`;

for (const [name, code] of [
  ['a panic', PANIC],
  ['an uncaught error', UNCAUGHT_ERROR],
] as const) {
  test(`one recording fails and the next gets a verdict after ${name} in the worker`, async ({
    site,
    guard,
    scratch,
  }) => {
    guard.allow(/on purpose/);
    const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 200, seconds: 6, seed: 7 });
    // The first page's worker may still be requesting its script.
    await site.page.goto('about:blank');
    const workers = await injectIntoWorkers(site.page, CLASSIFIER_WORKER, code, 1);
    await site.open('./');
    await site.choose(pour, pour);
    // Both are decoded concurrently, so either may reach the worker first.
    const outcomes = await site.outcomes(2);
    const crashed = outcomes.filter(({ error }) => error !== undefined);
    expect(crashed).toMatchObject([{ code: 'crashed', error: home.failures.crashed }]);
    expect(outcomes.filter(({ verdict }) => verdict !== undefined)).toHaveLength(1);
    expect(workers.started()).toBe(2);
    await site.openCards();
    await site.cards.getByText(home.results.details).click();
    await expect(site.cards.locator('pre')).toContainText('on purpose');
  });
}

test('one recording fails when one of two workers panics', async ({
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
  const workers = await injectIntoWorkers(page, CLASSIFIER_WORKER, PANIC, 1);
  await site.open('./');
  await site.choose(...Array<string>(12).fill(pour));
  const outcomes = await site.outcomes(12);
  expect(outcomes.filter(({ code }) => code === 'crashed')).toHaveLength(1);
  expect(outcomes.filter(({ verdict }) => verdict !== undefined)).toHaveLength(11);
  // The crashed worker, its replacement, and the second worker.
  expect(workers.started()).toBe(3);
});
