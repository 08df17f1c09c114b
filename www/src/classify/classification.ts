/** The result for one recording. Its shape comes from src/wasm.rs. */
import type {
  Classification as CoreClassification,
  PourClassification,
  Spectrogram,
} from '../../wasm/hot_or_cold.js';

export type {
  PourClassification,
  Saliency,
  Spectrogram,
  TemperatureEstimate,
  UnsureReason,
  Verdict,
} from '../../wasm/hot_or_cold.js';

export interface Classification extends Omit<CoreClassification, 'spectrogram' | 'pours'> {
  /** In order of time. Absent in results stored by older versions. */
  pours?: readonly PourClassification[];
  /** Absent in results of an earlier visit, whose spectrogram is loaded with the card. */
  spectrogram?: Spectrogram;
  /** Present if the recording is so clipped that the result may suffer (util/clipping.ts). */
  isClipped?: true;
  /** Name of the cup whose known pours it is relative to. */
  cup?: string;
  /** Ids of those pours; absent without a cup, and in results stored by older versions. */
  knownPours?: readonly string[];
  /** Model that gave it; absent for the model of this page. */
  model?: ModelName;
}

export interface ModelName {
  version: string;
  sha256: string;
}

export interface LabelledProbability {
  of: 'hot' | 'cold' | 'pouring';
  probability: number;
}

/** Whether the probability of hot is of use: not without a pour, or after strong compression. */
export function isHotProbabilityTrusted({
  verdict,
  reason,
}: Pick<Classification, 'verdict' | 'reason'>): boolean {
  return verdict !== 'not-pouring' && reason !== 'compressed';
}

/** The probability to show with a verdict: of cold for `cold`, of pouring for `not-pouring`. */
export function probabilityOfVerdict({
  verdict,
  probabilityHot,
  probabilityPouring,
}: Pick<Classification, 'verdict' | 'probabilityHot' | 'probabilityPouring'>): LabelledProbability {
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
