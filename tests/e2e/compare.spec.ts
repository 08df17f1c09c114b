/** Two results side by side, played in turn, and full screen. */
import { writeFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { compare, home } from '../../www/src/i18n/index.ts';
import { test } from './microphone.ts';
import { replaceClassifications } from './replace-classifications.ts';
import { horizontalOverflow } from './routes.ts';
import { expect, type Site } from './site.ts';
import { toneFile } from './wav-files.ts';

const VERDICTS = {
  3: { verdict: 'hot', probabilityHot: 0.97, probabilityPouring: 0.99 },
  4: { verdict: 'unsure', probabilityHot: 0.55, probabilityPouring: 0.99 },
  6: { verdict: 'cold', probabilityHot: 0.02, probabilityPouring: 0.99 },
} as const;

const paneA = (page: Page) => page.getByTestId('pane-A');
const paneB = (page: Page) => page.getByTestId('pane-B');
const playInTurn = (page: Page) => page.getByTestId('play-in-turn');

/** Adds three results, and follows the link from their summary. */
async function openComparison(site: Site, page: Page): Promise<void> {
  await replaceClassifications(page, VERDICTS);
  await site.choose(toneFile('unsure.wav', 4), toneFile('hot.wav', 3), toneFile('cold.wav', 6));
  await site.outcomes(3);
  await page.getByRole('link', { name: compare.heading, exact: true }).click();
  await expect(page.getByTestId('panes').locator('canvas')).toHaveCount(2);
}

const widthOf = async (element: Locator) => (await element.boundingBox())?.width ?? 0;

test('the hot and the cold result are compared on one time axis, also after a reload', async ({
  site,
  page,
}) => {
  await openComparison(site, page);
  const expectPair = async () => {
    await expect(paneA(page).getByTestId('word')).toHaveText(home.verdicts.hot.word);
    await expect(paneB(page).getByTestId('word')).toHaveText(home.verdicts.cold.word);
    await expect(page.getByTestId('panes').locator('canvas')).toHaveCount(2);
    // 3 of 6 seconds.
    const share =
      (await widthOf(paneA(page).locator('canvas'))) /
      (await widthOf(paneB(page).locator('canvas')));
    expect(share).toBeCloseTo(0.5, 1);
    const axisOf = (pane: Locator) => pane.getByTestId('time-axis').textContent();
    expect(await axisOf(paneA(page))).toBe(await axisOf(paneB(page)));
    await expect(page.getByTestId('compare').getByTestId('legend')).toHaveCount(1);
  };
  await expectPair();
  await expect(page.getByTestId('history')).toContainText('3 results saved');
  await page.reload();
  await expectPair();
  await expect(playInTurn(page)).toHaveAttribute('aria-disabled', 'false');
});

test('another result can be chosen, and both sides can change places', async ({ site, page }) => {
  await openComparison(site, page);
  const choice = (pane: Locator) => pane.getByRole('combobox');
  const words = () => page.getByTestId('panes').getByTestId('word').allTextContents();
  await expect(choice(paneA(page)).locator('option')).toHaveText([
    'unsure.wav · Unsure',
    'hot.wav · Hot',
    'cold.wav · Cold',
  ]);
  await choice(paneB(page)).selectOption('unsure.wav · Unsure');
  await expect.poll(words).toEqual(['Hot', 'Unsure']);
  await choice(paneA(page)).focus();
  await choice(paneA(page)).selectOption('unsure.wav · Unsure');
  await expect.poll(words).toEqual(['Unsure', 'Hot']);
  await expect(choice(paneA(page))).toBeFocused();
  await expect(choice(paneB(page)).locator('option:checked')).toHaveText('hot.wav · Hot');
});

test('Play in turn plays A, then B, and stops when pressed again', async ({ site, page }) => {
  await openComparison(site, page);
  const expectPlaying = async (a: boolean, b: boolean) => {
    await expect(paneA(page)).toHaveAttribute('data-playing', `${a}`);
    await expect(paneB(page)).toHaveAttribute('data-playing', `${b}`);
  };
  await playInTurn(page).click();
  await expectPlaying(true, false);
  await expect(playInTurn(page)).toHaveText(compare.stopTurns);
  await expectPlaying(false, true);
  await playInTurn(page).click();
  await expectPlaying(false, false);
  await expect(playInTurn(page)).toHaveText(compare.playInTurn);

  await paneB(page)
    .getByRole('button', { name: compare.play('B') })
    .click();
  await expectPlaying(false, true);
  // Playing in turn ends what plays alone.
  await playInTurn(page).click();
  await expectPlaying(true, false);
  await paneA(page)
    .getByRole('button', { name: compare.stop('A') })
    .click();
  await expectPlaying(false, false);
  await expect(playInTurn(page)).toHaveText(compare.playInTurn);
});

test('without two results, one press compares two examples', async ({ site, page }) => {
  await site.open('./#/compare');
  await expect(page.getByText(compare.empty)).toBeVisible();
  await page.getByTestId('compare-examples').focus();
  await page.keyboard.press('Enter');
  await expect(paneA(page)).toHaveAttribute('data-verdict', 'hot');
  await expect(paneB(page)).toHaveAttribute('data-verdict', 'cold');
  await expect(playInTurn(page)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(paneA(page)).toHaveAttribute('data-playing', 'true');
  // Examples that are compared are no results.
  await page.goto('./#/');
  await expect(site.cards).toHaveCount(0);
});

for (const [width, height] of [
  [360, 740],
  [740, 360],
  [1440, 900],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`${width} × ${height}, ${colorScheme}`, () => {
      test.use({ viewport: { width, height }, colorScheme });

      test('the comparison has no axe violations and fits the window', async ({ site, page }) => {
        await openComparison(site, page);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations).toEqual([]);
        expect(await horizontalOverflow(page)).toBe(0);
        const [a, b] = [await paneA(page).boundingBox(), await paneB(page).boundingBox()];
        expect(a?.y === b?.y).toBe(width > height);
      });
    });
  }
}

const isFullScreen = (page: Page) => page.evaluate(() => document.fullscreenElement !== null);
const leaveFullScreen = (page: Page) => page.evaluate(() => document.exitFullscreen());

test('full screen shows both results without controls, and Space or a tap plays them', async ({
  site,
  page,
}) => {
  await openComparison(site, page);
  const button = page.getByTestId('compare').getByTestId('full-screen');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => isFullScreen(page)).toBe(true);
  const panes = page.getByTestId('panes');
  await expect(panes.getByText(compare.keys.compare)).toBeVisible();
  await expect(panes.locator('button:visible, select:visible')).toHaveCount(0);
  await expect(panes.locator('canvas:visible')).toHaveCount(2);
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await expect(panes).toHaveCSS('background-color', ground);
  await page.keyboard.press('Space');
  await expect(paneA(page)).toHaveAttribute('data-playing', 'true');
  await page.keyboard.press('Space');
  await expect(paneA(page)).toHaveAttribute('data-playing', 'false');
  // A whiteboard has no keyboard.
  await panes.click();
  await expect(paneA(page)).toHaveAttribute('data-playing', 'true');
  await panes.click();
  await expect(paneA(page)).toHaveAttribute('data-playing', 'false');
  // A tap on the picture does not seek, nor take the focus that Space needs.
  await expect(panes.locator('input[inert]')).toHaveCount(2);
  const picture = await paneB(page).locator('canvas').boundingBox();
  if (picture === null) throw new Error('no picture');
  await page.mouse.click(picture.x + picture.width / 2, picture.y + picture.height / 2);
  await expect(paneA(page)).toHaveAttribute('data-playing', 'true');
  await page.keyboard.press('Space');
  await expect(paneA(page)).toHaveAttribute('data-playing', 'false');
  await expect(paneB(page)).toHaveAttribute('data-playing', 'false');
  await leaveFullScreen(page);
  await expect(panes.locator('input[inert]')).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('in full screen, Space or a tap starts listening, and Escape does not stop it', async ({
  openWithMicrophone,
  scratch,
}) => {
  const sound = scratch('tone.wav');
  writeFileSync(sound, toneFile('tone.wav', 3).buffer);
  const { page, panel, button } = await openWithMicrophone(sound);
  await panel.getByRole('button', { name: compare.fullScreen, exact: true }).click();
  await expect.poll(() => isFullScreen(page)).toBe(true);
  await expect(panel.getByText(compare.keys.listen)).toBeVisible();
  await expect(panel.locator('button:visible')).toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  await panel.click();
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  await panel.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  const word = panel.getByText(home.listen.listening, { exact: true });
  await expect(word).toBeVisible();
  // A browser leaves full screen by this key; some also tell the page of it.
  await page.keyboard.press('Escape');
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  if (await isFullScreen(page)) await leaveFullScreen(page);
  await expect(button).toBeVisible();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  await page.keyboard.press('Escape');
  await expect(panel).toHaveAttribute('data-phase', 'idle');
});

test('full screen ends when the page changes', async ({ site, page }) => {
  await openComparison(site, page);
  await page.getByTestId('compare').getByTestId('full-screen').click();
  await expect.poll(() => isFullScreen(page)).toBe(true);
  await page.goBack();
  await expect.poll(() => isFullScreen(page)).toBe(false);
  await expect(site.cards.first()).toBeVisible();
});

test('full screen is offered only where the browser allows it', async ({ site, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(document, 'fullscreenEnabled', { value: false });
  });
  await openComparison(site, page);
  await expect(page.getByTestId('full-screen')).toHaveCount(0);
});
