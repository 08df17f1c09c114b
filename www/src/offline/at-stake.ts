/** What a reload would lose. */
import { computed, type ReadonlySignal } from '@preact/signals';
import type { History } from '../history/history.ts';
import type { Session } from '../live/session.ts';
import type { Results } from '../results.ts';

/** Something is being listened to, live or from a file. */
export function underWay(
  session: Pick<Session, 'view'>,
  results: Pick<Results, 'list'>,
): ReadonlySignal<boolean> {
  return computed(
    () =>
      session.view.value.phase !== 'idle' ||
      results.list.value.some(({ settled }) => settled.value === undefined),
  );
}

/** There are results of the person's own, and they are not kept on this device. */
export function unkept(
  results: Pick<Results, 'list'>,
  { on, problem }: Pick<History, 'on' | 'problem'>,
): ReadonlySignal<boolean> {
  return computed(
    () =>
      (!on.value || problem.value !== undefined) &&
      results.list.value.some(({ source: { origin } }) => ['own', 'live'].includes(origin.kind)),
  );
}
