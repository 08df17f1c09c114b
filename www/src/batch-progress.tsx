/** How far all recordings are, while some are still to come. */
import { useComputed } from '@preact/signals';
import type { Results } from './results.ts';
import { strings } from './strings.ts';

export const CANCEL_ALL = 'cancel-all';

export function BatchProgress({ results, onCancel }: { results: Results; onCancel: () => void }) {
  const done = useComputed(
    () => results.list.value.filter(({ settled }) => settled.value !== undefined).length,
  ).value;
  const all = results.list.value.length;
  if (all < 2 || done === all) return null;
  const { batch } = strings;
  return (
    <div class="batch-progress">
      <p>{batch.progress(done, all)}</p>
      <progress aria-label={batch.meter} max={all} value={done} />
      <button id={CANCEL_ALL} type="button" class="quiet-button" onClick={onCancel}>
        {batch.cancelAll}
      </button>
    </div>
  );
}
