/** The named limits of listening live. */

/** A pour takes seconds; a page that was forgotten must not listen on. */
export const MOST_SECONDS = 5 * 60;

/** Kept while there is no pour: enough for one that the model does not hear as such. */
export const KEPT_SECONDS = 60;

/**
 * Maximum age of a live verdict that cuts the recording. An older one means that the worker has
 * stopped or lags, and everything is kept.
 */
export const MAX_UNJUDGED_SECONDS = 1;

/**
 * A pour that is taken back and heard again within so many seconds was one all along; later, its start would give
 * the recording a stretch of kitchen before the pour.
 */
export const TAKEN_BACK_SECONDS = 10;

/** As silent as digital sound is shown. */
export const LEVEL_FLOOR_DB = -100;

/** A pour next to a phone is at -45 dB or more; a covered or switched-off microphone is below. */
export const QUIET_DB = -60;
export const QUIET_SECONDS = 3;

/** From here on the tops of the waves are cut off. */
export const CLIPPING_PEAK = 0.99;
/** A warning that is gone before it is read helps nobody. */
export const CLIPPING_SHOWN_SECONDS = 2;

export const NO_WATER_SECONDS = 20;

/** Less than this is what a busy device holds up, and is not worth a sentence. */
export const MISSED_SECONDS = 1;

/** While a sound device starts, Chromium's audio clock leaps by a tenth of a second or so. */
export const SETTLING_SAMPLES = 24_000;
