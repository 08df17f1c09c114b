/** Converts between the URL's hash and a route. */

/** In the order of the navigation. */
export const NAVIGATION_PAGES = ['home', 'guide', 'quiz', 'about'] as const;

export type NavigationPage = (typeof NAVIGATION_PAGES)[number];

/** A fifth link would not fit phones, so the comparison is reached from results and guide. */
export const PAGES = [...NAVIGATION_PAGES, 'compare'] as const;

export type Page = (typeof PAGES)[number];

export interface Route {
  page: Page | 'unknown';
  /** Section of the page, if the URL names one. */
  section?: string;
}

/** Returns the home page for a hash that is no route, such as an anchor. */
export function parseRoute(hash: string): Route {
  if (!hash.startsWith('#/')) return { page: 'home' };
  const [name = '', section, ...more] = decodePath(hash.slice(2)).split('/');
  if (name === '' && section === undefined) return { page: 'home' };
  const page = PAGES.find((known) => known !== 'home' && known === name);
  if (page === undefined || more.length > 0) return { page: 'unknown' };
  return section ? { page, section } : { page };
}

export function formatRoute(page: Page, section?: string): string {
  const path = page === 'home' ? '' : page;
  return section === undefined ? `#/${path}` : `#/${path}/${section}`;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    // A malformed escape is kept, and becomes an unknown page.
    return path;
  }
}
