/** Verdicts as a file: CSV for spreadsheets, JSON for programs. */
import { modelSha256, modelVersion } from '../classify/model-constants.ts';
import type { Result } from './results.ts';

/** The first six are named as `hot-or-cold classify --json` names them (src/main.rs). */
export interface Line {
  file: string;
  verdict: string | null;
  probability_hot: number | null;
  probability_pouring: number | null;
  seconds: number | null;
  error: string | null;
  /** What the person says it really was: hot, cold or not-pouring. */
  label: string | null;
  /** Cold pours that the verdict is relative to. */
  cold_references: number | null;
  /** The cup that they are of. */
  cup: string | null;
  /** Of hot water, in whole degrees, and between which it most likely is. */
  temperature_f: number | null;
  temperature_f_low: number | null;
  temperature_f_high: number | null;
  /** When the recording came to the page. */
  added: string;
  /** Where it was not the model of `Provenance`. */
  model_version?: string;
  model_sha256?: string;
}

export interface Provenance {
  app_version: string;
  model_version: string;
  model_sha256: string;
  exported: string;
}

const FIELDS = [
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
] as const satisfies readonly (keyof Line)[];

/** Recordings that are still waiting or listened to are left out. */
export function linesOf(results: readonly Result[]): Line[] {
  return results.flatMap(({ source: { name: file }, finalState, label, added }) => {
    const state = finalState.peek();
    if (state === undefined) return [];
    const answer = state.phase === 'classified' ? state.classification : undefined;
    return {
      file,
      verdict: answer?.verdict ?? null,
      probability_hot: answer?.probabilityHot ?? null,
      probability_pouring: answer?.probabilityPouring ?? null,
      seconds: answer?.seconds ?? null,
      error: state.phase === 'failed' ? state.failure.sentence : null,
      label: label.peek() ?? null,
      cold_references: answer?.references ?? null,
      cup: answer?.cup ?? null,
      temperature_f: degrees(answer?.temperature?.fahrenheit),
      temperature_f_low: degrees(answer?.temperature?.low),
      temperature_f_high: degrees(answer?.temperature?.high),
      added: new Date(added.date).toISOString(),
      ...(answer?.model && {
        model_version: answer.model.version,
        model_sha256: answer.model.sha256,
      }),
    };
  });
}

function degrees(fahrenheit: number | undefined): number | null {
  return fahrenheit === undefined ? null : Math.round(fahrenheit);
}

export function toJson(lines: readonly Line[], provenance: Provenance): string {
  return `${JSON.stringify({ ...provenance, recordings: lines }, null, 2)}\n`;
}

/** RFC 4180; where it comes from is on every line, so that files can be put together. */
export function toCsv(lines: readonly Line[], provenance: Provenance): string {
  const fields = [...FIELDS, ...(Object.keys(provenance) as (keyof Provenance)[])];
  const rows = lines.map((line) => {
    const cells = { ...provenance, ...line };
    return fields.map((field) => csvCell(cells[field])).join();
  });
  // Excel takes a file without this mark for one in its own old encoding.
  return `\ufeff${[fields.join(), ...rows].join('\r\n')}\r\n`;
}

/**
 * What spreadsheets take for the start of a formula; full-width forms are read alike in some. A
 * leading apostrophe makes it text (owasp.org/www-community/attacks/CSV_Injection).
 */
const FORMULA = /^[\s\0]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

export function csvCell(value: string | number | null): string {
  if (typeof value !== 'string') return value === null ? '' : String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",;\r\n\t']|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const WRITERS = {
  csv: { write: toCsv, type: 'text/csv' },
  json: { write: toJson, type: 'application/json' },
};

export function exportAs(format: keyof typeof WRITERS, results: readonly Result[]): void {
  const { write, type } = WRITERS[format];
  const provenance: Provenance = {
    app_version: __APP_VERSION__,
    model_version: modelVersion,
    model_sha256: modelSha256,
    exported: new Date().toISOString(),
  };
  const name = `hot-or-cold-${provenance.exported.slice(0, 10)}.${format}`;
  downloadFile(new Blob([write(linesOf(results), provenance)], { type }), name);
}

function downloadFile(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Later, because the browser reads the URL after this task.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
