/** The named limits of listening live. */

/** A pour takes seconds; a page that was forgotten must not listen on. */
export const MAX_RECORDING_SECONDS = 5 * 60;

/** Kept while there is no pour: enough for one that the model does not hear as such. */
export const IDLE_BUFFER_SECONDS = 60;

/**
 * Maximum age of a live verdict that cuts the recording. An older one means that the worker has
 * stopped or lags, and everything is kept.
 */
export const MAX_VERDICT_AGE_SECONDS = 1;

/**
 * A pour that is taken back and heard again within so many seconds was one all along; later, its start would give
 * the recording a stretch of kitchen before the pour.
 */
export const RESUME_WITHIN_SECONDS = 10;

/** As silent as digital sound is shown. */
export const LEVEL_FLOOR_DB = -100;

/** A pour next to a phone is at -45 dB or more; a covered or switched-off microphone is below. */
export const TOO_QUIET_DB = -60;
export const TOO_QUIET_SECONDS = 3;

/** From here on the tops of the waves are cut off. */
export const CLIPPING_PEAK = 0.99;
/** A warning that is gone before it is read helps nobody. */
export const CLIPPING_WARNING_SECONDS = 2;

export const NO_POUR_SECONDS = 20;

/** Less than this is what a busy device holds up, and is not worth a sentence. */
export const MIN_GAP_SECONDS = 1;

/** While a sound device starts, Chromium's audio clock leaps by a tenth of a second or so. */
export const DEVICE_START_SAMPLES = 24_000;
