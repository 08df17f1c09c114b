/** The pages of the site, and helpers to move through them. */
import type { Page } from '@playwright/test';
import { about, compare, guide, home, pages, quiz } from '../../www/src/i18n/index.ts';

export const ROUTES = [
  { name: 'home', hash: '#/', heading: home.page.title },
  { name: 'guide', hash: '#/guide', heading: guide.heading },
  { name: 'quiz', hash: '#/quiz', heading: quiz.heading },
  { name: 'about', hash: '#/about', heading: about.heading },
  { name: 'compare', hash: '#/compare', heading: compare.heading },
  { name: 'unknown', hash: '#/nowhere', heading: pages.unknown.heading },
] as const;

/** The link to a page in the navigation. */
export const navigationLink = (page: Page, name: string) =>
  page.getByRole('navigation', { name: pages.nav }).getByRole('link', { name });

/** Returns the accessible name of the focused element. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim();
  });

/** Presses Tab until the focused element has this name. */
export async function tabTo(page: Page, name: string | RegExp, maxPresses = 60): Promise<void> {
  for (let presses = 0; presses < maxPresses; presses++) {
    await page.keyboard.press('Tab');
    const found = (await focused(page)) ?? '';
    if (typeof name === 'string' ? found === name : name.test(found)) return;
  }
  throw new Error(`Tab never reaches ${name}`);
}

/** Pixels by which the page is wider than the viewport. */
export const horizontalOverflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
