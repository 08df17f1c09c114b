/** The bar at the bottom of the window that offers a new version. */
import { useEffect, useState } from 'preact/hooks';
import { offline as messages } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import bottom from '../ui/bottom-bar.module.css';
import styles from './update-bar.module.css';

export function UpdateBar() {
  const { announcer, appUpdates, hasUnsavedResults, isBusy } = useApp();
  const update = appUpdates.update.value;
  const [dismissed, setDismissed] = useState<string>();
  const isShown = update !== 'none' && dismissed !== update;
  const sentence =
    update === 'updated-in-another-tab' ? messages.activeInOtherTab : messages.offered;
  useEffect(() => {
    if (isShown) announcer.announce(`${sentence} ${messages.announcedPlace}`);
  }, [isShown, sentence, announcer]);
  if (!isShown) return null;
  return (
    <section
      class={`${bottom.bar} ${styles.updateBar}`}
      aria-label={messages.heading}
      data-update={update}
    >
      <p>
        {sentence} {isBusy.value ? messages.busy : hasUnsavedResults.value && messages.unsaved}
      </p>
      <div class="actions">
        <button
          type="button"
          class="text-button"
          aria-disabled={isBusy.value || update === 'applying'}
          onClick={() => void appUpdates.apply()}
        >
          {messages.reload}
        </button>
        <button type="button" class="text-button" onClick={() => setDismissed(update)}>
          {messages.later}
        </button>
      </div>
    </section>
  );
}
