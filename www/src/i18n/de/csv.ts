/** Messages about the CSV export. */
import type { CsvMessages } from '../messages.ts';

export const csv: CsvMessages = {
  /** Before the list of formats. */
  format: 'CSV-Format',
  /** Two cells in each format, and whose spreadsheet reads it. */
  formats: {
    comma: '1.5, 2.5 (Excel in den USA …)',
    semicolon: '1,5; 2,5 (Excel in Deutschland …)',
    'semicolon-point': '1.5; 2.5 (Excel in der Schweiz)',
  },
  /** Headings of the plain table. */
  columns: {
    name: 'Aufnahme',
    verdict: 'Urteil',
    hot: 'Wahrscheinlich heiß (%)',
    seconds: 'Dauer (s)',
    label: 'In Wirklichkeit',
    note: 'Notiz',
    date: 'Datum',
  },
};
