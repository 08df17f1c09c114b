/** Receives files that the person opens with the installed app in a file manager. */
import { home } from '../i18n/index.ts';
import { fileSource, type Source } from '../results/results.ts';
import { Failure } from '../util/failure.ts';
import { type LaunchAction, parseLaunchAction } from './launch-action.ts';

/** Missing in TypeScript: WICG File Handling and Launch Handler. */
interface LaunchParams {
  readonly files?: readonly Pick<FileSystemFileHandle, 'name' | 'getFile'>[];
  /** Empty for opened files in Chromium before 146 (WICG/web-app-launch#96). */
  readonly targetURL?: string | null;
}

interface LaunchingWindow {
  readonly launchQueue?: { setConsumer(consumer: (launch: LaunchParams) => void): void };
}

const LAST_LAUNCH_KEY = 'launch-taken';

interface LaunchHandlers {
  onSources(sources: Source[]): void;
  onAction(action: LaunchAction): void;
}

export function handleLaunchedFiles(
  { onSources, onAction }: LaunchHandlers,
  { launchQueue } = window as LaunchingWindow,
  storage = safeSessionStorage(),
): void {
  // Chromium repeats the last launch when the page is reloaded.
  const [navigation] = performance.getEntriesByType('navigation');
  let mayRepeat = (navigation as PerformanceNavigationTiming | undefined)?.type === 'reload';
  launchQueue?.setConsumer(async ({ files = [], targetURL }) => {
    const names = JSON.stringify(files.map(({ name }) => name));
    const isRepeated = mayRepeat && storage?.getItem(LAST_LAUNCH_KEY) === names;
    mayRepeat = false;
    storage?.setItem(LAST_LAUNCH_KEY, names);
    if (isRepeated) return;
    const action = targetURL ? parseLaunchAction(targetURL) : undefined;
    if (action) onAction(action);
    if (files.length > 0) onSources(await Promise.all(files.map(toSource)));
  });
}

/** Returns `undefined` where the browser forbids storage, as when cookies are blocked. */
function safeSessionStorage(): Storage | undefined {
  try {
    return sessionStorage;
  } catch {
    return undefined;
  }
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
