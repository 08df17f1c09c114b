/** Constants of the model, read from its sidecar. */
import { front_end, labels, model, thresholds, version } from '../../../model/hot-or-cold.json';

export const hotMinFahrenheit = labels.hot_min_f;
export const coldMaxFahrenheit = labels.cold_max_f;
export const modelVersion = version;
export const modelSha256 = model.sha256;
/** Minimum probability of pouring for a verdict other than `not-pouring`. */
export const pouringThreshold = thresholds.pouring;
/** Minimum probability for a verdict of hot or cold. */
export const confidenceThreshold = thresholds.confidence;

/** Columns per second of a spectrogram at full resolution. */
export const framesPerSecond = front_end.sample_rate / front_end.hop;

export type HotOrCold = 'hot' | 'cold';

export function groundTruth(fahrenheit: number): HotOrCold {
  return fahrenheit >= hotMinFahrenheit ? 'hot' : 'cold';
}
