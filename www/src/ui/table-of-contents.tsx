/** Links to the sections of a long page, next to its text on wide screens. */
import { pages } from '../i18n/index.ts';
import { formatRoute, type Page } from '../router/route.ts';
import styles from './table-of-contents.module.css';

interface Properties {
  page: Page;
  sections: readonly { id: string; heading: string }[];
}

export function TableOfContents({ page, sections }: Properties) {
  return (
    <div class={styles.contents}>
      <nav aria-label={pages.contents}>
        <ul>
          {sections.map(({ id, heading }) => (
            <li key={id}>
              <a href={formatRoute(page, id)}>{heading}</a>
            </li>
          ))}
        </ul>
      </nav>
    </div>
  );
}
