/** Limits of live recording. */

/** Longest recording. A pour takes seconds; a forgotten page must stop by itself. */
export const MAX_RECORDING_SECONDS = 5 * 60;

/** Audio kept while no pour is detected, so that a pour the model misses is still in the file. */
export const IDLE_BUFFER_SECONDS = 60;

/**
 * Maximum age of a live verdict that sets the range of the recording. If the verdict is older, the
 * worker has stopped or lags, and everything is kept.
 */
export const MAX_VERDICT_AGE_SECONDS = 1;

/**
 * A discarded onset belongs to the next pour if that starts within this time. Otherwise the
 * recording would begin with a long stretch of room noise.
 */
export const RESUME_WITHIN_SECONDS = 10;

/** Lowest level shown, for digital silence. */
export const LEVEL_FLOOR_DB = -100;

/** Level of a covered or disabled microphone. A pour next to a phone is at -45 dB or more. */
export const TOO_QUIET_DB = -60;
export const TOO_QUIET_SECONDS = 3;

/** Time for which the clipping warning stays, so that it can be read. */
export const CLIPPING_WARNING_SECONDS = 2;

/** Time without a pour after which a warning says so. */
export const NO_POUR_SECONDS = 20;

/** Shortest gap that is reported. A busy device causes shorter ones. */
export const MIN_GAP_SECONDS = 1;

/** Samples without gap detection: Chromium's audio clock jumps while a device starts. */
export const DEVICE_START_SAMPLES = 24_000;
