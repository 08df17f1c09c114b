/** Messages about the CSV export. */
import type { CsvMessages } from '../messages.ts';

export const csv: CsvMessages = {
  /** Before the list of formats. */
  format: 'CSVの形式',
  /** Two cells in each format, and whose spreadsheet reads it. */
  formats: {
    comma: '1.5, 2.5（日本、米国などのExcel）',
    semicolon: '1,5; 2,5（ドイツ、フランスなどのExcel）',
    'semicolon-point': '1.5; 2.5（スイスのExcel）',
  },
  /** Headings of the plain table. */
  columns: {
    name: '録音',
    verdict: '判定',
    hot: 'お湯の確率（%）',
    seconds: '長さ（秒）',
    label: '正解',
    note: 'メモ',
    date: '日時',
  },
};
