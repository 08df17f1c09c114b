/** The system's full Chromium: Playwright's own headless shell refuses what later tests need. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

export function chromiumPath(): string {
  const named = process.env.CHROMIUM;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(runs);
  if (found === undefined) {
    throw new Error(
      'No Chromium found: install it (Debian: apt install chromium), or name it in CHROMIUM.',
    );
  }
  return found;
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Chromium's sandbox does not start for root, as whom containers run. */
export const chromiumArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
