/** The guide's two pours, and the figures and licences of the about page. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type report from '../../model/figures.json';
import type kitchensReport from '../../model/kitchens.json';
import { about, guide, pages, quiz } from '../../www/src/i18n/index.ts';
import { exampleRecordings, repository } from './paths.ts';
import { expect, test } from './site.ts';

const pours = [
  ['cold', 40],
  ['hot', 212],
] as const;

test('the guide shows and plays a cold and a hot pour', async ({ site, page }) => {
  await site.open('./#/guide/compare');
  for (const [truth, fahrenheit] of pours) {
    const side = page.getByTestId(`side-${truth}`);
    const { look } = guide.compare;
    await expect(side).toContainText(`${fahrenheit}\u00a0°F`);
    await expect(side).toContainText(look[exampleRecordings ? 'recorded' : 'synthesised'][truth]);
    await expect(side.getByRole('img', { name: /^Spectrogram of/ })).toBeVisible();
    await expect(side.getByTestId('model-says')).toContainText(`The model says ${truth}`);
    await side.getByRole('button', { name: quiz.play }).click();
    const currentTime = () =>
      side.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime);
    await expect.poll(currentTime).toBeGreaterThan(0.2);
  }
  // The second pour stopped the first.
  await expect(
    page.getByTestId('side-cold').getByRole('button', { name: quiz.play }),
  ).toBeVisible();
  await page.getByTestId('side-hot').getByRole('button', { name: quiz.stop }).click();
  await expect(page.getByRole('button', { name: quiz.play })).toHaveCount(2);
  // The pours do not appear on the home page.
  await expect(site.cards).toHaveCount(0);
  const origin = exampleRecordings ? 'Chris Jeakle' : guide.compare.synthesised;
  await expect(page.getByRole('main')).toContainText(origin);
});

test('the table of contents stays in view, and ends above the two pours', async ({
  site,
  page,
}) => {
  await site.open('./#/guide');
  const contents = page.getByRole('navigation', { name: pages.contents });
  const top = () => contents.evaluate((element) => element.getBoundingClientRect().top);
  await page.getByRole('heading', { name: guide.why.heading }).scrollIntoViewIfNeeded();
  expect(await top()).toBeGreaterThanOrEqual(0);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  const bottom = await contents.evaluate((element) => element.getBoundingClientRect().bottom);
  const { y = 0 } = (await page.getByTestId('comparison').boundingBox()) ?? {};
  expect(bottom).toBeLessThan(y);
});

test('the pours stop when another page opens', async ({ site, page }) => {
  await site.open('./#/guide/compare');
  await page.getByTestId('side-hot').getByRole('button', { name: quiz.play }).click();
  const playing = await page.getByTestId('comparison').locator('audio').last().elementHandle();
  await page.getByRole('link', { name: 'About', exact: true }).first().click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  expect(await playing?.evaluate((audio) => (audio as HTMLAudioElement).paused)).toBe(true);
});

const read = (file: string) => JSON.parse(readFileSync(resolve(repository, file), 'utf8'));
const percent = (value: number | undefined) => `${value?.toFixed(1)}%`;

/** Counts are means over seeds. */
const rounded = (count: number) => count.toFixed(0);

test('the about page first shows how often it is right in other kitchens', async ({
  site,
  page,
}) => {
  const { all, cups, by_kitchen }: typeof kitchensReport = read('model/kitchens.json');
  const { pours, firm, firm_right, confident_right, cold_called_hot, hot_called_cold } = all;
  await site.open('./#/about');
  const figures = page.locator('[data-figure]');
  await expect(figures.first()).toHaveAttribute('data-figure', 'right');
  for (const [name, { count, of, percent: value }] of Object.entries({
    right: firm_right,
    confidentRight: confident_right,
    firm,
  })) {
    const figure = page.locator(`[data-figure=${name}]`);
    await expect(figure.locator('dt')).toHaveText(percent(value));
    await expect(figure.locator('dd')).toContainText(`${rounded(count)} of ${rounded(of)}`);
  }
  const [low, high] = firm_right.interval_percent.map((end) => end.toFixed(1));
  await expect(figures.first()).toContainText(new RegExp(`${low}–\u2060?${high}%`));
  const main = page.getByRole('main');
  await expect(main).toContainText(`${pours} pours by other people, into ${cups} cups`);
  await expect(main).toContainText(`in ${by_kitchen.length} other kitchens`);
  await expect(main).toContainText(`${rounded(cold_called_hot)} of the cold pours hot`);
  await expect(main).toContainText(`${rounded(hot_called_cold)} of the hot ones cold`);
  // The figures of the home where it learned come after their own heading.
  const home = page.getByRole('heading', { name: about.trust.home.heading });
  const isAfter = await home.evaluate((heading) => {
    const first = document.querySelector('[data-figure=bySession]');
    const position = first && heading.compareDocumentPosition(first);
    return position === Node.DOCUMENT_POSITION_FOLLOWING;
  });
  expect(isAfter).toBe(true);
});

test('the about page shows the figures of model/figures.json', async ({ site, page }) => {
  const { protocols }: typeof report = read('model/figures.json');
  const [sessions, vessels, seed] = protocols;
  await site.open('./#/about');
  const shown = async (name: string) => page.locator(`[data-figure=${name}] dt`).textContent();
  expect(await shown('bySession')).toBe(percent(sessions?.all.right_percent));
  expect(await shown('byVessel')).toBe(percent(vessels?.all.right_percent));
  expect(await shown('seedProtocol')).toBe(percent(seed?.all.right_percent));
  expect(await shown('confident')).toBe(percent(sessions?.confident.right_percent));
  expect(await shown('unsure')).toBe(percent(sessions?.unsure.percent));
  expect(await shown('rejected')).toBe(percent(sessions?.other_sounds?.rejected.percent));
  expect(await shown('kept')).toBe(percent(sessions?.other_sounds?.pours_accepted.percent));
  const rows = page.getByRole('table').locator('tbody tr');
  const expected = sessions?.breakdown?.by_temperature.map(({ fahrenheit, right }) => [
    `${fahrenheit}\u00a0°F`,
    String(right.of),
    percent(right.percent),
  ]);
  const cells = (await rows.all()).map((row) => row.locator('th, td').allTextContents());
  expect(await Promise.all(cells)).toEqual(expected);
  const { model, training } = read('model/hot-or-cold.json');
  const main = page.getByRole('main');
  await expect(main).toContainText(`${training.pours} recorded pours`);
  await expect(main).toContainText(`${training.negatives} sounds`);
  await expect(main).toContainText(`${training.synthesised_pours} computer-generated pours`);
  await expect(main).toContainText(model.parameters.toLocaleString('en'));
});

test('the about page links to the licences of its libraries', async ({ site, page, request }) => {
  await site.open('./#/about');
  const link = page.getByRole('link', { name: /listed with its licences/ });
  const address = await link.evaluate((a) => (a as HTMLAnchorElement).href);
  const response = await request.get(address);
  expect(response.ok()).toBe(true);
  const text = await response.text();
  // Of the page, of its workers, of the service worker, and in WebAssembly.
  for (const name of ['preact', 'comlink', 'workbox-core', 'tract-core', 'symphonia-core']) {
    expect(text).toMatch(new RegExp(`^## ${name} - \\d`, 'm'));
  }
});
