import { Prose } from '../prose.tsx';
import { pages } from '../strings.ts';

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
