/** What a browser must have, and the sentence for one that has not. */
import { simd } from 'wasm-feature-detect';
import { strings } from './strings.ts';

export async function whatIsMissing(): Promise<string | undefined> {
  // There is no build without SIMD: it would be 3–5 × slower.
  if (typeof WebAssembly !== 'object' || !(await simd())) return strings.page.noSimd;
  if (typeof OfflineAudioContext !== 'function') return strings.page.noWebAudio;
  return undefined;
}
