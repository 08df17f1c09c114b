/** The few facts of the model that the page shows, taken from its sidecar and written nowhere else. */
import { front_end, labels, model, thresholds, version } from '../../../model/hot-or-cold.json';

export const hotMinFahrenheit = labels.hot_min_f;
export const coldMaxFahrenheit = labels.cold_max_f;
export const modelVersion = version;
export const modelSha256 = model.sha256;
/** The least chance of a pour at which sound counts as one. */
export const pouringThreshold = thresholds.pouring;
/** The least chance at which a verdict is hot or cold. */
export const confidenceThreshold = thresholds.confidence;

/** Columns of a spectrogram in a second, where none are drawn together. */
export const framesPerSecond = front_end.sample_rate / front_end.hop;

/** What a pour can be, for whoever guesses and for the truth. */
export type HotOrCold = 'hot' | 'cold';

export function groundTruth(fahrenheit: number): HotOrCold {
  return fahrenheit >= hotMinFahrenheit ? 'hot' : 'cold';
}
