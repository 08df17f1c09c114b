/** Handles launches by the system: shared files, opened files and shortcuts. */
import { signal } from '@preact/signals';
import { offline as messages } from '../i18n/index.ts';
import { fileSource, type Source } from '../results/results.ts';
import { handleLaunchedFiles } from './file-handling.ts';
import { type LaunchAction, parseLaunchAction, urlWithoutLaunchAction } from './launch-action.ts';
import { takeSharedFiles } from './shared-files.ts';

interface LaunchDeps {
  onSources(sources: Source[]): void;
  /** Shows the start page. */
  goHome(): void;
}

/** Notice about a share that failed or contained no files. */
export const shareNotice = signal<string | undefined>(undefined);

export function handleLaunch({ onSources, goHome }: LaunchDeps): void {
  const classify = (sources: Source[]) => {
    goHome();
    onSources(sources);
  };
  // May run twice, for the URL and for the launch queue. Repeating it has no effect.
  const onAction = (action: LaunchAction) => {
    goHome();
    // Does not open the microphone, since any site can link here.
    if (action === 'listen') focus('[data-testid=record]');
    if (action === 'choose') focus('#file-input');
    if (action === 'share-failed') shareNotice.value = messages.shareFailed;
  };
  const action = parseLaunchAction(location.href);
  if (action) {
    history.replaceState(history.state, '', urlWithoutLaunchAction(location.href));
    onAction(action);
  }
  // At every start: an earlier page may have been closed before it read the shared files.
  void readSharedSources().then((sources) => {
    if (sources === undefined) return;
    if (sources.length === 0) shareNotice.value = messages.nothingShared;
    else classify(sources);
  });
  handleLaunchedFiles({ onSources: classify, onAction });
}

async function readSharedSources(): Promise<Source[] | undefined> {
  const shares = await takeSharedFiles().catch(() => []);
  if (shares.length === 0) return undefined;
  return shares.flatMap(({ files }) => files).map((file) => fileSource(file, displayName(file)));
}

function displayName({ name }: File): string {
  return name.trim() === '' ? messages.unnamed : name;
}

/** Focuses an element after the next frame, when the page is rendered. */
function focus(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}
