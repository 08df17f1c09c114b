/**
 * Runs axe on every scene, light and dark, and compares some screenshots with the accepted baseline
 * (scene.ts).
 *
 * `npm run screenshots` also takes those that are not compared, at three sizes, light and dark,
 * into target/screenshots/. `npm run screenshots:accept` makes the compared ones the new baseline,
 * to be reviewed and committed.
 */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { baseline, screenshots } from '../paths.ts';
import { expect, test as onSite } from '../site.ts';
import { FIXED_CONTEXT, makeDeterministic, waitUntilSettled } from './deterministic-page.ts';
import { comparisonSkipReason } from './rendering.ts';
import type { Scene } from './scene.ts';
import { scenes } from './scenes/index.ts';

const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];
const SCHEMES = ['light', 'dark'] as const;
/** The width at which axe runs. */
const ACCESSIBLE_AT = 768;
/** Most screenshots are for people to look at, and tests need not wait for them. */
const takeAll = process.env.SCREENSHOTS !== undefined;

const title = (name: string, { width, height }: (typeof SIZES)[number], scheme: string) =>
  `${name}-${width}x${height}-${scheme}`;

const compared = (name: string) => {
  const [phone, desktop] = [`${name}-360x740-light`, `${name}-1440x900-dark`];
  const which = scenes[name]?.compared;
  return which === 'none' ? [] : which === 'both' ? [phone, desktop] : [phone];
};

const test = onSite.extend({
  page: async ({ page }, use) => {
    await makeDeterministic(page);
    await use(page);
  },
});
test.use(FIXED_CONTEXT);
test.describe.configure({ mode: 'parallel' });
mkdirSync(screenshots, { recursive: true });

/** Makes the viewport as tall as the part, since the page draws only what is near it. */
async function resize(page: Page, size: (typeof SIZES)[number], { part }: Scene) {
  await page.setViewportSize(size);
  if (part === 'window') {
    // Clicks scroll by an amount that depends on timing.
    await page.evaluate(() => window.scrollTo(0, 0));
    return;
  }
  const whole = page.locator('html');
  const end = await (part?.(page) ?? whole).evaluate(
    (element) => element.getBoundingClientRect().bottom + window.scrollY,
  );
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, Math.ceil(end)) });
}

async function expectAccessible(page: Page) {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect.soft(violations).toEqual([]);
  // Some passes prove that axe ran.
  expect(passes.length).toBeGreaterThan(10);
}

for (const [name, scene] of Object.entries(scenes)) {
  test(name, async ({ site, page, guard, scratch }) => {
    await scene.reach({ site, page, guard, scratch });
    const part = typeof scene.part === 'function' ? scene.part(page) : page;
    const pictures = SIZES.flatMap((size) =>
      SCHEMES.map((scheme) => ({ size, scheme, picture: title(name, size, scheme) })),
    );
    for (const { size, scheme, picture } of pictures) {
      const compare = compared(name).includes(picture) && comparisonSkipReason() === '';
      const checkAccessibility = size.width === ACCESSIBLE_AT;
      if (!takeAll && !compare && !checkAccessibility) continue;
      await page.emulateMedia({ colorScheme: scheme });
      await resize(page, size, scene);
      await waitUntilSettled(page);
      if (takeAll) {
        const path = join(screenshots, `${picture}.png`);
        await part.screenshot({ path, animations: 'disabled' });
      }
      if (compare) await expect.soft(part).toHaveScreenshot(`${picture}.webp`);
      if (checkAccessibility) await expectAccessible(page);
    }
  });
}

test('the baseline holds exactly the screenshots that are compared', () => {
  const expected = Object.keys(scenes)
    .flatMap(compared)
    .map((picture) => `${picture}.webp`);
  const found = readdirSync(baseline).filter((file) => file.endsWith('.webp'));
  const surplus = found.filter((file) => !expected.includes(file));
  if (test.info().config.updateSnapshots === 'none') expect(found.sort()).toEqual(expected.sort());
  else for (const file of surplus) rmSync(join(baseline, file));
});
