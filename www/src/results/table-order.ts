/** The rows of the summary's table, in the order that a person asked for. */

import type { FinalState, Result } from './results.ts';
import { COUNTS, LABELS } from './verdict-counts.ts';

export type Column = 'name' | 'verdict' | 'hot' | 'pouring' | 'seconds' | 'label';

export interface Order {
  column: Column;
  descending: boolean;
}

/** A first press sorts upwards, the next one downwards. */
export function pressed(column: Column, order: Order | undefined): Order {
  return { column, descending: order?.column === column && !order.descending };
}

export function inOrder(list: readonly Result[], order: Order | undefined): readonly Result[] {
  if (order === undefined) return list;
  const { column, descending } = order;
  const keyed = list.map((result) => ({ result, key: key(result, column) }));
  return keyed
    .toSorted((a, b) => {
      // What is not known comes last in either direction.
      if (a.key === undefined || b.key === undefined) {
        return Number(a.key === undefined) - Number(b.key === undefined);
      }
      return descending ? compare(b.key, a.key) : compare(a.key, b.key);
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

function key({ source, finalState, label }: Result, column: Column): Key | undefined {
  if (column === 'label') return label.value && LABELS.indexOf(label.value);
  return column === 'name' ? source.name : outcomeKey(finalState.value, column);
}

function outcomeKey(state: FinalState | undefined, column: Column): number | undefined {
  if (column === 'verdict') {
    return (
      state && COUNTS.indexOf(state.phase === 'failed' ? 'failed' : state.classification.verdict)
    );
  }
  if (state?.phase !== 'classified') return undefined;
  const { verdict, probabilityHot, probabilityPouring, seconds } = state.classification;
  switch (column) {
    case 'hot':
      return verdict === 'not-pouring' ? undefined : probabilityHot;
    case 'pouring':
      return probabilityPouring;
    default:
      return seconds;
  }
}
