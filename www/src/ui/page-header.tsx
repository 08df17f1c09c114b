import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { date } from '../i18n/format.ts';
import { home, pages } from '../i18n/index.ts';
import { formatRoute, type Route } from '../router/route.ts';
import { DropIcon } from './icons.tsx';
import styles from './page-header.module.css';

interface Properties {
  page: Route['page'];
  /** Shown next to the title. */
  children?: ComponentChildren;
}

/** The header of all pages. The site's name is the `h1` of the home page only. */
export function PageHeader({ page, children }: Properties) {
  const { title, tagline, privacy } = home.page;
  return (
    <header class={styles.pageHeader}>
      <div class={styles.titleRow}>
        {page === 'home' ? (
          <h1 class={styles.siteTitle} tabIndex={-1} translate={false}>
            <DropIcon />
            {title}
          </h1>
        ) : (
          <p class={styles.siteTitle} translate={false}>
            <a href={formatRoute('home')}>
              <DropIcon />
              {title}
            </a>
          </p>
        )}
        {children}
      </div>
      <PrintDate />
      {page === 'home' && (
        <p class={styles.tagline}>
          {tagline} <span>{privacy}</span>
        </p>
      )}
    </header>
  );
}

/** The date on paper: of the moment when the page is printed. */
function PrintDate() {
  const printed = useSignal(Date.now());
  useEffect(() => {
    const update = () => {
      printed.value = Date.now();
    };
    window.addEventListener('beforeprint', update);
    return () => window.removeEventListener('beforeprint', update);
  }, []);
  return (
    <time class={styles.printDate} dateTime={new Date(printed.value).toISOString()}>
      {date(printed.value)}
    </time>
  );
}

/** `id` of the main element. */
export const MAIN_ID = 'main';

/** Lets keyboard users skip the navigation. */
export function SkipLink() {
  return (
    <a
      class={styles.skipLink}
      href={`#${MAIN_ID}`}
      onClick={(event) => {
        // Following the link would replace the route in the hash.
        event.preventDefault();
        document.getElementById(MAIN_ID)?.focus();
      }}
    >
      {pages.skip}
    </a>
  );
}
