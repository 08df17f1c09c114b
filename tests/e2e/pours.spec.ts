/** Recordings of several pours: one verdict each, on the card, in exports and after a reload. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { PourClassification } from '../../www/src/classify/classification.ts';
import { timeRange } from '../../www/src/i18n/format.ts';
import { home, setLocale } from '../../www/src/i18n/index.ts';
import { LANGUAGE_CODES } from '../../www/src/i18n/locale.ts';
import { classify, TOLERANCE } from './command-line.ts';
import { cases } from './paths.ts';
import { replaceClassifications } from './replace-classifications.ts';
import { horizontalOverflow } from './routes.ts';
import { chooseLanguage } from './settings-dialog.ts';
import { expect, test } from './site.ts';
import { NO_CASES } from './skip-reasons.ts';
import { toneFile } from './wav-files.ts';

test.afterEach(() => setLocale('en'));

const rows = (page: Page) => page.getByRole('list', { name: home.pours.list }).locator('li');

/** Reads the only recording of the exported JSON. */
async function exported(page: Page) {
  const download = page.waitForEvent('download');
  await page.getByText(home.summary.export, { exact: true }).click();
  await page.getByRole('button', { name: home.summary.exportJson }).click();
  const { recordings } = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  return recordings[0];
}

const pours = (count: number): PourClassification[] =>
  Array.from({ length: count }, (_, i) => ({
    start: 3590 + i * 10,
    end: 3595 + i * 10,
    verdict: (['cold', 'unsure', 'hot'] as const)[i % 3] ?? 'hot',
    probabilityHot: [0.02, 0.56, 0.98][i % 3] ?? 1,
  }));

/** By the length of the sound. */
const DIFFERENT = {
  5: {
    verdict: 'unsure',
    reason: 'pours-differ',
    probabilityHot: 0.5,
    probabilityPouring: 0.99,
    pours: pours(4),
  },
  6: {
    verdict: 'unsure',
    reason: 'pours-differ',
    probabilityHot: 0.5,
    probabilityPouring: 0.99,
    pours: pours(30),
  },
  7: { verdict: 'unsure', reason: 'compressed', probabilityHot: 0.6, probabilityPouring: 0.9 },
} as const;

test('a cold and then a hot pour get their own verdicts, as on the command line', async ({
  site,
  page,
}) => {
  test.skip(cases === undefined, NO_CASES);
  const name = '04-cold-then-hot.flac';
  const file = join(cases ?? '', name);
  await site.choose(file, { name: 'empty.wav', buffer: Buffer.alloc(0) });
  const [outcome] = await site.outcomes(2);
  expect(outcome).toMatchObject({ file: name, verdict: 'unsure' });
  await site.openCard(name);
  const card = site.card(name);
  await expect(card).toHaveAttribute('data-pours', '2');
  await expect(card).toContainText(home.pours.listed(['cold', 'hot']));
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText(home.verdicts.cold.word);
  await expect(rows(page).last()).toContainText(home.verdicts.hot.word);

  const line = (await classify([file])).get(name);
  expect(line?.verdict).toBe('unsure');
  const recording = await exported(page);
  expect(recording).toMatchObject({ verdict: 'unsure', reason: 'pours-differ' });
  expect(recording.pours).toHaveLength(line?.pours?.length ?? Number.NaN);
  for (const [i, pour] of (line?.pours ?? []).entries()) {
    expect(recording.pours[i].verdict).toBe(pour.verdict);
    for (const key of ['start', 'end', 'probability_hot'] as const) {
      const difference = Math.abs(recording.pours[i][key] - pour[key]);
      expect(difference, key).toBeLessThanOrEqual(key === 'probability_hot' ? TOLERANCE : 0.3);
    }
  }

  const listed = await rows(page).allTextContents();
  await page.reload();
  await site.outcomes(1);
  await expect(card).toHaveAttribute('data-pours', '2');
  expect(await rows(page).allTextContents()).toEqual(listed);
});

test('the timeline shows pours only, at their times', async ({ site, page }) => {
  const [first, second] = [
    { start: 2, end: 8, verdict: 'cold', probabilityHot: 0.02 },
    { start: 10, end: 15, verdict: 'hot', probabilityHot: 0.98 },
  ] as const;
  await replaceClassifications(page, {
    20: { ...DIFFERENT[5], pours: [first, second] },
  });
  await site.choose(toneFile('two.wav', 20));
  await site.outcomes(1);
  expect(await rows(page).allTextContents()).toEqual([
    '0:02–0:08 Cold 98% likely cold',
    '0:10–0:15 Hot 98% likely hot',
  ]);
  const extents = (part: 'cold' | 'hot') =>
    page
      .getByTestId('timeline')
      .locator(`[data-part=${part}]`)
      .evaluateAll((bars) => {
        const [left, right] = [bars[0], bars.at(-1)] as [SVGRectElement, SVGRectElement];
        return [left.x.baseVal.value, right.x.baseVal.value + right.width.baseVal.value];
      });
  const [cold, hot] = [await extents('cold'), await extents('hot')];
  for (const [found, pour] of [
    [cold, first],
    [hot, second],
  ] as const) {
    expect(found[0]).toBeCloseTo(pour.start, 1);
    expect(found[1]).toBeCloseTo(pour.end, 1);
  }
});

test('a short pour at the end of a long recording is visible', async ({ site, page }) => {
  const pour = { start: 599, end: 600, verdict: 'cold', probabilityHot: 0.02 } as const;
  await replaceClassifications(page, {
    600: { verdict: 'cold', probabilityHot: 0.02, probabilityPouring: 0.99, pours: [pour] },
  });
  await site.choose(toneFile('long.wav', 600));
  await site.outcomes(1);
  const timeline = page.getByTestId('timeline');
  const [whole, bar] = await Promise.all(
    [timeline, timeline.locator('[data-part=pour]')].map((part) => part.boundingBox()),
  );
  expect(bar?.width).toBeGreaterThan(1);
  expect((bar?.x ?? 0) + (bar?.width ?? 0)).toBeCloseTo((whole?.x ?? 0) + (whole?.width ?? 0), 0);
});

test('a long list of pours scrolls with the keyboard', async ({ site, page }) => {
  await replaceClassifications(page, DIFFERENT);
  await site.choose(toneFile('many.wav', 6));
  await site.outcomes(1);
  await expect(site.cards).toContainText(
    home.pours.counted(30, [
      ['cold', 10],
      ['unsure', 10],
      ['hot', 10],
    ]),
  );
  const last = rows(page).last();
  await expect(last).toContainText(timeRange(3880, 3885));
  await expect(last).not.toBeInViewport();
  await page.getByRole('list', { name: home.pours.list }).focus();
  await page.keyboard.press('End');
  await expect(last).toBeInViewport();
});

for (const code of LANGUAGE_CODES) {
  test(`pours and reasons fit a small phone in ${code}`, async ({ site, page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await replaceClassifications(page, DIFFERENT);
    await chooseLanguage(page, code);
    await setLocale(code);
    await site.choose(...[5, 6, 7].map((seconds) => toneFile(`${seconds}.wav`, seconds)));
    await site.outcomes(3);
    await site.openCards();
    await expect(site.card('7.wav')).toContainText(home.pours.compressed);
    for (const width of [320, 360, 720, 1440]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await horizontalOverflow(page), `${width}`).toBe(0);
      const clipped = await page
        .getByRole('list', { name: home.pours.list })
        .evaluateAll((lists) => lists.map((list) => list.scrollWidth - list.clientWidth));
      expect(clipped, `${width}`).toEqual([0, 0]);
    }
    const { violations } = await new AxeBuilder({ page }).include('article').analyze();
    expect(violations).toEqual([]);
  });
}
