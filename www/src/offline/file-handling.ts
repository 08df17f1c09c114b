/** Files that are opened with the installed app, from the system's own file manager. */

import { home } from '../i18n/index.ts';
import { fileSource, type Source } from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import { type LaunchAction, parseLaunchAction } from './launch-action.ts';

/** WICG File Handling and Launch Handler; TypeScript does not know them yet. */
interface LaunchParams {
  readonly files?: readonly Pick<FileSystemFileHandle, 'name' | 'getFile'>[];
  /** Empty in Chromium before 146 where files are opened (WICG/web-app-launch#96). */
  readonly targetURL?: string | null;
}

interface LaunchingWindow {
  readonly launchQueue?: { setConsumer(consumer: (launch: LaunchParams) => void): void };
}

const LAST_LAUNCH_KEY = 'launch-taken';

interface LaunchHandlers {
  onSources(sources: Source[]): void;
  onAction(errand: LaunchAction): void;
}

export function handleLaunchedFiles(
  { onSources, onAction }: LaunchHandlers,
  { launchQueue } = window as LaunchingWindow,
  storage = sessionStorage,
): void {
  // Chromium hands the last launch over anew when the page is reloaded.
  const [navigation] = performance.getEntriesByType('navigation');
  let perhapsAgain = (navigation as PerformanceNavigationTiming | undefined)?.type === 'reload';
  launchQueue?.setConsumer(async ({ files = [], targetURL }) => {
    const names = JSON.stringify(files.map(({ name }) => name));
    const again = perhapsAgain && storage.getItem(LAST_LAUNCH_KEY) === names;
    perhapsAgain = false;
    storage.setItem(LAST_LAUNCH_KEY, names);
    if (again) return;
    const errand = targetURL ? parseLaunchAction(targetURL) : undefined;
    if (errand) onAction(errand);
    if (files.length > 0) onSources(await Promise.all(files.map(toSource)));
  });
}

async function toSource(handle: Pick<FileSystemFileHandle, 'name' | 'getFile'>): Promise<Source> {
  try {
    return fileSource(await handle.getFile());
  } catch (thrown) {
    const { unreadable } = home.failures;
    const load = () => Promise.reject(new Failure('unreadable', unreadable, String(thrown)));
    return { name: handle.name, origin: { kind: 'own' }, load };
  }
}
