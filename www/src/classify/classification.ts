/** What comes back for a recording; the shapes are src/wasm.rs's. */
import type { Answer as Heard, Spectrogram } from '../../wasm/hot_or_cold.js';

export type { Saliency, Spectrogram, Temperature, Verdict } from '../../wasm/hot_or_cold.js';

export interface Classification extends Omit<Heard, 'spectrogram'> {
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

/** The chance that belongs to a verdict: of cold where the verdict is cold. */

export interface LabelledProbability {
  of: 'hot' | 'cold' | 'pouring';
  probability: number;
}

export function probabilityOfVerdict(
  answer: Pick<Classification, 'verdict' | 'probabilityHot' | 'probabilityPouring'>,
): LabelledProbability {
  const { verdict, probabilityHot, probabilityPouring } = answer;
  switch (verdict) {
    case 'hot':
    case 'unsure':
      return { of: 'hot', probability: probabilityHot };
    case 'cold':
      return { of: 'cold', probability: 1 - probabilityHot };
    case 'not-pouring':
      return { of: 'pouring', probability: probabilityPouring };
  }
}
