/**
 * The CSV format that the person's spreadsheet opens in columns, until the person chooses another.
 *
 * A spreadsheet uses the separators of its region. With German settings, Excel puts a line with
 * commas into one column. It takes `8.5` for a date.
 */
import { computed, signal } from '@preact/signals';
import { language } from '../i18n/locale.ts';
import { readSetting, writeSetting } from '../util/storage.ts';

export interface CsvFormat {
  separator: ',' | ';';
  decimalPoint: '.' | ',';
}

/**
 * No format starts with a line `sep=;`, although Excel would then accept any separator. Excel reads
 * such a file in a legacy encoding, in spite of the byte order mark (alexcaza/export-to-csv#119).
 * Numbers, pandas and other programs take the line for the names of the columns.
 */
export const CSV_FORMATS = {
  comma: { separator: ',', decimalPoint: '.' },
  semicolon: { separator: ';', decimalPoint: ',' },
  /** For Switzerland, and for programs that want semicolons. */
  'semicolon-point': { separator: ';', decimalPoint: '.' },
} as const satisfies Record<string, CsvFormat>;

export type CsvFormatName = keyof typeof CSV_FORMATS;

export const CSV_FORMAT_NAMES = Object.keys(CSV_FORMATS) as CsvFormatName[];

/** Regions with a decimal point whose spreadsheets separate by semicolons. */
const SEMICOLON_AND_POINT = new Set(['CH', 'LI']);

/** Key in localStorage. */
const CSV_FORMAT_KEY = 'csv-format';

/**
 * Formats differ by region: Mexico has decimal points, Spain has commas. A semicolon wins if either
 * the first language of the browser or that of the page needs it. Many people with German settings
 * have an English browser, or read the page in English.
 */
export function regionalCsvFormat(browser: readonly string[], page: string): CsvFormatName {
  const pageTag = browser.find((tag) => tag.split('-')[0] === page.split('-')[0]) ?? page;
  const formats = [...browser.slice(0, 1), pageTag].map(formatOfLocale);
  return formats.find((name) => name !== 'comma') ?? 'comma';
}

function formatOfLocale(tag: string): CsvFormatName {
  try {
    if (SEMICOLON_AND_POINT.has(new Intl.Locale(tag).region ?? '')) return 'semicolon-point';
    return (1.5).toLocaleString(tag).includes(',') ? 'semicolon' : 'comma';
  } catch {
    return 'comma';
  }
}

const chosen = signal(CSV_FORMAT_NAMES.find((name) => name === readSetting(CSV_FORMAT_KEY)));

export const csvFormat = computed<CsvFormatName>(
  () => chosen.value ?? regionalCsvFormat(globalThis.navigator?.languages ?? [], language.value),
);

export function chooseCsvFormat(name: CsvFormatName): void {
  chosen.value = name;
  writeSetting(CSV_FORMAT_KEY, name);
}
