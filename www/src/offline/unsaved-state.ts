/** Computes whether a reload would interrupt work or lose results. */
import { computed, effect, type ReadonlySignal } from '@preact/signals';
import type { History } from '../history/history.ts';
import type { Recorder } from '../live/recorder.ts';
import type { Results } from '../results/results.ts';

/** Whether a recording or a classification is in progress. */
export function isBusy(
  recorder: Pick<Recorder, 'view'>,
  results: Pick<Results, 'list'>,
): ReadonlySignal<boolean> {
  return computed(
    () =>
      recorder.view.value.phase !== 'idle' ||
      results.list.value.some(({ finalState }) => finalState.value === undefined),
  );
}

/** Whether there are results of chosen files or live recordings that are not stored. */
export function hasUnsavedResults(
  results: Pick<Results, 'list'>,
  { isEnabled, problem }: Pick<History, 'isEnabled' | 'problem'>,
): ReadonlySignal<boolean> {
  return computed(
    () =>
      (!isEnabled.value || problem.value !== undefined) &&
      results.list.value.some(({ source: { origin } }) => ['own', 'live'].includes(origin.kind)),
  );
}

/** Makes the browser ask before it leaves the page during a recording or before a write ends. */
export function confirmBeforeUnload(
  recorder: Pick<Recorder, 'view'>,
  history: Pick<History, 'isSaving'>,
  target: Pick<Window, 'addEventListener' | 'removeEventListener'> = window,
): void {
  const ask = (event: BeforeUnloadEvent) => event.preventDefault();
  let isAsking = false;
  effect(() => {
    const wouldLose = recorder.view.value.phase !== 'idle' || history.isSaving.value;
    if (wouldLose === isAsking) return;
    isAsking = wouldLose;
    // Added only while needed: the listener disables the back/forward cache.
    if (wouldLose) target.addEventListener('beforeunload', ask);
    else target.removeEventListener('beforeunload', ask);
  });
}
