/** What the page says where it cannot listen at all. */
import { home } from '../../www/src/i18n/index.ts';
import { expect, test } from './site.ts';
import { wav } from './wav-files.ts';

test('without WebAssembly SIMD there is a clear message in place of the page', async ({
  page,
  guard,
}) => {
  // As a browser answers that knows WebAssembly and no SIMD.
  await page.addInitScript(() => {
    WebAssembly.validate = () => false;
  });
  await page.goto('./');
  await expect(page.getByRole('alert')).toHaveText(home.page.noSimd);
  await expect(page.getByTestId('file-input')).toHaveCount(0);
  expect(guard.violations).toEqual([]);
});

test('without JavaScript there is a sentence', async ({ newContext }) => {
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
  // A browser does not say why a worker's script did not load.
  ['classifier.worker-.*.js', undefined],
] as const) {
  test(`when ${part} is missing the page says so, and works once it is back`, async ({
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

test('a file that is not there answers 404, and never the page', async ({ request }) => {
  const response = await request.get('./assets/missing.wasm');
  expect(response.status()).toBe(404);
});
