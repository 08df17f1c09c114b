/** Messages about the CSV export. */
import type { CsvMessages } from '../messages.ts';

export const csv: CsvMessages = {
  /** Before the list of formats. */
  format: 'CSV 格式',
  /** Two cells in each format, and whose spreadsheet reads it. */
  formats: {
    comma: '1.5, 2.5（中国、美国等地的 Excel）',
    semicolon: '1,5; 2,5（德国、法国等地的 Excel）',
    'semicolon-point': '1.5; 2.5（瑞士的 Excel）',
  },
  /** Headings of the plain table. */
  columns: {
    name: '录音',
    verdict: '判断',
    hot: '热水可能性（%）',
    seconds: '时长（秒）',
    label: '实际',
    note: '备注',
    date: '日期',
  },
};
