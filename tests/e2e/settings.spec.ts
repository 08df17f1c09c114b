/** The settings, what they switch on, and the ways to start without a mouse or a kettle. */
import type { Page } from '@playwright/test';
import { home, settings } from '../../www/src/i18n/index.ts';
import { test as onMicrophone, synthesisedPour } from './microphone.ts';
import { tabTo } from './routes.ts';
import { closeSettings, openSettings, settingsDialog } from './settings-dialog.ts';
import { expect, test } from './site.ts';

const background = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

/** The colours of the browser's own bars. */
const barColours = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')]
      .filter(({ media }) => matchMedia(media).matches)
      .map(({ content }) => content),
  );

const DARK = { page: 'rgb(10, 22, 28)', bar: '#0a161c' };

test('the keyboard opens the settings, and Escape returns to the button', async ({
  page,
  site: _site,
}) => {
  await tabTo(page, settings.heading, 8);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: settings.heading })).toBeVisible();
  await expect(page.getByLabel(home.language.label)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(settingsDialog(page)).toHaveCount(0);
  await expect(page.getByTestId('settings')).toBeFocused();
});

test('a chosen theme applies at once, and at the next visit before the script', async ({
  page,
  guard,
  site: _site,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(() => background(page)).not.toBe(DARK.page);
  await openSettings(page);
  await page.getByTestId('theme').selectOption('dark');
  await expect.poll(() => background(page)).toBe(DARK.page);
  expect(await barColours(page)).toEqual([DARK.bar]);

  guard.allow(/Failed to load resource|net::ERR_FAILED/);
  await page.route(/\/assets\/index-[^/]*\.js$/, (route) => route.abort());
  await page.reload();
  await expect.poll(() => background(page)).toBe(DARK.page);
  expect(await barColours(page)).toEqual([DARK.bar]);

  await page.unrouteAll();
  await page.reload();
  await openSettings(page);
  await expect(page.getByTestId('theme')).toHaveValue('dark');
  await page.getByTestId('theme').selectOption('system');
  await expect.poll(() => background(page)).not.toBe(DARK.page);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await barColours(page)).toEqual([DARK.bar]);
  await page.getByTestId('theme').selectOption('light');
  await expect.poll(() => background(page)).not.toBe(DARK.page);
});

test('the app can be installed while the browser offers it', async ({ page, site: _site }) => {
  const button = page.getByRole('button', { name: settings.install });
  await openSettings(page);
  await expect(button).toHaveCount(0);
  await page.evaluate(() => {
    const prompt = async () => {
      document.body.dataset.prompted = 'yes';
    };
    window.dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt }));
  });
  await button.click();
  await expect(page.locator('body')).toHaveAttribute('data-prompted', 'yes');
  await expect(button).toHaveCount(0);
});

test('one press classifies an example, and leads to its result', async ({ site, page }) => {
  const button = page.getByTestId('try-example');
  await button.click();
  await expect(site.cards.getByRole('heading', { level: 3 })).toBeFocused();
  expect(await site.outcomes(1)).toMatchObject([{ verdict: 'hot' }]);
  await expect(button).toHaveCount(0);
});

test('link preview and favicon exist, and no header gets a warning', async ({ page, site }) => {
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  await site.open('./');
  const image = await page.locator('meta[property="og:image"]').getAttribute('content');
  for (const path of [image ?? '', './favicon.ico']) {
    expect((await page.request.get(new URL(path, page.url()).href)).status(), path).toBe(200);
  }
  expect(warnings.filter((text) => text.includes('header'))).toEqual([]);
});

/** Collects what the page says in `document.body.dataset.said`. */
const recordSpeech = (page: Page) =>
  page.addInitScript(() => {
    speechSynthesis.speak = ({ text, lang }) => {
      const said = JSON.parse(document.body.dataset.said ?? '[]');
      if (text !== '') document.body.dataset.said = JSON.stringify([...said, { text, lang }]);
    };
  });

onMicrophone(
  'Space starts and stops listening, and the verdict is spoken',
  async ({ openWithMicrophone, scratch }) => {
    const sound = await synthesisedPour(scratch('pour.wav'), { silence: 4 });
    const { page, panel, button, site } = await openWithMicrophone(sound, recordSpeech);
    const said = () => page.evaluate(() => JSON.parse(document.body.dataset.said ?? '[]'));
    await openSettings(page);
    await page.getByLabel(settings.speech).check();
    // In a dialog, Space is for its controls.
    await page.keyboard.press('Space');
    await expect(page.getByLabel(settings.speech)).not.toBeChecked();
    await page.keyboard.press('Space');
    await expect(panel).toHaveAttribute('data-phase', 'idle');
    await closeSettings(page);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());

    // Held down, it starts listening once.
    await page.keyboard.down('Space');
    await page.keyboard.down('Space');
    await page.keyboard.up('Space');
    await expect(panel).toHaveAttribute('data-phase', 'listening');
    await expect(button).toHaveText(new RegExp(`${home.listen.stop}0:0\\d`));
    await expect(button).toHaveAccessibleName(home.listen.stop);
    // Escape closes the settings, and does not stop the recording.
    await openSettings(page);
    await page.keyboard.press('Escape');
    await expect(panel).toHaveAttribute('data-phase', 'pouring');
    await expect(panel).toHaveAttribute('data-phase', 'idle', { timeout: 60_000 });
    await site.outcomes(1);
    await expect.poll(said).toEqual([{ text: home.verdicts.cold.sentence, lang: 'en-GB' }]);

    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('Space');
    await expect(panel).toHaveAttribute('data-phase', 'listening');
    await page.keyboard.press('Space');
    await expect(panel).toHaveAttribute('data-phase', 'idle');
  },
);
