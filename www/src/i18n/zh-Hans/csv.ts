/** Messages about the CSV export. */
import type { CsvMessages } from '../messages.ts';

export const csv: CsvMessages = {
  /** Before the list of formats. */
  format: 'CSV 格式',
  /** What separates the columns. */
  separators: { ',': '逗号', ';': '分号' },
};
