/**
 * Every page and state as it looks, at three sizes, light and dark: a picture of each for people to
 * look at, in target/screenshots/; some compared with what was accepted (see look.ts); and axe.
 *
 * `npm run screenshots` makes the pictures and compares them; `npm run screenshots:accept` takes
 * them as the new baseline, to be looked at and committed.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { baseline, screenshots } from '../paths.ts';
import { expect, test as onSite } from '../site.ts';
import { STEADY, settle, steady } from './deterministic-page.ts';
import { whyNotCompared } from './rendering.ts';
import type { Look } from './scene.ts';
import { looks } from './scenes/index.ts';

const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];
const SCHEMES = ['light', 'dark'] as const;

const title = (name: string, { width, height }: (typeof SIZES)[number], scheme: string) =>
  `${name}-${width}x${height}-${scheme}`;

const compared = (name: string) => {
  const [phone, desktop] = [`${name}-360x740-light`, `${name}-1440x900-dark`];
  const which = looks[name]?.compared;
  return which === 'none' ? [] : which === 'both' ? [phone, desktop] : [phone];
};

const test = onSite.extend({
  page: async ({ page }, use) => {
    await steady(page);
    await use(page);
  },
});
test.use(STEADY);
test.describe.configure({ mode: 'parallel' });
mkdirSync(screenshots, { recursive: true });

/** What is far from sight is not drawn: all of the picture is in sight. */
async function resize(page: Page, size: (typeof SIZES)[number], { part }: Look) {
  await page.setViewportSize(size);
  if (part === 'window') {
    // How far a click had to scroll depends on what was there by then.
    await page.evaluate(() => window.scrollTo(0, 0));
    return;
  }
  const whole = page.locator('html');
  const end = await (part?.(page) ?? whole).evaluate(
    (element) => element.getBoundingClientRect().bottom + window.scrollY,
  );
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, Math.ceil(end)) });
}

async function hasNoViolation(page: Page) {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect.soft(violations).toEqual([]);
  // An axe that did not run finds nothing either.
  expect(passes.length).toBeGreaterThan(10);
}

for (const [name, look] of Object.entries(looks)) {
  test(name, async ({ site, page, watch, scratch }) => {
    await look.reach({ site, page, watch, scratch });
    const part = typeof look.part === 'function' ? look.part(page) : page;
    for (const size of SIZES) {
      await resize(page, size, look);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        await settle(page);
        const picture = title(name, size, colorScheme);
        await part.screenshot({
          path: join(screenshots, `${picture}.png`),
          animations: 'disabled',
        });
        if (compared(name).includes(picture) && whyNotCompared() === '') {
          await expect.soft(part).toHaveScreenshot(`${picture}.webp`);
        }
        if (size.width === 768) await hasNoViolation(page);
      }
    }
  });
}

test('the baseline has a picture of every look, and no other', () => {
  const wanted = Object.keys(looks)
    .flatMap(compared)
    .map((picture) => `${picture}.webp`);
  const there = readdirSync(baseline).filter((file) => file.endsWith('.webp'));
  const surplus = there.filter((file) => !wanted.includes(file));
  if (test.info().config.updateSnapshots === 'none') expect(there.sort()).toEqual(wanted.sort());
  else for (const file of surplus) rmSync(join(baseline, file));
});
