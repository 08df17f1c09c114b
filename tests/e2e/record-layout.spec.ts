/** Layout and accessibility of the recording panel: idle, listening, during and after a pour. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { afterSilence, type MicrophonePage, synthesisedPour, test } from './microphone.ts';
import { recordings } from './paths.ts';
import { expect } from './site.ts';
import { hasFfmpeg, NO_FFMPEG, NO_RECORDINGS } from './skip-reasons.ts';

const POUR = join(recordings ?? '', 'pouring/v1/212f-glassMug-2.m4a');

async function checkPanel({ page, panel }: MicrophonePage, name: string) {
  const { violations, passes } = await new AxeBuilder({ page }).analyze();
  expect.soft(violations, name).toEqual([]);
  expect(passes.length).toBeGreaterThan(20);
  return panel.boundingBox();
}

for (const [width, height] of [
  [360, 740],
  [1440, 900],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${width} × ${height}, ${colorScheme}`, () => {
      test.use({ viewport: { width, height }, colorScheme });

      test('the panel has no axe violations and keeps its place', async ({
        openWithMicrophone,
        scratch,
      }) => {
        test.skip(recordings === undefined, NO_RECORDINGS);
        test.skip(!hasFfmpeg, NO_FFMPEG);
        const opened = await openWithMicrophone(afterSilence(POUR, 4, scratch('pour.wav')));
        const { panel, button } = opened;
        const name = (state: string) => `record-${state}-${width}x${height}-${colorScheme}`;
        const idle = await checkPanel(opened, name('idle'));
        // A large target in the first viewport.
        const target = await button.boundingBox();
        expect(target?.width).toBeGreaterThanOrEqual(96);
        expect(target?.height).toBeGreaterThanOrEqual(96);
        expect((target?.y ?? 0) + (target?.height ?? 0)).toBeLessThan(height);

        await button.click();
        await expect(panel).toHaveAttribute('data-phase', 'listening');
        await expect(panel.getByRole('img')).toBeVisible();
        expect(await checkPanel(opened, name('listening'))).toEqual(idle);
        await expect(panel).toHaveAttribute('data-verdict', 'hot');
        expect(await checkPanel(opened, name('pouring'))).toEqual(idle);
      });
    });
  }
}

/** Waits until the whole element is within the window, without scrolling. */
const expectInSight = (element: Locator) =>
  expect
    .poll(() =>
      element.evaluate((part) => {
        const { top, bottom, left, right } = part.getBoundingClientRect();
        return top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
      }),
    )
    .toBe(true);

const groundColour = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor);

const textWidth = (element: Locator) =>
  element.evaluate((part) => {
    const text = document.createRange();
    text.selectNodeContents(part);
    return text.getBoundingClientRect().width;
  });

for (const [width, height] of [
  [360, 740],
  [740, 360],
  [768, 1024],
  [1440, 900],
] as const) {
  test.describe(`${width} × ${height}`, () => {
    test.use({ viewport: { width, height } });

    test('verdict and button are in sight during a pour and after it', async ({
      openWithMicrophone,
      scratch,
    }) => {
      const pour = await synthesisedPour(scratch('pour.wav'));
      const { page, panel, button, site } = await openWithMicrophone(pour);
      const viewport = page.locator('html');
      const neutral = await groundColour(page);
      const word = panel.getByText(home.verdicts.cold.word, { exact: true });
      await button.click();
      await expectInSight(word);
      await expectInSight(button);
      await expect(panel).toHaveAttribute('data-phase', 'idle');
      await expect(panel).toHaveAttribute('data-verdict', 'cold');
      await expectInSight(word);
      await expectInSight(button);
      await expect(button).toHaveText(home.listen.again);
      const bounds = await word.boundingBox();
      if (width >= 768) expect(bounds?.height).toBeGreaterThanOrEqual(9 * 16);
      if (width < 768 && height > width) expect(await textWidth(word)).toBeGreaterThan(0.7 * width);
      await expect(viewport).toHaveAttribute('data-tone', 'cold');
      await expect.poll(() => groundColour(page)).not.toBe(neutral);

      await panel.getByRole('button', { name: home.listen.details }).click();
      await expectInSight(site.cards.getByTestId('word'));
      await expect(site.cards.getByRole('heading', { level: 3 })).toBeFocused();
      await site.cards.getByRole('button', { name: home.results.removeNamed('') }).click();
      await expect(panel).not.toHaveAttribute('data-verdict', /./);
      await expect(viewport).not.toHaveAttribute('data-tone', /./);
      await expect.poll(() => groundColour(page)).toBe(neutral);
    });
  });
}
