/** Messages about the CSV export. */

export const csv = {
  /** Before the list of formats. */
  format: 'CSV format',
  /** What separates the columns. */
  separators: { ',': 'comma', ';': 'semicolon' },
} as const;
