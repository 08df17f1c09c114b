/** Which results the list shows, and in which order. Table and cards share both. */
import { signal } from '@preact/signals';
import type { Count } from './verdict-counts.ts';

export type Column = 'name' | 'verdict' | 'hot' | 'pouring' | 'seconds' | 'label';

export interface Order {
  column: Column;
  isDescending: boolean;
}

/** The kind of results to show; undefined shows all. */
export const filter = signal<Count | undefined>(undefined);

/** Undefined is the order of the list: newest batch first. */
export const order = signal<Order | undefined>(undefined);
