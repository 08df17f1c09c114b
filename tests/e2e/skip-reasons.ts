/** Names the tests that are skipped on this machine, and what is missing for them. */
import { execFileSync } from 'node:child_process';
import { cases, exampleRecordings, recordings } from './paths.ts';

export const NO_RECORDINGS =
  'skipped: tests on real recordings (none found: set HOT_OR_COLD_DATA, or run ./build.sh data)';
export const NO_RECORDED_EXAMPLES =
  'skipped: tests on recorded examples (none found: set HOT_OR_COLD_DATA, or run ./build.sh)';
export const NO_CASES =
  'skipped: tests on unusual and damaged recordings (none found: set HOT_OR_COLD_CASES)';
export const NO_FFMPEG =
  'skipped: tests on compressed sound and video (no ffmpeg here to make them)';

export const hasFfmpeg = (() => {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Prints why tests are skipped: Playwright's list reporter does not. */
export function printSkipReasons(): void {
  if (recordings === undefined) console.log(NO_RECORDINGS);
  if (exampleRecordings === undefined) console.log(NO_RECORDED_EXAMPLES);
  if (cases === undefined) console.log(NO_CASES);
  if (!hasFfmpeg) console.log(NO_FFMPEG);
}
