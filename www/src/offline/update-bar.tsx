/** Offers the new version, at the bottom of the window. */
import type { ReadonlySignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { offline as words } from '../i18n/index.ts';
import type { Announcer } from '../ui/announcer.ts';
import type { AppUpdates } from './app-updates.ts';

interface Properties {
  offline: AppUpdates;
  announcer: Announcer;
  /** Something is under way that a reload would lose. */
  busy: ReadonlySignal<boolean>;
  /** There are results that are not kept. */
  unkept: ReadonlySignal<boolean>;
}

export function UpdateBar({ offline, announcer, busy, unkept }: Properties) {
  const update = offline.update.value;
  const [later, setLater] = useState<string>();
  const shown = update !== 'none' && later !== update;
  const sentence = update === 'elsewhere' ? words.activeInOtherTab : words.offered;
  useEffect(() => {
    if (shown) announcer.say(`${sentence} ${words.announcedPlace}`);
  }, [shown, sentence, announcer]);
  if (!shown) return null;
  return (
    <section class="undo-bar update-bar" aria-label={words.heading} data-update={update}>
      <p>
        {sentence} {busy.value ? words.busy : unkept.value && words.unsaved}
      </p>
      <div class="actions">
        <button
          type="button"
          class="text-button"
          aria-disabled={busy.value || update === 'applying'}
          onClick={() => void offline.apply()}
        >
          {words.reload}
        </button>
        <button type="button" class="text-button" onClick={() => setLater(update)}>
          {words.later}
        </button>
      </div>
    </section>
  );
}
