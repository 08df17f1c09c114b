/** What the page and the live worker say to each other. */
import type { LiveState, Reference } from '../../wasm/hot_or_cold.js';
import type { Outcome } from '../engine-protocol.ts';

export type { LiveState };

export interface LiveApi {
  /** Resolves when wasm and model are ready. */
  warm(): Promise<Outcome<true>>;
  /** Sound at this rate begins; with references verdicts are relative to them. */
  open(sampleRate: number, references?: Reference[]): Promise<Outcome<true>>;
  push(samples: Float32Array): Promise<Outcome<LiveState>>;
}
