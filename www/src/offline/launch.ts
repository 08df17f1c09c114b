/** The ways in from the system: shared files, opened files, shortcuts. */
import { signal } from '@preact/signals';
import { offline as words } from '../i18n/index.ts';
import { fileSource, type Source } from '../results/results.ts';
import { handleLaunchedFiles } from './file-handling.ts';
import { type LaunchAction, parseLaunchAction, urlWithoutLaunchAction } from './launch-action.ts';
import { takeSharedFiles } from './shared-files.ts';

interface LaunchDeps {
  onSources(sources: Source[]): void;
  /** Shows the start page. */
  goHome(): void;
}

/** A sentence on what was shared, where there is something to say. */
export const shareNotice = signal<string | undefined>(undefined);

export function handleLaunch({ onSources, goHome }: LaunchDeps): void {
  const take = (sources: Source[]) => {
    goHome();
    onSources(sources);
  };
  // It may be told twice, by the address and by the launch queue, and does the same twice.
  const onAction = (action: LaunchAction) => {
    goHome();
    // The microphone is not opened: anyone may link here.
    if (action === 'listen') focus('.record');
    if (action === 'choose') focus('#file-input');
    if (action === 'share-failed') shareNotice.value = words.shareFailed;
  };
  const action = parseLaunchAction(location.href);
  if (action) {
    history.replaceState(history.state, '', urlWithoutLaunchAction(location.href));
    onAction(action);
  }
  // Whatever brought one here: a page may have been closed before it took what was shared.
  void readSharedSources().then((files) => {
    if (files === undefined) return;
    if (files.length === 0) shareNotice.value = words.nothingShared;
    else take(files);
  });
  handleLaunchedFiles({ onSources: take, onAction });
}

async function readSharedSources(): Promise<Source[] | undefined> {
  const shares = await takeSharedFiles().catch(() => []);
  if (shares.length === 0) return undefined;
  return shares.flatMap(({ files }) => files).map((file) => fileSource(file, displayName(file)));
}

function displayName({ name }: File): string {
  return name.trim() === '' ? words.unnamed : name;
}

/** Once the page is drawn. */
function focus(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}
