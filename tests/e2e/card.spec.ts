/** A single card: retry, seek, download, temperature, contrast and saliency. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { synthesise } from './command-line.ts';
import { screenshots } from './paths.ts';
import { replaceClassifications } from './replace-classifications.ts';
import { expect, Site, test } from './site.ts';
import { samplesOf, toneFile, wav } from './wav-files.ts';

const POUR = { fahrenheit: 200, seconds: 6, seed: 7 };

/** By the length of the sound in seconds. */
const PRINTED = {
  3: { verdict: 'hot', probabilityHot: 0.97, probabilityPouring: 0.99 },
  4: { verdict: 'cold', probabilityHot: 0.02, probabilityPouring: 0.99 },
} as const;

const time = (audio: Locator) => audio.evaluate(({ currentTime }: HTMLAudioElement) => currentTime);

test('a failed recording gets a verdict after retry', async ({ site, page, guard, scratch }) => {
  guard.allow(/404/);
  await page.route(/\.onnx$/, (route) => route.fulfill({ status: 404 }));
  await page.reload();
  await site.choose(await synthesise(scratch('pour.wav'), POUR));
  expect((await site.outcomes(1))[0]?.code).toBe('not-loaded');
  await page.unrouteAll();
  const retry = page.getByRole('button', { name: home.results.retryNamed('pour.wav') });
  await retry.focus();
  await page.keyboard.press('Enter');
  const remove = page.getByRole('button', { name: home.results.removeNamed('pour.wav') });
  await expect(remove).toBeFocused();
  await expect(page.locator('article[data-verdict]')).toHaveCount(1);
  await expect(retry).toHaveCount(0);
});

test('the slider and the player stay in sync', async ({ site, page, scratch }) => {
  await site.choose(await synthesise(scratch('pour.wav'), POUR));
  await site.outcomes(1);
  const audio = site.cards.locator('audio');
  await audio.evaluate((element: HTMLAudioElement) => {
    element.muted = true;
  });
  const slider = page.getByRole('slider', { name: home.overTime.seek('pour.wav') });
  await expect(slider).toHaveAttribute('aria-valuetext', home.overTime.position(0, 6));

  // A click at two thirds.
  const box = await slider.boundingBox();
  if (!box) throw new Error('the slider is not visible');
  await slider.click({ position: { x: (box.width * 2) / 3, y: box.height / 2 } });
  await expect.poll(() => time(audio)).toBeCloseTo(4, 1);

  await page.keyboard.press('Home');
  await expect.poll(() => time(audio)).toBeCloseTo(0, 1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => time(audio)).toBeCloseTo(0.2, 2);
  await expect(slider).toHaveAttribute('aria-valuetext', home.overTime.position(0.2, 6));

  // Playback.
  await page.keyboard.press(' ');
  await expect.poll(() => slider.inputValue().then(Number)).toBeGreaterThan(0.5);
  await page.keyboard.press(' ');
  await expect.poll(() => audio.evaluate(({ paused }: HTMLAudioElement) => paused)).toBe(true);
  expect(Number(await slider.inputValue())).toBeCloseTo(await time(audio), 1);
});

test('slider, spectrogram and timeline share one time axis', async ({ site, scratch }) => {
  await site.choose(await synthesise(scratch('pour.wav'), POUR));
  await site.outcomes(1);
  const sides = async (selector: string) => {
    const box = await site.cards.locator(selector).boundingBox();
    return [Math.round(box?.x ?? 0), Math.round((box?.x ?? 0) + (box?.width ?? 0))];
  };
  const picture = await sides('canvas');
  expect(await sides('[data-testid=timeline]')).toEqual(picture);
  expect(await sides('input[type=range]')).toEqual(picture);
  await expect(site.cards.getByTestId('timeline')).toHaveAccessibleName(/Chance of hot|No pour/);
});

test('the timeline shows no pour for silence before a pour', async ({ site, page, scratch }) => {
  const pour = samplesOf(
    readFileSync(await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 6, seed: 1 })),
  );
  const silence = Int16Array.from({ length: 48_000 * 6 }, (_, i) => ((i * 7919) % 21) - 10);
  const samples = new Int16Array([...silence, ...pour]);
  await site.choose({ name: 'late.wav', buffer: wav({ sampleRate: 48_000, samples }) });
  await site.outcomes(1);
  const pours = page.getByTestId('timeline').locator('[data-part=pour]');
  // The hatched background shows where there is no pour.
  expect(Number(await pours.first().getAttribute('x'))).toBeGreaterThan(3);
  const background = await page
    .getByTestId('timeline')
    .evaluate((timeline) => getComputedStyle(timeline).backgroundImage);
  expect(background).toContain('repeating-linear-gradient');
});

test('the download equals the chosen file', async ({ site, page, scratch }) => {
  const file = await synthesise(scratch('pour.wav'), POUR);
  await site.choose(file);
  await site.outcomes(1);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: home.results.downloadNamed('pour.wav') }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('pour.wav');
  expect(readFileSync(await saved.path()).equals(readFileSync(file))).toBe(true);
});

test('temperatures use the locale’s scale, and a choice survives a reload', async ({
  newContext,
  site: _site,
}) => {
  const context = await newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const site = new Site(page);
  await site.open('./');
  await expect(page.getByTestId('range')).toContainText(/79\s°C.*24\s°C/);
  await expect(page.getByTestId('range')).not.toContainText('175');
  await expect(site.examples.first()).toContainText(/4\s°C/);
  await page.getByRole('button', { name: home.temperature.show.F }).first().click();
  await expect(page.getByTestId('range')).toContainText(/175\s°F/);
  await page.reload();
  await expect(site.examples.last()).toContainText(/212\s°F/);
});

test('a temperature is named in the details only', async ({ site, page }) => {
  await replaceClassifications(page, {
    3: {
      verdict: 'hot',
      probabilityHot: 0.97,
      probabilityPouring: 0.99,
      temperature: { fahrenheit: 196, low: 176, high: 211 },
    },
  });
  await site.choose(toneFile('hot.wav', 3));
  await site.outcomes(1);
  const estimate = site.cards.getByText(/176–211\s°F/);
  await expect(estimate).toBeHidden();
  await site.cards.getByText(home.temperature.details, { exact: true }).click();
  await expect(estimate).toBeVisible();
  await site.cards.getByRole('button', { name: home.temperature.show.C }).click();
  await expect(site.cards.getByText(/80–99\s°C/)).toBeVisible();
});

test('meters and timeline stay distinguishable in forced colours', async ({
  site,
  page,
  scratch,
}) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await site.choose(await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 8, seed: 1 }));
  await site.outcomes(1);
  const style = (selector: string, property: string) =>
    site.cards
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  expect(await style('[role=meter] > *', 'background-color')).not.toBe(
    await style('[role=meter]', 'background-color'),
  );
  expect(await style('[data-of=cold] > *', 'background-color')).toBe(
    await style('[data-of=pouring] > *', 'background-color'),
  );
  expect(await style('[role=meter]', 'border-top-width')).toBe('1px');
  expect(await style('[data-part=cold]', 'fill')).not.toBe(await style('[data-part=pour]', 'fill'));
  await site.cards.screenshot({ path: join(screenshots, 'forced-colors.png') });
});

test('the saliency overlay covers the spectrogram when it is shown', async ({
  site,
  page,
  scratch,
}) => {
  await site.choose(await synthesise(scratch('pour.wav'), { fahrenheit: 40, seconds: 4, seed: 3 }));
  await site.outcomes(1);
  const { show, hide, named } = home.saliency;
  const button = page.getByRole('button', { name: named(show, 'pour.wav') });
  await button.focus();
  await page.keyboard.press('Enter');
  const overlay = site.cards.getByTestId('saliency-overlay');
  await expect(overlay).toBeVisible({ timeout: 60_000 });
  await expect(site.cards.getByTestId('saliency')).toContainText('points to cold');
  await expect(site.cards.locator('figcaption')).toHaveText(home.saliency.caption);
  await expect(site.cards.getByTestId('legend')).toContainText(home.saliency.forHot);
  await expect(site.cards.getByTestId('colour-scale')).toHaveCount(0);
  const [overlayBox, pictureBox] = await Promise.all(
    [overlay, site.cards.getByTestId('picture')].map((part) => part.boundingBox()),
  );
  if (!overlayBox || !pictureBox) throw new Error('the spectrogram is not visible');
  expect(overlayBox.width / pictureBox.width).toBeCloseTo(1, 1);
  expect(overlayBox.height).toBeCloseTo(pictureBox.height, 0);
  const opaquePixels = await overlay.evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data;
    return [...(pixels ?? [])].filter((value, i) => i % 4 === 3 && value > 20).length;
  });
  expect(opaquePixels).toBeGreaterThan(10);
  await site.cards.screenshot({ path: join(screenshots, 'card-what-decided.png') });
  await page.getByRole('button', { name: named(hide, 'pour.wav') }).click();
  await expect(overlay).toHaveCount(0);
  await expect(site.cards.getByTestId('colour-scale')).toBeVisible();
  await expect(site.cards.locator('figcaption')).toHaveText(home.spectrogram.caption);
});

test('results print with their names, dark on white, without controls', async ({
  site,
  page,
  scratch,
}) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const [index, name] of ['first.wav', 'second.wav'].entries()) {
    await site.choose(await synthesise(scratch(name), POUR));
    await site.outcomes(index + 1);
  }
  // The colours of a chosen theme, and of a live verdict.
  await page.evaluate(() => {
    Object.assign(document.documentElement.dataset, { theme: 'dark', tone: 'hot' });
  });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(site.cards.getByTestId('word')).toBeVisible();
  const controls = page.locator('nav, audio, select, footer, [data-testid=listen]');
  await expect(controls.filter({ visible: true })).toHaveCount(0);
  const buttons = page.getByRole('button').filter({ visible: true });
  const table = page.getByRole('columnheader').getByRole('button');
  const names = site.cards.getByRole('heading').getByRole('button');
  await expect(names).toHaveText([/second\.wav/, /first\.wav/]);
  await expect(buttons).toHaveCount(2 + (await table.count()));
  const { background, ink } = await page.evaluate(() => ({
    background: getComputedStyle(document.body).backgroundColor,
    ink: getComputedStyle(document.body).color,
  }));
  expect(background).toBe('rgb(255, 255, 255)');
  expect(ink).toBe('rgb(15, 37, 48)');
});

for (const width of [360, 900]) {
  test(`the table of results prints whole from a window of ${width} px`, async ({ site, page }) => {
    await page.setViewportSize({ width, height: 740 });
    const seconds = [3, 4];
    const files = Array.from({ length: 12 }, (_, i) => toneFile(`${i}.wav`, seconds[i % 2] ?? 3));
    await replaceClassifications(page, PRINTED);
    await site.choose(...files);
    await site.outcomes(files.length);
    await page.emulateMedia({ media: 'print' });
    const table = page.getByRole('region', { name: home.summary.table });
    await expect(table.getByRole('row')).toHaveCount(files.length + 1);
    await expect(table.getByRole('row').last()).toBeVisible();
    const { scrollHeight, clientHeight } = await table.evaluate(
      ({ scrollHeight, clientHeight }) => ({ scrollHeight, clientHeight }),
    );
    expect(scrollHeight).toBe(clientHeight);
    const { x, y } = await page
      .locator('header svg')
      .first()
      .evaluate((logo) => {
        const { left, top } = logo.getBoundingClientRect();
        return { x: left + scrollX, y: top + scrollY };
      });
    expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
    await expect(page.locator('header time')).toBeVisible();
  });
}
