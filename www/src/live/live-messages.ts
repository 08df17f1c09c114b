/** Messages between the page, the capture worklet and the live worker. */
import type { LiveState, PourReference } from '../../wasm/hot_or_cold.js';
import type { Outcome } from '../worker/protocol.ts';

export type { LiveState };

/** Name of the registered worklet processor. */
export const CAPTURE_PROCESSOR = 'capture';

/** Consecutive mono samples from the worklet, full scale ±1. */
export interface Block {
  /** The context's frame number of the first sample. A jump means lost samples. */
  start: number;
  /** When the block was sent, in ms since 1970. A jump means time without audio. */
  time: number;
  samples: Float32Array<ArrayBuffer>;
}

/** Asks the worklet to send its remaining samples and end. */
export const FINISH = 'finish';

/** The worklet's last message. */
export const FINISHED = 'finished';

/** Methods of the live worker. */
export interface LiveApi {
  /** Resolves when wasm and model are ready. */
  warm(): Promise<Outcome<true>>;
  /** Starts a recording. With references, verdicts are relative to them. */
  open(sampleRate: number, references?: PourReference[]): Promise<Outcome<true>>;
  push(samples: Float32Array): Promise<Outcome<LiveState>>;
}
