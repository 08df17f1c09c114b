/** Messages about the CSV export. */
import type { CsvMessages } from '../messages.ts';

export const csv: CsvMessages = {
  /** Before the list of formats. */
  format: 'Formato CSV',
  /** Two cells in each format, and whose spreadsheet reads it. */
  formats: {
    comma: '1.5, 2.5 (Excel en México, EE. UU.…)',
    semicolon: '1,5; 2,5 (Excel en España…)',
    'semicolon-point': '1.5; 2.5 (Excel en Suiza)',
  },
  /** Headings of the plain table. */
  columns: {
    name: 'Grabación',
    verdict: 'Veredicto',
    hot: 'Probabilidad de caliente (%)',
    seconds: 'Duración (s)',
    label: 'En realidad',
    note: 'Nota',
    date: 'Fecha',
  },
};
