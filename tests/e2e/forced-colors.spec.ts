/** Forced colours drop backgrounds and shadows, so whatever can be pressed needs a border. */
import type { Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { synthesise } from './command-line.ts';
import { ROUTES } from './routes.ts';
import { expect, test } from './site.ts';

/** Names of buttons that look like plain text. Headers of sortable columns have an arrow. */
const unmarkedButtons = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input[type=file] + label')]
      .filter((element) => element.checkVisibility() && element.closest('thead') === null)
      .filter((element) => {
        const style = getComputedStyle(element);
        const hasBorder = style.borderTopStyle !== 'none' && style.borderTopWidth !== '0px';
        return !hasBorder && !style.textDecorationLine.includes('underline');
      })
      .map((element) => element.textContent.trim() || element.ariaLabel),
  );

test.beforeEach(({ page }) => page.emulateMedia({ forcedColors: 'active' }));

for (const { name, hash, heading } of ROUTES) {
  test(`buttons have a border in forced colours: ${name}`, async ({ page }) => {
    await page.goto(`./${hash}`);
    await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
    expect(await unmarkedButtons(page)).toEqual([]);
  });
}

test('buttons of results and dialogs have a border in forced colours', async ({
  site,
  page,
  scratch,
}) => {
  const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 6, seed: 1 });
  await site.choose(pour, pour);
  await site.outcomes(2);
  expect(await unmarkedButtons(page)).toEqual([]);
  await page.getByRole('button', { name: home.batch.deleteAll, exact: true }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await unmarkedButtons(page)).toEqual([]);
  await expect(page.getByRole('button', { name: home.confirm.cancel })).toBeFocused();
});
