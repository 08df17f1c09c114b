/** Types of the messages between the page and the worker that decodes. */
import type { DecodeErrorValues } from '../../wasm/hot_or_cold_decoder.js';
import type { Pcm } from '../util/wav.ts';
import type { WorkerFault } from '../worker/protocol.ts';

export interface DecodedFile extends Pcm {
  /** The samples as WAV, which every browser plays; undefined for long recordings. */
  wav: Blob | undefined;
}

export type DecodeFault =
  /** The decoder cannot read the file. The sentence is in English. */
  | { kind: 'refused'; values: DecodeErrorValues; sentence: string; detail: string }
  | { kind: 'too-long' }
  | WorkerFault;

export type DecodeOutcome<T> = { value: T } | { fault: DecodeFault };

export interface DecoderApi {
  /** Resolves when wasm is ready. */
  warm(): Promise<DecodeOutcome<true>>;
  /** Returns the URLs of script and wasm. */
  urls(): Promise<string[]>;
  /** Calls `onProgress` several times a second, as long as the decoder reads or returns samples. */
  decode(file: Blob, onProgress: () => void): Promise<DecodeOutcome<DecodedFile>>;
}
