/** Author, source and licence of a recording, as CC BY-SA requires. */
import { home } from '../i18n/index.ts';
import type { Credit } from './results.ts';

export function Attribution({ credit }: { credit: Credit }) {
  return (
    <p class="quiet">
      <a href={repositoryUrl(credit.source)} rel="noreferrer">
        {home.examples.credit(credit.author)}
      </a>
      {', '}
      <Licence name={credit.licence} />
    </p>
  );
}

/** The part of `host/owner/repository:path`, a source in clips.csv, that is a web page. */
function repositoryUrl(source: string): string {
  return `https://${source.split(':')[0] ?? ''}`;
}

const LICENCE_URLS = new Map([['CC BY-SA 2.0', 'https://creativecommons.org/licenses/by-sa/2.0/']]);

/** The name of a licence, linked to its text if known. */
function Licence({ name }: { name: string }) {
  const url = LICENCE_URLS.get(name);
  return url === undefined ? (
    name
  ) : (
    <a href={url} rel="license noreferrer" translate={false}>
      {name}
    </a>
  );
}
