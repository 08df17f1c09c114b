/** Types of the messages between the page and its classifier workers. */
import type { ErrorValues, PourReference } from '../../wasm/hot_or_cold.js';
import type { Classification, Saliency } from '../classify/classification.ts';
import type { ErrorCode } from '../i18n/message-types.ts';
import type { Pcm } from '../util/wav.ts';

/**
 * Errors are returned as data: Comlink transfers the message and stack of an Error and drops its
 * `code`.
 */
export type Outcome<T> = { value: T } | { fault: Fault };

/** The core refused the recording. */
export interface CoreError {
  kind: 'refused';
  code: ErrorCode;
  values: ErrorValues;
  /** In English. */
  sentence: string;
}

export type Fault = CoreError | WorkerFault;

export type WorkerFault =
  /** A panic or trap. The wasm instance is unusable, so the worker must be replaced. */
  | { kind: 'crashed'; detail: string }
  /** Wasm or model could not be fetched or compiled. */
  | { kind: 'not-loaded'; detail: string };

/** The first message of each worker, which says that its script has arrived. */
export const STARTED = 'started';

/** Called with 0 … 1. */
export type Progress = (fraction: number) => void;

export interface ClassifierApi {
  /** Resolves when wasm and model are ready. */
  warm(): Promise<Outcome<true>>;
  /** With references, the result is relative to them. */
  classify(
    pcm: Pcm,
    maxSpectrogramColumns: number,
    onProgress: Progress,
    references?: PourReference[],
  ): Promise<Outcome<Classification>>;
  saliency(pcm: Pcm, onProgress: Progress): Promise<Outcome<Saliency>>;
  /** Measures a pour of known temperature, so that `classify` can compare others with it. */
  reference(pcm: Pcm, isHot: boolean): Promise<Outcome<PourReference>>;
  /** Counts the pours of a cup that get the right class when judged relative to the others. */
  countRight(references: PourReference[]): Promise<Outcome<number>>;
  synthesisePour(
    fahrenheit: number,
    seconds: number,
    sampleRate: number,
    seed: number,
  ): Promise<Outcome<Float32Array<ArrayBuffer>>>;
}
