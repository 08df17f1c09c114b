import { figures } from 'virtual:model-figures';
import type { ReadonlySignal } from '@preact/signals';
import { share } from './format.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { modelVersion } from './model-facts.ts';
import { Prose } from './prose.tsx';
import { offline, pages, strings } from './strings.ts';

/** With the commit, where the build knows it. */
const APP = [__APP_VERSION__, __APP_COMMIT__ && `(${__APP_COMMIT__})`].filter(Boolean).join(' ');

/** `ready`: working offline became possible just now. */
export function PageFooter({ ready }: { ready: ReadonlySignal<boolean> }) {
  const { licences, versions } = strings.footer;
  const { percent, of } = figures.bySession;
  return (
    <footer class="page-footer">
      <p class="accuracy">
        <Prose text={pages.footer.accuracy(share(percent), of)} />
      </p>
      <p>
        <Prose text={pages.footer.guide} />
      </p>
      <p>
        <Prose text={licences} />
      </p>
      <p>
        {versions(APP, modelVersion)}
        {ready.value && ` · ${offline.ready}`}
      </p>
      <LanguageSwitch />
    </footer>
  );
}
