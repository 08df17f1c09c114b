/** What the page and its worker say to each other. */
import type { Reference } from '../../wasm/hot_or_cold.js';
import type { Classification, Saliency } from '../classify/classification.ts';
import type { ErrorValues } from '../i18n/message-types.ts';
import type { Pcm } from '../util/wav.ts';

/**
 * Results are data, not exceptions: Comlink carries an Error's message and stack across, and drops
 * the `code` by which the page knows one from another.
 */
export type Outcome<T> = { value: T } | { fault: Fault };

/** The core refused the recording. */
export interface CoreError {
  kind: 'refused';
  code: string;
  values: ErrorValues;
  /** The core's own, in English. */
  sentence: string;
}

export type Fault =
  | CoreError
  /** A panic or a trap: the wasm instance is poisoned and the worker must go. */
  | { kind: 'crashed'; detail: string }
  /** wasm or model could not be fetched or compiled. */
  | { kind: 'not-loaded'; detail: string };

export type Progress = (fraction: number) => void;

export interface ClassifierApi {
  /** Resolves when wasm and model are ready. */
  warm(): Promise<Outcome<true>>;
  /** With references the answer is relative to them. */
  classify(
    pcm: Pcm,
    pictureMaxColumns: number,
    onProgress: Progress,
    references?: Reference[],
  ): Promise<Outcome<Classification>>;
  saliency(pcm: Pcm, onProgress: Progress): Promise<Outcome<Saliency>>;
  /** What the model hears in a cold pour, to compare others with. */
  reference(pcm: Pcm): Promise<Outcome<Reference>>;
  synthesisePour(
    fahrenheit: number,
    seconds: number,
    sampleRate: number,
    seed: number,
  ): Promise<Outcome<Float32Array<ArrayBuffer>>>;
}
