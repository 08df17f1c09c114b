/** Layout shifts while a page loads and when a verdict appears. */
import type { Page } from '@playwright/test';
import { synthesise } from './command-line.ts';
import { ROUTES } from './routes.ts';
import { expect, test } from './site.ts';

/** Limit of the layout shift score (https://web.dev/cls); Chrome rates 0.1 as good. */
const MAX_SHIFT = 0.01;

/** Sums layout shifts from the next page load on. */
async function measureShifts(page: Page): Promise<() => Promise<number>> {
  const sumShifts = () => {
    const target = window as typeof window & { shifted?: number };
    target.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        // Shifts right after an input are expected.
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) target.shifted = (target.shifted ?? 0) + value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  };
  await page.addInitScript(sumShifts);
  return () =>
    page.evaluate(() => (window as typeof window & { shifted?: number }).shifted ?? Number.NaN);
}

for (const size of [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
]) {
  for (const { name, hash } of ROUTES) {
    test(`${name} loads without a layout shift at ${size.width} pixels`, async ({ site, page }) => {
      await page.setViewportSize(size);
      const shifts = await measureShifts(page);
      await page.goto('about:blank');
      await site.open(`./${hash}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForTimeout(1000);
      expect(await shifts()).toBeLessThan(MAX_SHIFT);
    });
  }

  test(`a verdict appears without a layout shift at ${size.width} pixels`, async ({
    site,
    page,
    scratch,
  }) => {
    await page.setViewportSize(size);
    const shifts = await measureShifts(page);
    await page.reload();
    const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 30, seed: 1 });
    await site.choose(pour);
    await site.outcomes(1);
    await page.waitForTimeout(1000);
    expect(await shifts()).toBeLessThan(MAX_SHIFT);
  });
}

test('the measurement detects a layout shift', async ({ site: _site, page }) => {
  const shifts = await measureShifts(page);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.evaluate(() => {
    const block = document.createElement('div');
    block.style.height = '300px';
    document.body.prepend(block);
  });
  await expect.poll(shifts).toBeGreaterThan(MAX_SHIFT);
});
