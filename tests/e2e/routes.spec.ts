/** The pages and the navigation between them. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type report from '../../model/kitchens.json';
import { guide, home, pages } from '../../www/src/i18n/index.ts';
import { synthesisedPour, test } from './microphone.ts';
import { repository } from './paths.ts';
import { focused, horizontalOverflow, navigationLink, ROUTES, tabTo } from './routes.ts';
import { expect, Site } from './site.ts';

const EMPTY = { name: 'empty.wav', buffer: Buffer.alloc(0) };

for (const { name, hash, heading } of ROUTES) {
  test(`${name} has its own URL, heading and title`, async ({ site, page }) => {
    await page.goto('about:blank');
    await site.open(`./${hash}`);
    const first = page.getByRole('heading', { level: 1 });
    await expect(first).toHaveCount(1);
    await expect(first).toHaveText(heading);
    await expect(page).toHaveTitle(name === 'home' ? pages.home : pages.title(heading));
    const currentLink = page.locator('nav [aria-current=page]');
    // The comparison has no link in the navigation.
    if (name === 'unknown' || name === 'compare') await expect(currentLink).toHaveCount(0);
    else await expect(currentLink).toHaveText(pages.names[name]);
  });
}

test('links, back and forward change page, title and focus', async ({ site, page }) => {
  const loads: string[] = [];
  page.on('load', () => loads.push(page.url()));
  const expectRoute = async (route: (typeof ROUTES)[number]) => {
    await expect(page).toHaveURL(new RegExp(`${route.hash}$`));
    const first = page.getByRole('heading', { level: 1, name: route.heading });
    await expect(first).toBeFocused();
    await expect(page).toHaveTitle(route.name === 'home' ? pages.home : pages.title(route.heading));
  };
  const [home, guideRoute, quiz, about] = ROUTES;
  for (const route of [guideRoute, quiz, about, home]) {
    await navigationLink(page, pages.names[route.name]).click();
    await expectRoute(route);
  }
  for (const route of [about, quiz, guideRoute]) {
    await page.goBack();
    await expectRoute(route);
  }
  await page.goForward();
  await expectRoute(quiz);
  await expect(site.input).toBeAttached();
  expect(loads).toEqual([]);
});

test('a new page starts at its top, and Back restores the scroll position', async ({
  site,
  page,
}) => {
  const scrollTop = () => page.evaluate(() => scrollY);
  await site.open('./#/guide');
  const footer = page.locator('footer').getByRole('link', { name: /trust/ });
  await footer.scrollIntoViewIfNeeded();
  const position = await scrollTop();
  expect(position).toBeGreaterThan(500);
  await footer.click();
  await expect.poll(() => page.url()).toContain('#/about');
  await expect.poll(scrollTop).toBe(0);
  await page.goBack();
  await expect.poll(scrollTop).toBeGreaterThan(position - 50);
  expect(Math.abs((await scrollTop()) - position)).toBeLessThan(50);
});

test('a section of the guide has its own URL', async ({ site, page }) => {
  const { iphone } = guide.recordings;
  const heading = page.getByRole('heading', { name: iphone.heading });
  await page.goto('about:blank');
  await site.open('./#/guide/iphone');
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport();
  await expect(page).toHaveTitle(pages.title(iphone.heading));
  await page.getByRole('navigation', { name: pages.contents }).getByText(guide.why.heading).click();
  await expect(page.getByRole('heading', { name: guide.why.heading })).toBeFocused();
  await expect(page.getByRole('heading', { name: guide.why.heading })).toBeInViewport();
  await page.goBack();
  await expect(heading).toBeFocused();
});

test('the table of contents links to all sections of the about page', async ({ site, page }) => {
  await site.open('./#/about');
  const links = page.getByRole('navigation', { name: pages.contents }).getByRole('link');
  const headings = await page.getByRole('heading', { level: 2 }).allTextContents();
  expect(await links.allTextContents()).toEqual(headings);
  for (const name of headings) {
    await links.getByText(name, { exact: true }).click();
    const heading = page.getByRole('heading', { name, exact: true });
    await expect(heading).toBeFocused();
    await expect(heading).toBeInViewport();
    await expect(page).toHaveTitle(pages.title(name));
  }
});

test('an unknown URL shows a link to the home page', async ({ site, page }) => {
  await site.open('./#/nowhere');
  await page.getByRole('main').getByRole('link').click();
  await expect(page.getByTestId('record')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('results stay after a visit to another page', async ({ site, page }) => {
  await site.choose(EMPTY);
  await site.outcomes(1);
  await navigationLink(page, pages.names.guide).click();
  await expect(site.cards).toBeHidden();
  await page.goBack();
  await expect(site.cards).toBeVisible();
  expect(await site.outcomes(1)).toMatchObject([{ file: EMPTY.name }]);
});

test('a file dropped on another page opens the home page with its result', async ({
  site,
  page,
}) => {
  await navigationLink(page, pages.names.about).click();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File([], 'dropped.wav'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
  });
  await site.outcomes(1);
  await expect(site.cards).toBeVisible();
  await expect(page).toHaveURL(/#\/$/);
});

test('a live recording continues on other pages', async ({ openWithMicrophone, scratch }) => {
  const { site, page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav'), { silence: 4, pours: 2 }),
  );
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  const name = `${pages.names.home} ${pages.microphoneOn}`;
  await navigationLink(page, pages.names.guide).click();
  await expect(panel).toBeHidden();
  // Every page shows that the microphone is on.
  await expect(navigationLink(page, name)).toBeVisible();
  await expect(panel).toHaveAttribute('data-phase', 'pouring');
  await page.goBack();
  await expect(panel).toBeVisible();
  await expect(panel).toHaveAttribute('data-phase', 'pouring');
  await expect(panel.getByRole('img')).toBeVisible();
  await navigationLink(page, pages.names.about).click();
  // The recording ends without dropped samples.
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  await expect(panel).toHaveAttribute('data-dropped', '0');
  await expect(navigationLink(page, name)).toHaveCount(0);
  await page.goBack();
  const [card] = await site.outcomes(1);
  expect(card?.file).toMatch(/^pour-.*\.wav$/);
  expect(card?.error).toBeUndefined();
});

test('the keyboard skips the navigation and uses it', async ({ page, site: _site }) => {
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe(pages.skip);
  await expect(page.getByText(pages.skip)).toBeInViewport();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await expect(page).toHaveURL(/\/$/);
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('record')).toBeFocused();

  await page.reload();
  await tabTo(page, pages.names.about, 6);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await tabTo(page, /listed/);
});

test('the first viewport of a small phone shows how to begin', async ({ site, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await site.open('./');
  const panel = page.getByTestId('listen');
  for (const part of [
    panel.getByTestId('record'),
    panel.getByText(home.listen.instructions),
    panel.getByTestId('try-example'),
  ]) {
    const bounds = await part.boundingBox();
    expect((bounds?.y ?? 740) + (bounds?.height ?? 0)).toBeLessThanOrEqual(740 - 16);
  }
  for (const link of await page.getByRole('navigation').getByRole('link').all()) {
    const target = await link.boundingBox();
    expect(target?.height).toBeGreaterThanOrEqual(44);
    expect(target?.width).toBeGreaterThanOrEqual(24);
  }
});

for (const { name, hash } of ROUTES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds no violations on ${name}, ${colorScheme}`, async ({ site, page }) => {
      await page.emulateMedia({ colorScheme });
      await site.open(`./${hash}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const { violations, passes } = await new AxeBuilder({ page }).analyze();
      expect(violations).toEqual([]);
      expect(passes.length).toBeGreaterThan(15);
    });
  }

  for (const [condition, viewport, deviceScaleFactor] of [
    ['at 360 pixels', { width: 360, height: 740 }, 1],
    // Zooming to 200% halves the viewport in CSS pixels.
    ['at 200% zoom', { width: 640, height: 400 }, 2],
  ] as const) {
    test.describe(condition, () => {
      test.use({ viewport, deviceScaleFactor });
      test(`${name} has no horizontal overflow`, async ({ page, site: _site }) => {
        await new Site(page).open(`./${hash}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await horizontalOverflow(page)).toBe(0);
      });
    });
  }
}

test('the footer shows the accuracy in other kitchens and links to the guide', async ({
  site: _site,
  page,
}) => {
  const footer = page.getByRole('contentinfo');
  const { all }: typeof report = JSON.parse(
    readFileSync(resolve(repository, 'model/kitchens.json'), 'utf8'),
  );
  const { percent, count, of } = all.firm_right;
  const counts = `(${count.toFixed(0)} of ${of.toFixed(0)})`;
  await expect(footer).toContainText(
    `${percent.toFixed(1)}% of its hot and cold verdicts were right ${counts}`,
  );
  await footer.getByRole('link', { name: /good pour/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(guide.heading);
  await expect(page).not.toHaveTitle(home.page.title);
});
