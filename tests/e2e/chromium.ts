/** The system's full Chromium: Playwright's own headless shell refuses what later tests need. */
import { findProgram } from './find-program.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

export function chromiumPath(): string {
  const found = process.env.CHROMIUM || findProgram(NAMES);
  if (found === undefined) {
    throw new Error(
      'No Chromium found: install it (Debian: apt install chromium), or name it in CHROMIUM.',
    );
  }
  return found;
}

/** Chromium's sandbox does not start for root, as whom containers run. */
export const chromiumArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
