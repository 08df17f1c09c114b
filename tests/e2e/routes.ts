/** The pages of the site, as the tests go through them. */
import type { Page } from '@playwright/test';
import { about, guide, home, pages, quiz } from '../../www/src/i18n/index.ts';

export const ROUTES = [
  { name: 'home', hash: '#/', heading: home.page.title },
  { name: 'guide', hash: '#/guide', heading: guide.heading },
  { name: 'quiz', hash: '#/quiz', heading: quiz.heading },
  { name: 'about', hash: '#/about', heading: about.heading },
  { name: 'unknown', hash: '#/nowhere', heading: pages.unknown.heading },
] as const;

/** The navigation's link to a page. */
export const linkTo = (page: Page, name: string) =>
  page.getByRole('navigation', { name: pages.nav }).getByRole('link', { name });

/** What has the focus, in the words one hears. */
export const focused = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: element } = document;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim();
  });

/** Presses Tab until the focus is where it should be. */
export async function tabTo(page: Page, what: string | RegExp, most = 60): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    const found = (await focused(page)) ?? '';
    if (typeof what === 'string' ? found === what : what.test(found)) return;
  }
  throw new Error(`Tab never reaches ${what}`);
}

/** How many pixels stick out at the right. */
export const sticksOut = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
