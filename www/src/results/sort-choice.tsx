/** Chooses the order of the results on a phone, where no table has columns to press. */
import { home } from '../i18n/index.ts';
import { type Column, order } from './list-view.ts';
import type { Results } from './results.ts';
import styles from './sort-choice.module.css';
import { useColumns } from './table-order.ts';

export function SortChoice({ results }: { results: Results }) {
  const { summary } = home;
  const columns = useColumns(results);
  const chosen = order.value;
  // The column of labels disappears with the last label.
  const current = chosen && columns.includes(chosen.column) ? chosen : undefined;
  return (
    <div class={styles.sortChoice}>
      <label class="choice">
        {summary.sortBy}
        <select
          value={current?.column ?? ''}
          onChange={({ currentTarget: { value } }) => {
            const column = value === '' ? undefined : (value as Column);
            order.value = column && { column, isDescending: false };
          }}
        >
          <option value="">{summary.newestFirst}</option>
          {columns.map((column) => (
            <option key={column} value={column}>
              {summary.columns[column]}
            </option>
          ))}
        </select>
      </label>
      {current && (
        <button
          type="button"
          class="quiet-button"
          aria-pressed={current.isDescending}
          onClick={() => {
            order.value = { ...current, isDescending: !current.isDescending };
          }}
        >
          {summary.reverse}
        </button>
      )}
    </div>
  );
}
