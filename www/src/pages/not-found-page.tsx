/** Shown for an unknown URL hash. */
import { pages } from '../i18n/index.ts';
import { LinkedText } from '../ui/linked-text.tsx';

export function NotFoundPage() {
  const { heading, sentence } = pages.unknown;
  return (
    <div class="prose">
      <h1 tabIndex={-1}>{heading}</h1>
      <p>
        <LinkedText text={sentence} />
      </p>
    </div>
  );
}
