import type { LiveState, Reference } from '../../wasm/hot_or_cold.js';
import type { Outcome } from '../worker/protocol.ts';

/** What the capture worklet and the page say to each other. */

export const CAPTURE_PROCESSOR = 'capture';

/** A stretch of mono sound, ±1 full scale. */
export interface Block {
  /** The context's frame at the first sample: a gap before it is sound that was lost. */
  start: number;
  /** When it was sent, in ms since 1970: a leap is time in which nothing was heard. */
  time: number;
  samples: Float32Array<ArrayBuffer>;
}

/** Tells the worklet to send what it still holds, and to end. */
export const FINISH = 'finish';

/** The worklet's answer: nothing comes after it. */
export const FINISHED = 'finished';

/** What the page and the live worker say to each other. */

export type { LiveState };

export interface LiveApi {
  /** Resolves when wasm and model are ready. */
  warm(): Promise<Outcome<true>>;
  /** Sound at this rate begins; with references verdicts are relative to them. */
  open(sampleRate: number, references?: Reference[]): Promise<Outcome<true>>;
  push(samples: Float32Array): Promise<Outcome<LiveState>>;
}
