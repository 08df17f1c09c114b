/** Messages about the CSV export. */
import type { CsvMessages } from '../messages.ts';

export const csv: CsvMessages = {
  /** Before the list of formats. */
  format: 'Formato CSV',
  /** What separates the columns. */
  separators: { ',': 'coma', ';': 'punto y coma' },
};
