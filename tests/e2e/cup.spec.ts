/** Cups: verdicts relative to known pours, from a card, a file and the microphone. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { home } from '../../www/src/i18n/index.ts';
import { synthesise } from './command-line.ts';
import { afterSilence, test as withMicrophone } from './microphone.ts';
import { recordings } from './paths.ts';
import { readStore } from './read-store.ts';
import { expect, test } from './site.ts';
import { hasFfmpeg, NO_FFMPEG, NO_RECORDINGS } from './skip-reasons.ts';
import { wav } from './wav-files.ts';

const { cup, history, undo } = home;

const folder = join(recordings ?? '', 'pouring/v1');
const COLD = join(folder, '40f-ceramicMug-1.m4a');
const HOT = join(folder, '212f-glassMug-2.m4a');

const panel = (page: Page) => page.getByTestId('cup');
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const choice = (page: Page, name: string) =>
  page.getByRole('group', { name: cup.choiceLabel }).getByRole('button', { name, exact: true });

async function openCups(page: Page) {
  const details = panel(page).locator('details');
  if ((await details.getAttribute('open')) === null)
    await panel(page).getByText(cup.manage).click();
}

async function addCup(page: Page, name: string, ...pours: string[]) {
  await openCups(page);
  await page.getByLabel(cup.nameLabel).fill(name);
  await page.keyboard.press('Enter');
  if (pours.length === 0) return;
  await page.getByLabel(cup.cold.chooseNamed(name)).setInputFiles(pours);
  await expect(panel(page)).toContainText(cup.inUse(name, pours.length));
}

test('a card used as cold reference changes later verdicts, until it is inactive', async ({
  site,
  page,
}) => {
  test.skip(recordings === undefined, NO_RECORDINGS);
  await site.choose(COLD);
  await site.outcomes(1);
  await page
    .getByRole('group', { name: /really was/ })
    .getByRole('button', { name: history.labels.cold, exact: true })
    .click();
  await button(page, cup.useNamed('40f-ceramicMug-1.m4a')).focus();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toContainText(cup.inUse(cup.defaultName, 1));
  await expect(site.cards).toContainText(cup.isReference(cup.defaultName));
  await expect(page.getByTestId('listen')).toContainText(cup.comparedWith(cup.defaultName, 1));

  await site.choose(HOT);
  const [relative] = await site.outcomes(2);
  expect(relative?.verdict).toBe('hot');
  await expect(site.card('212f-glassMug-2.m4a')).toContainText(
    cup.comparedWith(cup.defaultName, 1),
  );
  await expect(site.card('212f-glassMug-2.m4a')).toHaveAttribute('data-references', '1');

  // The cup survives a reload, and a click deactivates it.
  await expect(page.getByTestId('history')).toContainText('2 results saved');
  await page.reload();
  await site.openCard('212f-glassMug-2.m4a');
  await expect(site.card('212f-glassMug-2.m4a')).toContainText(
    cup.comparedWith(cup.defaultName, 1),
  );
  await expect(choice(page, cup.defaultName)).toHaveAttribute('aria-pressed', 'true');
  await choice(page, cup.defaultName).click();
  await expect(panel(page)).toContainText(cup.notCalibrated);
  await expect(page.getByTestId('listen')).not.toContainText(cup.comparedWith(cup.defaultName, 1));

  // Without the cup, the result is the recording's own.
  await button(page, cup.reclassify(1, undefined)).click();
  await expect(site.card('212f-glassMug-2.m4a')).toHaveAttribute('data-references', '0');
  const [alone] = await site.outcomes(2);
  expect(alone?.probabilityHot).not.toBe(relative?.probabilityHot);
});

test('a cup holds several cold pours, and Undo restores removed ones', async ({
  site,
  page,
  scratch,
}) => {
  const pour = { fahrenheit: 40, seconds: 6, seed: 1 };
  const [a, b] = [
    await synthesise(scratch('a.wav'), pour),
    await synthesise(scratch('b.wav'), { ...pour, seed: 2 }),
  ];
  await addCup(page, 'Blue mug', a, b);
  await addCup(page, 'Thermos', a);
  await expect(choice(page, 'Blue mug')).toHaveAttribute('aria-pressed', 'false');
  await choice(page, 'Blue mug').click();
  await site.choose(a);
  await site.outcomes(1);
  await expect(site.cards).toContainText(cup.comparedWith('Blue mug', 2));
  await button(page, cup.removePour('a.wav', 'Blue mug')).click();
  await expect(panel(page)).toContainText(cup.inUse('Blue mug', 1));
  await button(page, undo.button).click();
  await expect(panel(page)).toContainText(cup.inUse('Blue mug', 2));
  await button(page, cup.removeNamed('Blue mug')).click();
  await expect(panel(page)).toContainText(cup.notCalibrated);
  await button(page, undo.button).click();
  await expect(panel(page)).toContainText(cup.inUse('Blue mug', 2));
  await button(page, cup.removeNamed('Blue mug')).click();
  await expect(choice(page, 'Blue mug')).toHaveCount(0);
  await expect.poll(() => readStore(page, 'cups')).toMatchObject([{ name: 'Thermos' }]);
  await page.reload();
  await expect(choice(page, 'Thermos')).toBeVisible();
  await expect(choice(page, 'Blue mug')).toHaveCount(0);
});

test('a cup of cold and hot pours says how many it gets right', async ({
  site: _site,
  page,
  scratch,
}) => {
  const cold = await synthesise(scratch('a.wav'), { fahrenheit: 40, seconds: 6, seed: 1 });
  const hot = await synthesise(scratch('b.wav'), { fahrenheit: 212, seconds: 6, seed: 2 });
  await addCup(page, 'Mug', cold);
  await page.getByLabel(cup.hot.chooseNamed('Mug')).setInputFiles(hot);
  await expect(panel(page)).toContainText(cup.inUse('Mug', 1, 1));
  const counts = new RegExp([0, 1, 2].map((right) => cup.right(right, 2)).join('|'));
  await expect(panel(page)).toContainText(counts);
  const pours = panel(page).locator('li');
  await expect(pours).toHaveCount(2);
  await expect(pours.first()).toContainText(history.labels.cold);
  await expect(pours.last()).toContainText(history.labels.hot);
  await expect
    .poll(() => readStore(page, 'cups'))
    .toMatchObject([{ pours: [{ reference: { isHot: false } }, { reference: { isHot: true } }] }]);
  await page.reload();
  await expect(panel(page)).toContainText(cup.inUse('Mug', 1, 1));
  await expect(panel(page)).toContainText(counts);
});

test('a card asks about a contradicting label, and offers removal after a later change', async ({
  site,
  page,
}) => {
  test.skip(recordings === undefined, NO_RECORDINGS);
  const name = '212f-glassMug-2.m4a';
  const label = (text: string) =>
    page.getByRole('group', { name: history.labelNamed(name) }).getByRole('button', {
      name: text,
      exact: true,
    });
  const dialog = page.getByRole('dialog');
  await site.choose(HOT);
  await site.outcomes(1);
  await label(history.labels.cold).click();
  await button(page, cup.useNamed(name)).click();
  await expect(dialog).toContainText(cup.cold.confirm);
  await button(page, home.confirm.cancel).click();
  await expect(dialog).toHaveCount(0);
  await expect(panel(page)).toContainText(cup.notCalibrated);
  await button(page, cup.useNamed(name)).click();
  await button(page, cup.confirmed).click();
  await expect(panel(page)).toContainText(cup.inUse(cup.defaultName, 1));
  await expect(site.cards).toContainText(cup.isReference(cup.defaultName));

  await label(history.labels.hot).click();
  await expect(site.cards).toContainText(cup.cold.usedIn(cup.defaultName));
  await site.cards.getByRole('button', { name: cup.removePour(name, cup.defaultName) }).click();
  await button(page, cup.useNamed(name)).click();
  await expect(panel(page)).toContainText(cup.inUse(cup.defaultName, 0, 1));
  await expect(dialog).toHaveCount(0);
  await expect(site.cards).toContainText(cup.isReference(cup.defaultName));
});

test('a label on a result that was judged with a cup teaches the cup', async ({ site, page }) => {
  test.skip(recordings === undefined, NO_RECORDINGS);
  const name = '212f-glassMug-2.m4a';
  await addCup(page, 'Mug', COLD);
  await site.choose(HOT);
  await site.outcomes(1);
  const labels = page.getByRole('group', { name: history.labelNamed(name) });
  const hot = labels.getByRole('button', { name: history.labels.hot, exact: true });
  await hot.click();
  await expect(panel(page)).toContainText(cup.inUse('Mug', 1, 1));
  await expect(site.cards).toContainText(cup.isReference('Mug'));
  await hot.click();
  await expect(site.cards).toContainText(cup.hot.usedIn('Mug'));
  await button(page, cup.removePour(name, 'Mug')).first().click();
  await expect(panel(page)).toContainText(cup.inUse('Mug', 1));
});

test('a hot cold pour shows a warning, and its replacement reclassifies results', async ({
  site,
  page,
}) => {
  test.skip(recordings === undefined, NO_RECORDINGS);
  await addCup(page, 'Mug', HOT);
  await expect(panel(page)).toContainText(cup.cold.soundsOther);
  await site.choose(HOT);
  await site.outcomes(1);
  const removal = { name: cup.removePour('212f-glassMug-2.m4a', 'Mug') };
  await panel(page).getByRole('button', removal).click();
  await expect(panel(page)).toContainText(cup.empty('Mug'));
  await page.getByLabel(cup.cold.chooseNamed('Mug')).setInputFiles(COLD);
  await expect(panel(page)).toContainText(cup.inUse('Mug', 1));
  await expect(panel(page)).not.toContainText(cup.cold.soundsOther);
  await button(page, cup.reclassify(1, 'Mug')).click();
  await expect(button(page, cup.reclassify(1, 'Mug'))).toHaveCount(0);
  expect((await site.outcomes(1))[0]?.verdict).toBe('hot');
});

test('a sound without a pour shows a warning, and an empty file an error', async ({
  site: _site,
  page,
}) => {
  const hum = Int16Array.from({ length: 44_100 * 3 }, (_, i) => 8000 * Math.sin(i * 0.06));
  await addCup(page, 'Mug');
  await expect(panel(page)).toContainText(cup.empty('Mug'));
  const field = page.getByLabel(cup.cold.chooseNamed('Mug'));
  await field.setInputFiles({
    name: 'hum.wav',
    mimeType: 'audio/wav',
    buffer: wav({ sampleRate: 44_100, samples: hum }),
  });
  await expect(panel(page)).toContainText(cup.notAPour);
  await expect(panel(page)).toContainText(cup.inUse('Mug', 1));
  await field.setInputFiles({ name: 'no.wav', mimeType: 'audio/wav', buffer: Buffer.alloc(0) });
  await expect(panel(page).getByRole('alert')).toHaveText(
    home.announcements.withName('no.wav', home.failures['empty-file']),
  );
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds no violations with a cup, ${colorScheme}`, async ({ site, page, scratch }) => {
    await page.emulateMedia({ colorScheme });
    const pour = await synthesise(scratch('a.wav'), { fahrenheit: 40, seconds: 6, seed: 1 });
    await addCup(page, 'Blue mug', pour);
    await site.choose(pour);
    await site.outcomes(1);
    const { violations, passes } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    expect(passes.length).toBeGreaterThan(20);
  });
}

withMicrophone(
  'a live verdict is relative to the active cup',
  async ({ openWithMicrophone, scratch }) => {
    withMicrophone.skip(recordings === undefined, NO_RECORDINGS);
    withMicrophone.skip(!hasFfmpeg, NO_FFMPEG);
    const {
      site,
      page,
      panel: recorder,
      button: record,
    } = await openWithMicrophone(afterSilence(HOT, 3, scratch('pour.wav')));
    await addCup(page, 'Blue mug', COLD);
    await record.click();
    await expect(recorder).toHaveAttribute('data-phase', 'listening');
    await expect(recorder).toContainText(cup.comparedWith('Blue mug', 1));
    await expect(recorder).toHaveAttribute('data-verdict', 'hot');
    await expect(recorder).toContainText(cup.comparedWith('Blue mug', 1));
    await site.outcomes(1);
    await expect(site.cards).toContainText(cup.comparedWith('Blue mug', 1));
  },
);

withMicrophone(
  'a pour recorded for the cup adds no card',
  async ({ openWithMicrophone, scratch }) => {
    withMicrophone.skip(recordings === undefined, NO_RECORDINGS);
    withMicrophone.skip(!hasFfmpeg, NO_FFMPEG);
    const {
      site,
      page,
      panel: recorder,
    } = await openWithMicrophone(afterSilence(COLD, 3, scratch('pour.wav')));
    await addCup(page, 'Blue mug');
    await button(page, cup.cold.record).click();
    await expect(recorder).toHaveAttribute('data-phase', 'listening');
    await expect(recorder).toContainText(cup.cold.recording('Blue mug'));
    await expect(recorder).toBeInViewport();
    await expect(recorder).toHaveAttribute('data-phase', 'pouring');
    await expect(recorder).toHaveAttribute('data-phase', 'idle');
    await expect(panel(page)).toContainText(cup.inUse('Blue mug', 1));
    await expect(recorder).toContainText(cup.saved);
    await expect(site.cards).toHaveCount(0);
  },
);
