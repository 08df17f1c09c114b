/** What comes back for a recording; the shapes are src/wasm.rs's. */
export type { Answer, Saliency, Spectrogram, Temperature, Verdict } from '../wasm/hot_or_cold.js';
