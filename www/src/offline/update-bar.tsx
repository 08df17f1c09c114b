/** The bar at the bottom of the window that offers a new version. */
import { useEffect, useState } from 'preact/hooks';
import { offline as words } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import bottom from '../ui/bottom-bar.module.css';
import styles from './update-bar.module.css';

export function UpdateBar() {
  const { announcer, appUpdates, hasUnsavedResults, isBusy } = useApp();
  const update = appUpdates.update.value;
  const [dismissed, setDismissed] = useState<string>();
  const shown = update !== 'none' && dismissed !== update;
  const sentence = update === 'updated-in-another-tab' ? words.activeInOtherTab : words.offered;
  useEffect(() => {
    if (shown) announcer.say(`${sentence} ${words.announcedPlace}`);
  }, [shown, sentence, announcer]);
  if (!shown) return null;
  return (
    <section
      class={`${bottom.bar} ${styles.updateBar}`}
      aria-label={words.heading}
      data-update={update}
    >
      <p>
        {sentence} {isBusy.value ? words.busy : hasUnsavedResults.value && words.unsaved}
      </p>
      <div class="actions">
        <button
          type="button"
          class="text-button"
          aria-disabled={isBusy.value || update === 'applying'}
          onClick={() => void appUpdates.apply()}
        >
          {words.reload}
        </button>
        <button type="button" class="text-button" onClick={() => setDismissed(update)}>
          {words.later}
        </button>
      </div>
    </section>
  );
}
