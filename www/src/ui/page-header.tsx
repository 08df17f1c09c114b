import type { ComponentChildren } from 'preact';
import { home, pages } from '../i18n/index.ts';
import { formatRoute, type Route } from '../router/route.ts';
import { DropIcon } from './icons.tsx';

interface Properties {
  page: Route['page'];
  /** What stands beside the title. */
  children?: ComponentChildren;
}

/** Every page has one first heading: here the site's name, elsewhere the page's own. */
export function PageHeader({ page, children }: Properties) {
  const { title, tagline, privacy } = home.page;
  return (
    <header class="page-header">
      <div class="title-row">
        {page === 'home' ? (
          <h1 class="site-title" tabIndex={-1}>
            <DropIcon />
            {title}
          </h1>
        ) : (
          <p class="site-title">
            <a href={formatRoute('home')}>
              <DropIcon />
              {title}
            </a>
          </p>
        )}
        {children}
      </div>
      {page === 'home' && (
        <p class="promise">
          {tagline} <span>{privacy}</span>
        </p>
      )}
    </header>
  );
}

/** For whoever goes by keyboard: past the navigation. */

export const MAIN_ID = 'main';

export function SkipLink() {
  return (
    <a
      class="skip-link"
      href={`#${MAIN_ID}`}
      onClick={(event) => {
        // Followed, it would take the place of the page's own address.
        event.preventDefault();
        document.getElementById(MAIN_ID)?.focus();
      }}
    >
      {pages.skip}
    </a>
  );
}
