/** Types of single messages; apart from `messages.ts`, which imports the English texts. */
import type { ErrorValues } from '../../wasm/hot_or_cold.js';
import type { DecodeErrorValues } from '../../wasm/hot_or_cold_decoder.js';

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

/** Errors of the decoder by their code, each with the values of its message. */
export type DecodeErrorsByCode = { [E in DecodeErrorValues as E['code']]: E };

export type DecodeErrorCode = keyof DecodeErrorsByCode;

/** Translated messages of the decoder's errors. A missing one is shown in English. */
export type DecodeErrorMessages = {
  readonly [C in DecodeErrorCode]?: (values: DecodeErrorsByCode[C]) => string;
};
