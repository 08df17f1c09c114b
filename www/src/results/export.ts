/** Exports the results: a plain table for people, CSV with all columns and JSON for programs. */
import { isHotProbabilityTrusted, type PourClassification } from '../classify/classification.ts';
import { modelSha256, modelVersion } from '../classify/model-constants.ts';
import { nameOf } from '../history/result-name.ts';
import { csv, home } from '../i18n/index.ts';
import { CSV_FORMATS, type CsvFormat, csvFormat } from './csv-format.ts';
import { type Result, secondsOfResult } from './results.ts';
import { verdictWord } from './row-facts.tsx';

/** The fields that `hot-or-cold classify --json` also has are named as there. */
export interface ExportRow {
  file: string;
  verdict: string | null;
  probability_hot: number | null;
  probability_pouring: number | null;
  seconds: number | null;
  error: string | null;
  /** Identifies the kind of error in every language and version. */
  error_code: string | null;
  /** What the person says it was: hot, cold or not-pouring. */
  label: string | null;
  /** Number of known pours that the verdict is relative to; hot ones too, whatever its name. */
  cold_references: number | null;
  /** Name of their cup. */
  cup: string | null;
  /** Estimate for hot water, and its likely range, in whole degrees. */
  temperature_f: number | null;
  temperature_f_low: number | null;
  temperature_f_high: number | null;
  /** When the recording was added to the page. */
  added: string;
  /** In order of time; null if unknown. A CSV has their number instead. */
  pours: ExportedPour[] | null;
  /** Why the verdict is unsure, if more is known than the probability. */
  reason: string | null;
  /** The name and the note that the person gave it. */
  name: string | null;
  note: string | null;
  /** Present if it was not the model of `Provenance`. */
  model_version?: string;
  model_sha256?: string;
}

/** Start and end in seconds of the recording. */
interface ExportedPour {
  start: number;
  end: number;
  verdict: string;
  probability_hot: number;
}

export interface Provenance {
  app_version: string;
  model_version: string;
  model_sha256: string;
  exported: string;
}

const COLUMNS = [
  'file',
  'verdict',
  'probability_hot',
  'probability_pouring',
  'seconds',
  'error',
  'label',
  'cold_references',
  'cup',
  'temperature_f',
  'temperature_f_low',
  'temperature_f_high',
  'added',
] as const satisfies readonly (keyof ExportRow)[];

/** After the provenance, since programs may read the older columns by their place. */
const LATER_COLUMNS = ['pour_count', 'reason', 'error_code', 'name', 'note'] as const;

/** Skips unfinished recordings. */
export function exportRows(results: readonly Result[]): ExportRow[] {
  return results.flatMap(({ source, finalState, label, added, customName, note }) => {
    const state = finalState.peek();
    if (state === undefined) return [];
    const classification = state.phase === 'classified' ? state.classification : undefined;
    const failure = state.phase === 'failed' ? state.failure : undefined;
    return {
      file: source.name,
      verdict: classification?.verdict ?? null,
      probability_hot: classification?.probabilityHot ?? null,
      probability_pouring: classification?.probabilityPouring ?? null,
      seconds: classification?.seconds ?? failure?.seconds ?? null,
      error: failure?.sentence ?? null,
      error_code: failure?.code ?? null,
      label: label.peek() ?? null,
      cold_references: classification?.references ?? null,
      cup: classification?.cup ?? null,
      temperature_f: roundedOrNull(classification?.temperature?.fahrenheit),
      temperature_f_low: roundedOrNull(classification?.temperature?.low),
      temperature_f_high: roundedOrNull(classification?.temperature?.high),
      added: new Date(added.date).toISOString(),
      pours: classification?.pours?.map(exportPour) ?? null,
      reason: classification?.reason ?? null,
      name: customName.peek() ?? null,
      note: note.peek() ?? null,
      ...(classification?.model && {
        model_version: classification.model.version,
        model_sha256: classification.model.sha256,
      }),
    };
  });
}

function exportPour({ start, end, verdict, probabilityHot }: PourClassification): ExportedPour {
  return { start, end, verdict, probability_hot: probabilityHot };
}

function roundedOrNull(fahrenheit: number | undefined): number | null {
  return fahrenheit === undefined ? null : Math.round(fahrenheit);
}

export function toJson(rows: readonly ExportRow[], provenance: Provenance): string {
  return `${JSON.stringify({ ...provenance, recordings: rows }, null, 2)}\n`;
}

/** RFC 4180. The provenance is on every row, so that files can be concatenated. */
export function toCsv(
  rows: readonly ExportRow[],
  provenance: Provenance,
  format: CsvFormat = CSV_FORMATS[csvFormat.peek()],
): string {
  const provenanceColumns = Object.keys(provenance) as (keyof Provenance)[];
  const fields = [...COLUMNS, ...provenanceColumns, ...LATER_COLUMNS];
  const csvRows = rows.map((row) => {
    const cells = { ...provenance, ...row, ...roundedNumbers(row) };
    return fields.map((field) => csvCell(cells[field], format)).join(format.separator);
  });
  return csvFile([fields.join(format.separator), ...csvRows]);
}

function csvFile(lines: readonly string[]): string {
  // Without the byte order mark, Excel assumes a legacy encoding.
  return `\ufeff${lines.join('\r\n')}\r\n`;
}

/** What the summary shows, one row per result, in the language of the page. */
export function toTable(
  results: readonly Result[],
  format: CsvFormat = CSV_FORMATS[csvFormat.peek()],
): string {
  const { columns } = csv;
  const heading = [
    columns.name,
    columns.verdict,
    columns.hot,
    columns.seconds,
    columns.label,
    columns.note,
    columns.date,
  ];
  const rows = results.flatMap((result) => {
    const state = result.finalState.peek();
    if (state === undefined) return [];
    const classification = state.phase === 'classified' ? state.classification : undefined;
    const seconds = secondsOfResult(result);
    const label = result.label.peek();
    const row = [
      nameOf(result),
      verdictWord(result),
      classification && isHotProbabilityTrusted(classification)
        ? tablePercent(classification.probabilityHot)
        : null,
      seconds === undefined ? null : Number(seconds.toFixed(1)),
      label === undefined ? null : home.history.labels[label],
      result.note.peek() ?? null,
      localTime(new Date(result.added.date)),
    ];
    return [row];
  });
  return csvFile(
    [heading, ...rows].map((row) =>
      row.map((cell) => csvCell(cell, format)).join(format.separator),
    ),
  );
}

/** Never 0 or 100, like `roundedProbability`. */
function tablePercent(probability: number): number {
  return Number(Math.min(99.9, Math.max(0.1, 100 * probability)).toFixed(1));
}

/** “2026-12-01 09:41”: spreadsheets of every region read this as a date. */
function localTime(time: Date): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const day = [time.getFullYear(), pad(time.getMonth() + 1), pad(time.getDate())].join('-');
  return `${day} ${pad(time.getHours())}:${pad(time.getMinutes())}`;
}

/** Four digits of a probability and hundredths of a second: more are noise. */
function roundedNumbers(row: ExportRow) {
  return {
    probability_hot: roundedProbability(row.probability_hot),
    probability_pouring: roundedProbability(row.probability_pouring),
    seconds: row.seconds === null ? null : Number(row.seconds.toFixed(2)),
    pour_count: row.pours?.length ?? null,
  };
}

/** Never 0 or 1: the model is never certain, and rounding must not claim that it is. */
function roundedProbability(probability: number | null): number | null {
  if (probability === null) return null;
  return Number(Math.min(0.9999, Math.max(0.0001, probability)).toFixed(4));
}

/**
 * Matches text that spreadsheets may run as a formula, full-width characters included. A leading
 * apostrophe makes it text (owasp.org/www-community/attacks/CSV_Injection).
 */
const FORMULA = /^[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

export function csvCell(
  value: string | number | null,
  { decimalPoint }: CsvFormat = CSV_FORMATS.comma,
): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value).replace('.', decimalPoint);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\r\n\t']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

type ExportKind = 'table' | 'csv' | 'json';

export function exportAs(kind: ExportKind, results: readonly Result[]): void {
  const exported = new Date().toISOString();
  const { text, type, suffix } = write(kind, results, {
    app_version: __APP_VERSION__,
    model_version: modelVersion,
    model_sha256: modelSha256,
    exported,
  });
  const name = `hot-or-cold-${exported.slice(0, 10)}${suffix}`;
  downloadFile(new Blob([text], { type }), name);
}

function write(kind: ExportKind, results: readonly Result[], provenance: Provenance) {
  switch (kind) {
    case 'table':
      return { text: toTable(results), type: 'text/csv', suffix: '.csv' };
    case 'csv':
      return {
        text: toCsv(exportRows(results), provenance),
        type: 'text/csv',
        suffix: '-all-columns.csv',
      };
    case 'json':
      return {
        text: toJson(exportRows(results), provenance),
        type: 'application/json',
        suffix: '.json',
      };
  }
}

/** Saves the file where the browser saves downloads. */
export function downloadFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Later, because the browser reads the URL after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
