/** Messages about the CSV export. */
import type { CsvMessages } from '../messages.ts';

export const csv: CsvMessages = {
  /** Before the list of formats. */
  format: 'Format CSV',
  /** What separates the columns. */
  separators: { ',': 'virgule', ';': 'point-virgule' },
};
