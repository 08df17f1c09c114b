/** Summary of several recordings: counts, table and exports. */
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import sidecar from '../../model/hot-or-cold.json' with { type: 'json' };
import app from '../../package.json' with { type: 'json' };
import { csv, home, setLocale } from '../../www/src/i18n/index.ts';
import { synthesise } from './command-line.ts';
import { type Replacements, replaceClassifications } from './replace-classifications.ts';
import { expect, Site, test } from './site.ts';
import { toneFile } from './wav-files.ts';

const { summary, batch } = home;

/** By the length of the sound in seconds. */
const FIXED = {
  3: { verdict: 'hot', probabilityHot: 0.97, probabilityPouring: 0.99 },
  4: { verdict: 'cold', probabilityHot: 0.02, probabilityPouring: 0.99 },
} as const satisfies Replacements;

test.afterEach(() => setLocale('en'));

const section = (page: Page) =>
  page.getByRole('region', { name: home.summary.heading, exact: true });
const names = (page: Page) => section(page).locator('tbody a').allTextContents();
const button = (page: Page, name: string) =>
  section(page).getByRole('button', { name, exact: true });

/** Chooses two pours, and an empty file that is named like a formula. */
async function chooseThree(site: Site, scratch: (name: string) => string) {
  const hot = { fahrenheit: 200, seconds: 6, seed: 7 };
  const cold = { fahrenheit: 40, seconds: 8, seed: 1 };
  await site.choose(
    await synthesise(scratch('pour 10.wav'), hot),
    await synthesise(scratch('pour 9.wav'), cold),
    { name: '=1+1.wav', buffer: Buffer.alloc(0) },
  );
  return site.outcomes(3);
}

const chip = (page: Page, name: string) =>
  section(page).getByRole('group', { name: summary.filter }).getByRole('button', { name });
const files = (site: Site) =>
  site.cards.evaluateAll((cards) => cards.map((card) => (card as HTMLElement).dataset.file));

test('the summary appears with the second recording, and counts verdicts', async ({
  site,
  page,
}) => {
  await site.examples.first().click();
  await site.outcomes(1);
  await expect(section(page)).toHaveCount(0);
  await site.choose({ name: 'empty.wav', buffer: Buffer.alloc(0) });
  const outcomes = await site.outcomes(2);
  await expect(section(page)).toBeVisible();
  const counts = section(page).getByRole('group', { name: summary.filter }).getByRole('button');
  await expect(counts).toHaveCount(3);
  const verdict = outcomes[1]?.verdict as keyof typeof home.verdicts;
  await expect(counts.first()).toHaveText(summary.all(2));
  await expect(counts.nth(1)).toHaveText(summary.count(verdict, 1));
  await expect(counts.last()).toHaveText(summary.count('failed', 1));
});

test('counts filter table and cards, until the last result of their kind is gone', async ({
  site,
  page,
}) => {
  await replaceClassifications(page, FIXED);
  await site.choose(toneFile('a.wav', 3), toneFile('b.wav', 4), toneFile('c.wav', 4));
  await site.outcomes(3);
  const cold = chip(page, summary.count('cold', 2));
  await cold.focus();
  await page.keyboard.press('Enter');
  await expect(cold).toHaveAttribute('aria-pressed', 'true');
  await expect(chip(page, summary.all(3))).toHaveAttribute('aria-pressed', 'false');
  expect(await files(site)).toEqual(['b.wav', 'c.wav']);
  expect(await names(page)).toEqual(['b.wav', 'c.wav']);

  const remove = (name: string) =>
    page.getByRole('button', { name: home.results.removeNamed(name) });
  await remove('b.wav').click();
  await expect(remove('c.wav')).toBeFocused();
  await remove('c.wav').click();
  await expect(remove('a.wav')).toBeFocused();
  expect(await files(site)).toEqual(['a.wav']);

  // A new recording is never hidden.
  await site.choose(toneFile('d.wav', 4));
  await site.outcomes(2);
  await chip(page, summary.count('hot', 1)).click();
  await site.choose(toneFile('e.wav', 4));
  await site.outcomes(3);
  await expect(chip(page, summary.all(3))).toHaveAttribute('aria-pressed', 'true');
});

test('on a phone a list sorts the cards, which replace the table', async ({ site, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await replaceClassifications(page, FIXED);
  await site.choose(toneFile('b 10.wav', 4), toneFile('b 9.wav', 4), toneFile('c.wav', 3));
  await site.outcomes(3);
  await expect(section(page).getByRole('table')).toBeHidden();
  const order = section(page).getByLabel(summary.sortBy);
  await order.selectOption('name');
  expect(await files(site)).toEqual(['b 9.wav', 'b 10.wav', 'c.wav']);
  await button(page, summary.reverse).click();
  expect(await files(site)).toEqual(['c.wav', 'b 10.wav', 'b 9.wav']);
  await order.selectOption(summary.newestFirst);
  expect(await files(site)).toEqual(['b 10.wav', 'b 9.wav', 'c.wav']);
  await expect(button(page, summary.reverse)).toHaveCount(0);
  await expect(site.card('c.wav')).toContainText('Hot 97% likely hot 3.0\u00a0s');
});

test('the table sorts by a column with the keyboard, and sets aria-sort', async ({
  site,
  page,
  scratch,
}) => {
  await chooseThree(site, scratch);
  expect(await names(page)).toEqual(['pour 10.wav', 'pour 9.wav', '=1+1.wav']);
  const head = (name: string) => section(page).getByRole('columnheader', { name });
  await expect(head(summary.columns.name)).toHaveAttribute('aria-sort', 'none');
  await button(page, summary.columns.name).focus();
  await page.keyboard.press('Enter');
  await expect(head(summary.columns.name)).toHaveAttribute('aria-sort', 'ascending');
  expect(await names(page)).toEqual(['=1+1.wav', 'pour 9.wav', 'pour 10.wav']);
  expect(await files(site)).toEqual(['=1+1.wav', 'pour 9.wav', 'pour 10.wav']);
  await page.keyboard.press('Enter');
  await expect(head(summary.columns.name)).toHaveAttribute('aria-sort', 'descending');
  expect(await names(page)).toEqual(['pour 10.wav', 'pour 9.wav', '=1+1.wav']);

  await button(page, summary.columns.seconds).click();
  await expect(head(summary.columns.name)).toHaveAttribute('aria-sort', 'none');
  expect(await names(page)).toEqual(['pour 10.wav', 'pour 9.wav', '=1+1.wav']);
  await button(page, summary.columns.seconds).click();
  expect(await names(page)).toEqual(['pour 9.wav', 'pour 10.wav', '=1+1.wav']);
});

test('headings align with their columns, sorted or not', async ({ site, page, scratch }) => {
  await chooseThree(site, scratch);
  await button(page, summary.columns.hot).click();
  for (const width of [720, 1440]) {
    await page.setViewportSize({ width, height: 740 });
    const [heads = [], cells = []] = await section(page)
      .locator('tr')
      .evaluateAll((rows) =>
        rows.slice(0, 2).map((row) =>
          [...row.children].map((cell, column) => {
            const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            const range = document.createRange();
            range.selectNodeContents(walker.nextNode() ?? cell);
            const lines = [...range.getClientRects()];
            const [side, edge] =
              column < 2 ? (['left', Math.min] as const) : (['right', Math.max] as const);
            return lines.map((line) => line[side]).reduce((one, other) => edge(one, other));
          }),
        ),
      );
    expect(heads).toHaveLength(5);
    for (const [column, x] of heads.entries())
      expect(x, `${column}`).toBeCloseTo(cells[column] ?? 0, 0);
  }
});

test('a link in a row opens its card and scrolls to it', async ({ site, page, scratch }) => {
  await page.setViewportSize({ width: 900, height: 500 });
  await chooseThree(site, scratch);
  await expect(site.card('=1+1.wav')).not.toBeInViewport();
  await section(page).getByRole('link', { name: '=1+1.wav' }).click();
  await expect(site.card('=1+1.wav').getByTestId('failure')).toBeInViewport();
  await expect(site.card('=1+1.wav').getByRole('heading')).toBeFocused();
});

test('CSV and JSON exports have the values of the cards', async ({ site, page, scratch }) => {
  const outcomes = await chooseThree(site, scratch);
  const exported = async (name: string) => {
    const download = page.waitForEvent('download');
    await button(page, name).click();
    const file = await download;
    return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
  };
  const lines = outcomes.map(({ file, verdict, probabilityHot, probabilityPouring, error }) => ({
    file,
    verdict: verdict ?? null,
    probability_hot: verdict ? probabilityHot : null,
    probability_pouring: verdict ? probabilityPouring : null,
    error: error ?? null,
  }));

  await section(page).getByText(summary.export, { exact: true }).click();
  const json = await exported(summary.exportJson);
  expect(json.name).toMatch(/^hot-or-cold-\d{4}-\d\d-\d\d\.json$/);
  const { recordings, exported: date, ...metadata } = JSON.parse(json.text);
  expect(metadata).toEqual({
    app_version: app.version,
    model_version: sidecar.version,
    model_sha256: sidecar.model.sha256,
  });
  expect(Math.abs(Date.parse(date) - Date.now())).toBeLessThan(60_000);
  expect(recordings).toMatchObject(lines);
  expect(recordings.map(({ seconds }: { seconds: number }) => seconds)).toEqual([6, 8, null]);

  const table = await exported(summary.exportTable(3));
  expect(table.name).toMatch(/\d\d\.csv$/);
  const plain = parse(table.text, { columns: true, bom: true }) as Record<string, string>[];
  expect(plain.map((row) => row[csv.columns.name])).toEqual([
    'pour 10.wav',
    'pour 9.wav',
    "'=1+1.wav",
  ]);
  expect(plain[2]?.[csv.columns.verdict]).toBe(summary.failed);

  const all = await exported(summary.exportCsv);
  expect(all.name).toMatch(/-all-columns\.csv$/);
  const rows = parse(all.text, { columns: true, bom: true }) as Record<string, string>[];
  expect(rows.map(({ file }) => file)).toEqual(['pour 10.wav', 'pour 9.wav', "'=1+1.wav"]);
  for (const [i, row] of rows.entries()) {
    expect(row).toMatchObject({
      verdict: lines[i]?.verdict ?? '',
      error: lines[i]?.error ?? '',
      error_code: lines[i]?.error ? 'empty-file' : '',
      model_sha256: sidecar.model.sha256,
    });
    for (const column of ['probability_hot', 'probability_pouring'] as const) {
      const [cell = '', value] = [row[column], lines[i]?.[column]];
      expect(cell).toMatch(value === null ? /^$/ : /^0\.\d{1,4}$/);
      expect(Math.abs(Number(cell) - Number(value))).toBeLessThanOrEqual(1e-4);
    }
  }
});

test('the CSV opens in the columns of a German spreadsheet, or in those chosen', async ({
  newContext,
  site: _site,
  scratch,
}) => {
  const page = await (await newContext({ locale: 'de-DE' })).newPage();
  const site = new Site(page);
  await site.open('./');
  await setLocale('de');
  await synthesise(scratch('short.wav'), { fahrenheit: 40, seconds: 6, seed: 1 });
  const pour = readFileSync(scratch('short.wav'));
  const seconds = 0.5;
  const short = pour.subarray(0, 44 + seconds * pour.readUInt32LE(28));
  await site.choose(scratch('short.wav'), { name: 'über; a.wav', buffer: Buffer.from(short) });
  await site.outcomes(2);
  const exported = async () => {
    const download = page.waitForEvent('download');
    await button(page, home.summary.exportCsv).click();
    return readFileSync(await (await download).path(), 'utf8');
  };
  const openExport = () => section(page).getByText(home.summary.export, { exact: true }).click();
  await openExport();
  const choice = section(page).getByRole('combobox', { name: csv.format });
  await expect(choice).toHaveValue('semicolon');
  const german = parse(await exported(), { columns: true, bom: true, delimiter: ';' });
  expect(german).toMatchObject([
    { file: 'short.wav', seconds: '6', probability_hot: expect.stringMatching(/^0,\d+$/) },
    { file: 'über; a.wav', seconds: '0,5', probability_hot: '', error_code: 'too-short' },
  ]);
  await choice.focus();
  await page.keyboard.press('Home');
  await expect(choice).toHaveValue('comma');
  const english = parse(await exported(), { columns: true, bom: true });
  expect(english).toMatchObject([{ seconds: '6' }, { seconds: '0.5' }]);
  await page.reload();
  await site.choose(scratch('short.wav'), scratch('short.wav'));
  await openExport();
  await expect(choice).toHaveValue('comma');
});

test('deleting all results removes the summary, and focuses the file input', async ({
  site,
  page,
  scratch,
}) => {
  await chooseThree(site, scratch);
  await button(page, batch.deleteAll).click();
  await page.getByRole('dialog').getByRole('button', { name: batch.deleteAll }).click();
  await expect(site.cards).toHaveCount(0);
  await expect(section(page)).toHaveCount(0);
  await expect(site.input).toBeFocused();
});
