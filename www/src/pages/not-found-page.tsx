import { pages } from '../i18n/index.ts';
import { Prose } from '../ui/linked-text.tsx';

export function UnknownPage() {
  const { heading, sentence } = pages.unknown;
  return (
    <div class="prose">
      <h1 tabIndex={-1}>{heading}</h1>
      <p>
        <Prose text={sentence} />
      </p>
    </div>
  );
}
