/** The navigation between the pages, in the row of the title. */
import type { ReadonlySignal } from '@preact/signals';
import { pages } from '../i18n/index.ts';
import { formatRoute, NAVIGATION_PAGES, type Route } from '../router/route.ts';
import styles from './site-nav.module.css';

interface Properties {
  route: Route;
  /** Whether the microphone is on. Every page shows it. */
  isRecording: ReadonlySignal<boolean>;
}

export function SiteNav({ route, isRecording }: Properties) {
  return (
    <nav class={styles.siteNav} aria-label={pages.nav}>
      <ul>
        {NAVIGATION_PAGES.map((page) => {
          const isCurrent = page === route.page;
          return (
            <li key={page}>
              <a href={formatRoute(page)} {...(isCurrent ? { 'aria-current': 'page' } : {})}>
                {pages.names[page]}
                {page === 'home' && !isCurrent && isRecording.value && (
                  <span class={styles.microphoneOn}>
                    <span class="visually-hidden"> {pages.microphoneOn}</span>
                  </span>
                )}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
