import { figures } from 'virtual:model-figures';
import type { ReadonlySignal } from '@preact/signals';
import { modelVersion } from '../classify/model-constants.ts';
import { count, share } from '../i18n/format.ts';
import { home, offline, pages } from '../i18n/index.ts';
import { LinkedText } from './linked-text.tsx';
import styles from './page-footer.module.css';

/** With the commit, if the build knows it. */
const APP_VERSION = [__APP_VERSION__, __APP_COMMIT__ && `(${__APP_COMMIT__})`]
  .filter(Boolean)
  .join(' ');

/** `isReady`: whether the page is available offline. */
export function PageFooter({ isReady }: { isReady: ReadonlySignal<boolean> }) {
  const { licences, versions } = home.footer;
  const { percent, count: right, of } = figures.otherKitchens.right;
  return (
    <footer class={styles.pageFooter}>
      <p class={styles.accuracy}>
        <LinkedText text={pages.footer.accuracy(share(percent), count(right), count(of))} />
      </p>
      <p>
        <LinkedText text={pages.footer.guide} />
      </p>
      <p>
        <LinkedText text={licences} />
      </p>
      <p>
        {versions(APP_VERSION, modelVersion)}
        {isReady.value && ` · ${offline.ready}`}
      </p>
    </footer>
  );
}
