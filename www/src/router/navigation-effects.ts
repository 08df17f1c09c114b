/**
 * Sets the title, moves the focus to the heading and restores the scroll position. A browser does
 * this when it loads a page, but not when one is rendered without a load.
 */
import { pages } from '../i18n/index.ts';
import type { Navigation } from './router.ts';

/** Call it after the page is rendered, and when the language changes. */
export function setDocumentTitle({ route }: Navigation): void {
  const heading = sectionHeading(route.section) ?? document.querySelector('h1');
  document.title = route.page === 'home' ? pages.home : pages.title(heading?.textContent ?? '');
}

/** Call it after the page is rendered. */
export function focusAndScroll({ route, trigger, scrollY }: Navigation): void {
  const [heading, section] = [document.querySelector('h1'), sectionHeading(route.section)];
  if (trigger === 'load' && section === null) return;
  (section ?? heading)?.focus({ preventScroll: true });
  if (section !== null && trigger !== 'history') section.scrollIntoView();
  else window.scrollTo({ top: scrollY, behavior: 'instant' });
}

export function sectionId(section: string): string {
  return `section-${section}`;
}

function sectionHeading(section: string | undefined): HTMLElement | null {
  return section === undefined ? null : document.getElementById(sectionId(section));
}
