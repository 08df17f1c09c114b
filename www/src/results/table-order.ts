/** Sorts the summary table and the cards by a column. */
import { useComputed } from '@preact/signals';
import { isHotProbabilityTrusted } from '../classify/classification.ts';
import { nameOf } from '../history/result-name.ts';
import type { Column, Order } from './list-view.ts';
import type { FinalState, Result, Results } from './results.ts';
import { COUNTS, LABELS } from './verdict-counts.ts';

const COLUMNS: readonly Column[] = ['name', 'verdict', 'hot', 'pouring', 'seconds'];

/** The columns, with that of labels only if there are any: an empty one would take space. */
export function useColumns({ list }: Results): readonly Column[] {
  const hasLabels = useComputed(() => list.value.some(({ label }) => label.value)).value;
  return hasLabels ? [...COLUMNS, 'label'] : COLUMNS;
}

/** The first press on a column sorts ascending, the next one descending. */
export function nextOrder(column: Column, order: Order | undefined): Order {
  return { column, isDescending: order?.column === column && !order.isDescending };
}

export function sortResults(list: readonly Result[], order: Order | undefined): readonly Result[] {
  if (order === undefined) return list;
  const { column, isDescending } = order;
  const keyed = list.map((result) => ({ result, key: sortKey(result, column) }));
  return keyed
    .toSorted((a, b) => {
      // Unknown values come last in either direction.
      if (a.key === undefined || b.key === undefined) {
        return Number(a.key === undefined) - Number(b.key === undefined);
      }
      return isDescending ? compare(b.key, a.key) : compare(a.key, b.key);
    })
    .map(({ result }) => result);
}

type Key = string | number;

const byName = new Intl.Collator(undefined, { numeric: true });

function compare(a: Key, b: Key): number {
  return typeof a === 'string' || typeof b === 'string'
    ? byName.compare(String(a), String(b))
    : a - b;
}

function sortKey(result: Result, column: Column): Key | undefined {
  const { finalState, label } = result;
  if (column === 'label') return label.value && LABELS.indexOf(label.value);
  return column === 'name' ? nameOf(result) : classificationKey(finalState.value, column);
}

function classificationKey(state: FinalState | undefined, column: Column): number | undefined {
  if (column === 'verdict') {
    return (
      state && COUNTS.indexOf(state.phase === 'failed' ? 'failed' : state.classification.verdict)
    );
  }
  if (state?.phase === 'failed') return column === 'seconds' ? state.failure.seconds : undefined;
  if (state === undefined) return undefined;
  const { probabilityHot, probabilityPouring, seconds } = state.classification;
  switch (column) {
    case 'hot':
      return isHotProbabilityTrusted(state.classification) ? probabilityHot : undefined;
    case 'pouring':
      return probabilityPouring;
    default:
      return seconds;
  }
}
