/** Finds the system's full Chromium: Playwright's headless shell has no microphone. */
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

/** Chromium's sandbox does not start for root, the user in containers. */
export const chromiumArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
