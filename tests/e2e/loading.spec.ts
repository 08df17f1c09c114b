/** Messages when the page cannot classify at all. */
import { home } from '../../www/src/i18n/index.ts';
import { expect, test } from './site.ts';
import { wav } from './wav-files.ts';

test('the page shows only a message without WebAssembly SIMD', async ({ page, guard }) => {
  // As in a browser that has WebAssembly without SIMD.
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto('./');
  await expect(page.getByRole('alert')).toHaveText(home.page.noSimd);
  await expect(page.getByTestId('file-input')).toHaveCount(0);
  expect(guard.violations).toEqual([]);
});

test('the page shows a message without JavaScript', async ({ newContext }) => {
  const context = await newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('./');
  await expect(page.locator('noscript p')).toHaveText(home.page.noScript);
  await expect(page.locator('noscript p')).toBeVisible();
});

for (const [part, detail] of [
  ['.onnx', '404'],
  ['.wasm', '404'],
  ['.json', '404'],
  // Browsers do not report why a worker script failed to load.
  ['classifier.worker-.*.js', undefined],
] as const) {
  test(`the page shows an error when ${part} is missing, and works once it is back`, async ({
    page,
    site,
    guard,
  }) => {
    guard.allow(/404/);
    await page.route(new RegExp(`${part}$`), (route) => route.fulfill({ status: 404 }));
    await page.reload();
    await expect(page.getByRole('alert')).toHaveText(home.failures['not-loaded']);
    const noise = Int16Array.from({ length: 48_000 * 2 }, (_, i) => ((i * 7919) % 20_011) - 10_000);
    const recording = { name: 'noise.wav', buffer: wav({ sampleRate: 48_000, samples: noise }) };
    await site.choose(recording);
    expect((await site.outcomes(1))[0]?.code).toBe('not-loaded');
    if (detail !== undefined) {
      await site.cards.getByText(home.results.details).click();
      await expect(site.cards.locator('pre')).toContainText(detail);
    }

    await page.unrouteAll();
    await site.choose(recording);
    const [again] = await site.outcomes(2);
    expect(again?.verdict).toBeDefined();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });
}

test('a missing file gets 404 instead of the page', async ({ request }) => {
  const response = await request.get('./assets/missing.wasm');
  expect(response.status()).toBe(404);
});
