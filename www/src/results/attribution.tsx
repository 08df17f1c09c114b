/** Who made a recording and under which licence it is shown, as CC BY-SA asks. */

import { home } from '../i18n/index.ts';
import type { Credit } from './results.ts';

export function Attribution({ credit }: { credit: Credit }) {
  return (
    <p class="quiet">
      <a href={repositoryAddress(credit.source)} rel="noreferrer">
        {home.examples.credit(credit.author)}
      </a>
      {', '}
      <Licence name={credit.licence} />
    </p>
  );
}

/** clips.csv writes a source as `host/owner/repository:path`; what is before the colon is a page. */
function repositoryAddress(source: string): string {
  return `https://${source.split(':')[0] ?? ''}`;
}

/** The name of a licence, linked to its text. */

const ADDRESSES = new Map([['CC BY-SA 2.0', 'https://creativecommons.org/licenses/by-sa/2.0/']]);

export function Licence({ name }: { name: string }) {
  const address = ADDRESSES.get(name);
  return address === undefined ? (
    name
  ) : (
    <a href={address} rel="license noreferrer">
      {name}
    </a>
  );
}
