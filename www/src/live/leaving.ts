/** A browser asks before it leaves a page that is listening: what was heard would be gone. */
import { effect } from '@preact/signals';
import type { Session } from './session.ts';

export function askBeforeLeaving(session: Pick<Session, 'view'>, place: Window = window): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  let asking = false;
  effect(() => {
    const listening = session.view.value.phase !== 'idle';
    if (listening === asking) return;
    asking = listening;
    // Not there all the time: it keeps a page out of the browser's memory for going back.
    if (listening) place.addEventListener('beforeunload', ask);
    else place.removeEventListener('beforeunload', ask);
  });
}
