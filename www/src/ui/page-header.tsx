import type { ComponentChildren } from 'preact';
import { home, pages } from '../i18n/index.ts';
import { formatRoute, type Route } from '../router/route.ts';
import { DropIcon } from './icons.tsx';
import styles from './page-header.module.css';

interface Properties {
  page: Route['page'];
  /** What stands beside the title. */
  children?: ComponentChildren;
}

/** Every page has one first heading: here the site's name, elsewhere the page's own. */
export function PageHeader({ page, children }: Properties) {
  const { title, tagline, privacy } = home.page;
  return (
    <header>
      <div class={styles.titleRow}>
        {page === 'home' ? (
          <h1 class={styles.siteTitle} tabIndex={-1}>
            <DropIcon />
            {title}
          </h1>
        ) : (
          <p class={styles.siteTitle}>
            <a href={formatRoute('home')}>
              <DropIcon />
              {title}
            </a>
          </p>
        )}
        {children}
      </div>
      {page === 'home' && (
        <p class={styles.tagline}>
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
      class={styles.skipLink}
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
