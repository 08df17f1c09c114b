/** Messages about the CSV export. */
import type { CsvMessages } from '../messages.ts';

export const csv: CsvMessages = {
  /** Before the list of formats. */
  format: 'CSVの形式',
  /** What separates the columns. */
  separators: { ',': 'カンマ', ';': 'セミコロン' },
};
