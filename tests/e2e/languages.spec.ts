/** The page in each language: choice, persistence and layout. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { home, pages, setLocale } from '../../www/src/i18n/index.ts';
import { LANGUAGE_CODES, LANGUAGES, type LanguageCode } from '../../www/src/i18n/locale.ts';
import { synthesise } from './command-line.ts';
import { recordings } from './paths.ts';
import { horizontalOverflow, ROUTES } from './routes.ts';
import { chooseLanguage as chooseOnPage, closeSettings, openSettings } from './settings-dialog.ts';
import { expect, Site, test } from './site.ts';
import { wav } from './wav-files.ts';

test.afterEach(() => setLocale('en'));

const languageOf = (page: Page) => page.locator('html').getAttribute('lang');

/** Chooses a language on the page, and loads the same messages in the test. */
async function chooseLanguage(page: Page, code: LanguageCode): Promise<void> {
  await chooseOnPage(page, code);
  await setLocale(code);
}

/** Returns elements whose text is wider than they are. */
const overflowingTexts = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main *, header *, footer *')]
      .filter(({ scrollWidth, clientWidth, children }) => {
        // Only elements with text, or text and an icon; others are as wide as their children.
        const hasText = [...children].every(({ tagName }) => tagName === 'svg');
        return clientWidth > 0 && hasText && scrollWidth > clientWidth + 1;
      })
      .filter((element) => !element.closest('svg, canvas'))
      // Text for screen readers only is clipped.
      .filter((element) => getComputedStyle(element).clipPath === 'none')
      .map(({ textContent, scrollWidth, clientWidth }) => ({
        textContent,
        scrollWidth,
        clientWidth,
      })),
  );

test('a language chosen in the settings survives a reload', async ({ site, page }) => {
  await page.goto('./#/guide');
  await openSettings(page);
  await chooseLanguage(page, 'de');
  await expect(page.getByLabel(home.language.label)).toBeFocused();
  await closeSettings(page);
  await expect(page.getByRole('navigation', { name: pages.nav })).toBeVisible();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(page).toHaveTitle(pages.title((await heading.textContent()) ?? ''));
  await page.reload();
  await expect(heading).toBeVisible();
  expect(await languageOf(page)).toBe('de');
  const manifest = page.locator('link[rel=manifest]');
  await expect(manifest).toHaveAttribute('href', './manifest.de.webmanifest');
  await page.goto('./#');
  await expect(site.page.getByTestId('record')).toContainText(home.listen.start);
});

test('verdicts, numbers and errors change with the language', async ({ site, page, scratch }) => {
  const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 6, seed: 1 });
  const click = wav({ sampleRate: 48_000, samples: new Int16Array(9600).fill(9) });
  await site.choose(pour);
  await site.outcomes(1);
  await site.choose(
    { name: 'empty.wav', buffer: Buffer.alloc(0) },
    { name: 'click.wav', buffer: click },
  );
  const before = await site.outcomes(3);
  const tooShort = before.find(({ file }) => file === 'click.wav');
  expect(tooShort).toMatchObject({ code: 'too-short', error: expect.stringContaining('0.20 s') });

  await chooseLanguage(page, 'fr');
  const after = await site.outcomes(3);
  expect(after.map(({ error: _, ...outcome }) => outcome)).toEqual(
    before.map(({ error: _, ...outcome }) => outcome),
  );
  const errors = new Map(after.map(({ file, error }) => [file, error]));
  expect(errors.get('empty.wav')).toBe(home.failures['empty-file']);
  const values = { code: 'too-short', seconds: 0.2, min: 1 } as const;
  expect(errors.get('click.wav')).toBe(home.refusals['too-short']?.(values));
  await expect(site.card('pour.wav')).toContainText(home.verdicts.cold.word);
});

for (const [locale, code] of [
  ['de-CH', 'de'],
  ['zh-CN', 'zh-Hans'],
  ['it-IT', 'en'],
] as const) {
  test(`the page uses ${code} for the browser locale ${locale}`, async ({ newContext }) => {
    const context = await newContext({ locale });
    const site = new Site(await context.newPage());
    await site.open('./');
    expect(await languageOf(site.page)).toBe(code);
  });
}

test('a language that fails to load shows an error and changes nothing', async ({
  page,
  guard,
  site: _site,
}) => {
  guard.allow(/Failed to load resource|net::ERR_FAILED/);
  // Blocks only this language, since the worker may still be loading.
  await page.route(/\/assets\/es-[^/]*\.js$/, (route) => route.abort());
  await openSettings(page);
  await page.getByLabel(home.language.label).selectOption(LANGUAGES.es.name);
  await expect(page.getByRole('alert')).toHaveText(home.language.unavailable);
  await expect(page.getByLabel(home.language.label)).toHaveValue('en');
  expect(await languageOf(page)).toBe('en');
});

for (const code of LANGUAGE_CODES) {
  test(`${code} fits a small phone on every page, without axe violations`, async ({
    page,
    site,
    scratch,
  }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await chooseLanguage(page, code);
    const pour = await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 6, seed: 1 });
    const hot = recordings ? [join(recordings, 'pouring/v1/212f-glassMug-2.m4a')] : [];
    await site.choose(pour, pour, ...hot, { name: 'empty.wav', buffer: Buffer.alloc(0) });
    await site.outcomes(3 + hot.length);
    await site.cards.getByRole('button', { expanded: false }).first().click();
    await page.getByText(home.cup.manage).click();
    for (const { name, hash } of ROUTES) {
      await page.goto(`./${hash}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await horizontalOverflow(page), name).toBe(0);
      expect(await overflowingTexts(page), name).toEqual([]);
    }
    await page.goto('./#');
    for (const width of [320, 640, 720, 1440]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await horizontalOverflow(page), `${width}`).toBe(0);
      expect(await overflowingTexts(page), `${width}`).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 740 });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
}
