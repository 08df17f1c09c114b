/**
 * What a browser does by itself when a page is loaded, and not when one is drawn in its place: the
 * title changes, the focus goes to the heading, and the page stands where one left it.
 */

import { pages } from '../i18n/index.ts';
import type { Navigation } from './router.ts';

/** Once the page is drawn, and again when its language changes. */
export function setDocumentTitle({ route }: Navigation): void {
  const heading = sectionHeading(route.section) ?? document.querySelector('h1');
  document.title = route.page === 'home' ? pages.home : pages.title(heading?.textContent ?? '');
}

/** Once the page is drawn. */
export function focusAndScroll({ route, by, scroll }: Navigation): void {
  const [heading, section] = [document.querySelector('h1'), sectionHeading(route.section)];
  if (by === 'load' && section === null) return;
  (section ?? heading)?.focus({ preventScroll: true });
  if (section !== null && by !== 'history') section.scrollIntoView();
  else window.scrollTo({ top: scroll, behavior: 'instant' });
}

export function sectionId(section: string): string {
  return `section-${section}`;
}

function sectionHeading(section: string | undefined): HTMLElement | null {
  return section === undefined ? null : document.getElementById(sectionId(section));
}
