/** What comes back for a recording; the shapes are src/wasm.rs's. */
import type { Answer as Heard, Spectrogram } from '../wasm/hot_or_cold.js';

export type { Saliency, Spectrogram, Temperature, Verdict } from '../wasm/hot_or_cold.js';

export interface Answer extends Omit<Heard, 'spectrogram'> {
  /** Absent where the answer was kept from an earlier visit: the picture comes when its card is near. */
  spectrogram?: Spectrogram;
  /** The cup whose cold pours it is relative to; absent without. */
  cup?: string;
  /** Ids of those cold pours; absent in answers that were kept before they were told. */
  coldPours?: readonly string[];
  /** The model that gave it, where that is not this page's. */
  model?: ModelName;
}

export interface ModelName {
  version: string;
  sha256: string;
}
