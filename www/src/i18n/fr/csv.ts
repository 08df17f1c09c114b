/** Messages about the CSV export. */
import type { CsvMessages } from '../messages.ts';

export const csv: CsvMessages = {
  /** Before the list of formats. */
  format: 'Format CSV',
  /** Two cells in each format, and whose spreadsheet reads it. */
  formats: {
    comma: '1.5, 2.5 (Excel aux États-Unis…)',
    semicolon: '1,5; 2,5 (Excel en France…)',
    'semicolon-point': '1.5; 2.5 (Excel en Suisse)',
  },
  /** Headings of the plain table. */
  columns: {
    name: 'Enregistrement',
    verdict: 'Verdict',
    hot: 'Probabilité de chaud (%)',
    seconds: 'Durée (s)',
    label: 'En réalité',
    note: 'Note',
    date: 'Date',
  },
};
