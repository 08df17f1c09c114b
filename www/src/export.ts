/** Verdicts as a file: CSV for spreadsheets, JSON for programs. */
import { modelSha256, modelVersion } from './model-facts.ts';
import type { Result } from './results.ts';
import { saveFile } from './save-file.ts';

/** Named as `hot-or-cold classify --json` names them (src/main.rs). */
export interface Line {
  file: string;
  verdict: string | null;
  probability_hot: number | null;
  probability_pouring: number | null;
  seconds: number | null;
  error: string | null;
}

export interface Provenance {
  app_version: string;
  model_version: string;
  model_sha256: string;
  date: string;
}

const FIELDS = [
  'file',
  'verdict',
  'probability_hot',
  'probability_pouring',
  'seconds',
  'error',
] as const satisfies readonly (keyof Line)[];

/** Recordings that are still waiting or listened to are left out. */
export function linesOf(results: readonly Result[]): Line[] {
  return results.flatMap(({ source: { name: file }, settled }) => {
    const state = settled.peek();
    if (state === undefined) return [];
    const answer = state.phase === 'answered' ? state.answer : undefined;
    return {
      file,
      verdict: answer?.verdict ?? null,
      probability_hot: answer?.probabilityHot ?? null,
      probability_pouring: answer?.probabilityPouring ?? null,
      seconds: answer?.seconds ?? null,
      error: state.phase === 'failed' ? state.failure.message : null,
    };
  });
}

export function toJson(lines: readonly Line[], provenance: Provenance): string {
  return `${JSON.stringify({ ...provenance, recordings: lines }, null, 2)}\n`;
}

/** RFC 4180; where it comes from is on every line, so that files can be put together. */
export function toCsv(lines: readonly Line[], provenance: Provenance): string {
  const header = [...FIELDS, ...Object.keys(provenance)].join();
  const rows = lines.map((line) =>
    [...FIELDS.map((field) => line[field]), ...Object.values(provenance)].map(csvCell).join(),
  );
  // Excel takes a file without this mark for one in its own old encoding.
  return `\ufeff${[header, ...rows].join('\r\n')}\r\n`;
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
    date: new Date().toISOString(),
  };
  const name = `hot-or-cold-${provenance.date.slice(0, 10)}.${format}`;
  saveFile(new Blob([write(linesOf(results), provenance)], { type }), name);
}
