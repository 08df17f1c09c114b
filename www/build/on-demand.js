/**
 * Files that the page loads, and the service worker caches, when they are first used: the decoder
 * (src/decoder). JavaScript, since tests/budget.mjs runs without a build.
 */

/** Matches URLs and paths in dist/. */
export const ON_DEMAND = /(^|\/)assets\/(decoder\.worker|hot_or_cold_decoder_bg)-/;
