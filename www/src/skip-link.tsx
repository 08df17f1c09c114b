/** For whoever goes by keyboard: past the navigation. */
import { pages } from './strings.ts';

export const MAIN = 'main';

export function SkipLink() {
  return (
    <a
      class="skip-link"
      href={`#${MAIN}`}
      onClick={(event) => {
        // Followed, it would take the place of the page's own address.
        event.preventDefault();
        document.getElementById(MAIN)?.focus();
      }}
    >
      {pages.skip}
    </a>
  );
}
