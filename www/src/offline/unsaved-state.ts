/** What a reload would lose. */
import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { History } from '../history/history.ts';
import type { Recorder } from '../live/recorder.ts';
import type { Results } from '../results/results.ts';

/** Something is being listened to, live or from a file. */
export function isBusy(
  session: Pick<Recorder, 'view'>,
  results: Pick<Results, 'list'>,
): ReadonlySignal<boolean> {
  return computed(
    () =>
      session.view.value.phase !== 'idle' ||
      results.list.value.some(({ finalState }) => finalState.value === undefined),
  );
}

/** There are results of the person's own, and they are not kept on this device. */
export function hasUnsavedResults(
  results: Pick<Results, 'list'>,
  { enabled, problem }: Pick<History, 'enabled' | 'problem'>,
): ReadonlySignal<boolean> {
  return computed(
    () =>
      (!enabled.value || problem.value !== undefined) &&
      results.list.value.some(({ source: { origin } }) => ['own', 'live'].includes(origin.kind)),
  );
}

/** A browser asks before it leaves a page that is listening: what was heard would be gone. */

export function confirmBeforeUnload(session: Pick<Recorder, 'view'>, place: Window = window): void {
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
