import { Drop } from './icons.tsx';
import { strings } from './strings.ts';

export function PageHeader() {
  return (
    <header class="page-header">
      <h1>
        <Drop />
        {strings.page.title}
      </h1>
      <p>
        {strings.page.promise} <span>{strings.page.privacy}</span>
      </p>
    </header>
  );
}
