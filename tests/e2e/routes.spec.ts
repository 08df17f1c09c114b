/** The pages and the ways between them. */
import { AxeBuilder } from '@axe-core/playwright';
import { guide, home, pages } from '../../www/src/i18n/index.ts';
import { synthesisedPour, test } from './microphone.ts';
import { focused, horizontalOverflow, navigationLink, ROUTES, tabTo } from './routes.ts';
import { expect, Site } from './site.ts';

const EMPTY = { name: 'empty.wav', buffer: Buffer.alloc(0) };

for (const { name, hash, heading } of ROUTES) {
  test(`${name} can be linked to, and has a heading and a title`, async ({ site, page }) => {
    await page.goto('about:blank');
    await site.open(`./${hash}`);
    const first = page.getByRole('heading', { level: 1 });
    await expect(first).toHaveCount(1);
    await expect(first).toHaveText(heading);
    await expect(page).toHaveTitle(name === 'home' ? pages.home : pages.title(heading));
    const here = page.locator('nav [aria-current=page]');
    if (name === 'unknown') await expect(here).toHaveCount(0);
    else await expect(here).toHaveText(pages.names[name]);
  });
}

test('links, back and forward change page, title and focus', async ({ site, page }) => {
  const loads: string[] = [];
  page.on('load', () => loads.push(page.url()));
  const isAt = async (route: (typeof ROUTES)[number]) => {
    await expect(page).toHaveURL(new RegExp(`${route.hash}$`));
    const first = page.getByRole('heading', { level: 1, name: route.heading });
    await expect(first).toBeFocused();
    await expect(page).toHaveTitle(route.name === 'home' ? pages.home : pages.title(route.heading));
  };
  const [home, guideRoute, quiz, about] = ROUTES;
  for (const route of [guideRoute, quiz, about, home]) {
    await navigationLink(page, pages.names[route.name]).click();
    await isAt(route);
  }
  for (const route of [about, quiz, guideRoute]) {
    await page.goBack();
    await isAt(route);
  }
  await page.goForward();
  await isAt(quiz);
  await expect(site.input).toBeAttached();
  expect(loads).toEqual([]);
});

test('a new page begins at its top, and going back finds the place one left', async ({
  site,
  page,
}) => {
  const top = () => page.evaluate(() => scrollY);
  await site.open('./#/guide');
  const footer = page.locator('footer').getByRole('link', { name: /trust/ });
  await footer.scrollIntoViewIfNeeded();
  const left = await top();
  expect(left).toBeGreaterThan(500);
  await footer.click();
  await expect.poll(() => page.url()).toContain('#/about');
  await expect.poll(top).toBe(0);
  await page.goBack();
  await expect.poll(top).toBeGreaterThan(left - 50);
  expect(Math.abs((await top()) - left)).toBeLessThan(50);
});

test('a part of the guide can be linked to', async ({ site, page }) => {
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

test('the contents of the about page lead to all of its parts', async ({ site, page }) => {
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

test('an address that leads nowhere leads home', async ({ site, page }) => {
  await site.open('./#/nowhere');
  await page.getByRole('main').getByRole('link').click();
  await expect(page.getByTestId('record')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('results and a text half read survive going away', async ({ site, page }) => {
  await site.choose(EMPTY);
  await site.outcomes(1);
  await navigationLink(page, pages.names.guide).click();
  await expect(site.cards).toBeHidden();
  await page.goBack();
  await expect(site.cards).toBeVisible();
  expect(await site.outcomes(1)).toMatchObject([{ file: EMPTY.name }]);
});

test('a recording given on another page is judged at home', async ({ site, page }) => {
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

test('a live recording goes on while one reads the guide', async ({
  openWithMicrophone,
  scratch,
}) => {
  const { site, page, panel, button } = await openWithMicrophone(
    await synthesisedPour(scratch('pour.wav'), { silence: 4, pours: 2 }),
  );
  await button.click();
  await expect(panel).toHaveAttribute('data-phase', 'listening');
  const name = `${pages.names.home} ${pages.microphoneOn}`;
  await navigationLink(page, pages.names.guide).click();
  await expect(panel).toBeHidden();
  // The person sees on every page that the microphone is on.
  await expect(navigationLink(page, name)).toBeVisible();
  await expect(panel).toHaveAttribute('data-phase', 'pouring');
  await page.goBack();
  await expect(panel).toBeVisible();
  await expect(panel).toHaveAttribute('data-phase', 'pouring');
  await expect(panel.locator('canvas')).toBeVisible();
  await navigationLink(page, pages.names.about).click();
  // To its end, and no sound is lost.
  await expect(panel).toHaveAttribute('data-phase', 'idle');
  await expect(panel).toHaveAttribute('data-dropped', '0');
  await expect(navigationLink(page, name)).toHaveCount(0);
  await page.goBack();
  const [card] = await site.outcomes(1);
  expect(card?.file).toMatch(/^pour-.*\.wav$/);
  expect(card?.error).toBeUndefined();
});

test('by keyboard alone: past the navigation, and through it', async ({ page, site: _site }) => {
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

test('the panel for listening is whole on a small phone', async ({ site, page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await site.open('./');
  const panel = await page.getByTestId('listen').boundingBox();
  expect((panel?.y ?? 0) + (panel?.height ?? 0)).toBeLessThanOrEqual(740 - 16);
  for (const link of await page.getByRole('navigation').getByRole('link').all()) {
    const target = await link.boundingBox();
    expect(target?.height).toBeGreaterThanOrEqual(44);
    expect(target?.width).toBeGreaterThanOrEqual(24);
  }
});

for (const { name, hash } of ROUTES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing: ${name}, ${colorScheme}`, async ({ site, page }) => {
      await page.emulateMedia({ colorScheme });
      await site.open(`./${hash}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      const { violations, passes } = await new AxeBuilder({ page }).analyze();
      expect(violations).toEqual([]);
      expect(passes.length).toBeGreaterThan(15);
    });
  }

  for (const [what, viewport, deviceScaleFactor] of [
    ['360 pixels wide', { width: 360, height: 740 }, 1],
    // Zooming to 200 % halves the pixels that the page has.
    ['at 200 % zoom', { width: 640, height: 400 }, 2],
  ] as const) {
    test.describe(what, () => {
      test.use({ viewport, deviceScaleFactor });
      test(`nothing of ${name} is cut off sideways`, async ({ page, site: _site }) => {
        await new Site(page).open(`./${hash}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await horizontalOverflow(page)).toBe(0);
      });
    });
  }
}

test('the footer says how often it is right, and leads on', async ({ site: _site, page }) => {
  const footer = page.getByRole('contentinfo');
  await expect(footer).toContainText(/Right on [\d.]+% of \d+ pours/);
  await footer.getByRole('link', { name: /good pour/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(guide.heading);
  await expect(page).not.toHaveTitle(home.page.title);
});
