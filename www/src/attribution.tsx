/** Who made a recording and under which licence it is shown, as CC BY-SA asks. */
import { Licence } from './licence.tsx';
import type { Credit } from './results.ts';
import { strings } from './strings.ts';

export function Attribution({ credit }: { credit: Credit }) {
  return (
    <p class="quiet">
      <a href={repositoryAddress(credit.source)} rel="noreferrer">
        {strings.examples.credit(credit.author)}
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
