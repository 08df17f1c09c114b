/** Nothing jumps: not while a page is loaded, not when a verdict comes. */
import type { Page } from '@playwright/test';
import { synthesise } from './command-line.ts';
import { ROUTES } from './routes.ts';
import { expect, test } from './site.ts';

/** A shift of this score moves a hundredth of what is seen by its own height (web.dev/cls). */
const HARDLY_SEEN = 0.01;

/** Counts from now on, and from the start of every page to come. */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  const count = () => {
    const seen = window as typeof window & { shifted?: number };
    seen.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        // What follows a press at once is wanted.
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) seen.shifted = (seen.shifted ?? 0) + value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  };
  await page.addInitScript(count);
  return () =>
    page.evaluate(() => (window as typeof window & { shifted?: number }).shifted ?? Number.NaN);
}

for (const size of [
  { width: 360, height: 740 },
  { width: 1440, height: 900 },
]) {
  for (const { name, hash } of ROUTES) {
    test(`${name} is loaded without a jump, ${size.width} wide`, async ({ site, page }) => {
      await page.setViewportSize(size);
      const shifts = await watchShifts(page);
      await page.goto('about:blank');
      await site.open(`./${hash}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      await page.waitForTimeout(1000);
      expect(await shifts()).toBeLessThan(HARDLY_SEEN);
    });
  }

  test(`verdicts come without a jump, ${size.width} wide`, async ({ site, page, scratch }) => {
    await page.setViewportSize(size);
    const shifts = await watchShifts(page);
    await page.reload();
    const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 30, seed: 1 });
    await site.choose(pour);
    await site.outcomes(1);
    await page.waitForTimeout(1000);
    expect(await shifts()).toBeLessThan(HARDLY_SEEN);
  });
}

test('the watch sees a jump', async ({ site: _site, page }) => {
  const shifts = await watchShifts(page);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.evaluate(() => {
    const block = document.createElement('div');
    block.style.height = '300px';
    document.body.prepend(block);
  });
  await expect.poll(shifts).toBeGreaterThan(HARDLY_SEEN);
});
