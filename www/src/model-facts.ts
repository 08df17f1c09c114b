/** The few facts of the model that the page shows, taken from its sidecar and written nowhere else. */
import { labels, version } from '../../model/hot-or-cold.json';

export const hotMinFahrenheit = labels.hot_min_f;
export const coldMaxFahrenheit = labels.cold_max_f;
export const modelVersion = version;
