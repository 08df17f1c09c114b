/** Types of single messages; apart from `messages.ts`, which imports the English texts. */
import type { ErrorValues } from '../../wasm/hot_or_cold.js';

export interface GuideSection {
  heading: string;
  /** Shown as a numbered list. */
  steps?: readonly string[];
  /** Shown as a list with bullets. */
  points?: readonly string[];
  note?: string;
}

/** Errors of the core by their code, each with the values of its message. */
export type ErrorsByCode = { [E in ErrorValues as E['code']]: E };

export type ErrorCode = keyof ErrorsByCode;

/** Translated messages of errors. A missing one is shown in English, as by the core. */
export type ErrorMessages = {
  readonly [C in ErrorCode]?: (values: ErrorsByCode[C]) => string;
};
