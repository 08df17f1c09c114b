import { figures } from 'virtual:model-figures';
import type { ReadonlySignal } from '@preact/signals';
import { modelVersion } from '../classify/model-constants.ts';
import { share } from '../i18n/format.ts';
import { offline, pages, strings } from '../i18n/index.ts';
import { LanguageSwitch } from '../i18n/language-switch.tsx';
import { Prose } from './linked-text.tsx';

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
