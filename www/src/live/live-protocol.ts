/** What the page and the live worker say to each other. */
import type { LiveState } from '../../wasm/hot_or_cold.js';
import type { Outcome } from '../engine-protocol.ts';

export type { LiveState };

export interface LiveApi {
  /** Resolves when wasm and model are ready. */
  warm(): Promise<Outcome<true>>;
  /** Sound at this rate begins. */
  open(sampleRate: number): Promise<Outcome<true>>;
  push(samples: Float32Array): Promise<Outcome<LiveState>>;
}
