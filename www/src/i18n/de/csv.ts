/** Messages about the CSV export. */
import type { CsvMessages } from '../messages.ts';

export const csv: CsvMessages = {
  /** Before the list of formats. */
  format: 'CSV-Format',
  /** What separates the columns. */
  separators: { ',': 'Komma', ';': 'Semikolon' },
};
