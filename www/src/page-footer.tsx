import { figures } from 'virtual:model-figures';
import type { ReadonlySignal } from '@preact/signals';
import { Licence } from './licence.tsx';
import { modelVersion } from './model-facts.ts';
import { Prose } from './prose.tsx';
import { offline } from './strings/offline.ts';
import { pages } from './strings/pages.ts';
import { strings } from './strings.ts';

/** `ready`: working offline became possible just now. */
export function PageFooter({ ready }: { ready: ReadonlySignal<boolean> }) {
  const { code, model, modelLicence, versions } = strings.footer;
  const { percent, of } = figures.bySession;
  return (
    <footer class="page-footer">
      <p class="accuracy">
        <Prose text={pages.footer.accuracy(percent, of)} />
      </p>
      <p>
        <Prose text={pages.footer.guide} />
      </p>
      <p>
        {code} {model} <Licence name={modelLicence} />.
      </p>
      <p>
        {versions(__APP_VERSION__, modelVersion)}
        {ready.value && ` · ${offline.ready}`}
      </p>
    </footer>
  );
}
