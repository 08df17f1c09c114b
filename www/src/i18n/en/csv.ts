/** Messages about the CSV export. */

export const csv = {
  /** Before the list of formats. */
  format: 'CSV format',
  /** Two cells in each format, and whose spreadsheet reads it. */
  formats: {
    comma: '1.5, 2.5 (Excel in the UK, US…)',
    semicolon: '1,5; 2,5 (Excel in Germany, France…)',
    'semicolon-point': '1.5; 2.5 (Excel in Switzerland)',
  },
  /** Headings of the plain table. */
  columns: {
    name: 'Recording',
    verdict: 'Verdict',
    hot: 'Chance of hot (%)',
    seconds: 'Length (s)',
    label: 'What it really was',
    note: 'Note',
    date: 'Date',
  },
} as const;
