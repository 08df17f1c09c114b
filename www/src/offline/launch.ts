/** The ways in from the system: shared files, opened files, shortcuts. */
import { signal } from '@preact/signals';
import { offline as words } from '../i18n/index.ts';
import { fileSource, type Source } from '../results/results.ts';
import { handleLaunchedFiles } from './file-handling.ts';
import { type LaunchAction, parseLaunchAction, urlWithoutLaunchAction } from './launch-action.ts';
import { takeSharedFiles } from './shared-files.ts';

interface Arrivals {
  onSources(sources: Source[]): void;
  /** Shows the start page. */
  goHome(): void;
}

/** A sentence on what was shared, where there is something to say. */
export const notice = signal<string | undefined>(undefined);

export function handleLaunch({ onSources, goHome }: Arrivals): void {
  const take = (sources: Source[]) => {
    goHome();
    onSources(sources);
  };
  // It may be told twice, by the address and by the launch queue, and does the same twice.
  const onErrand = (errand: LaunchAction) => {
    goHome();
    // The microphone is not opened: anyone may link here.
    if (errand === 'listen') focus('.record');
    if (errand === 'choose') focus('#file-input');
    if (errand === 'share-failed') notice.value = words.shareFailed;
  };
  const errand = parseLaunchAction(location.href);
  if (errand) {
    history.replaceState(history.state, '', urlWithoutLaunchAction(location.href));
    onErrand(errand);
  }
  // Whatever brought one here: a page may have been closed before it took what was shared.
  void shared().then((files) => {
    if (files === undefined) return;
    if (files.length === 0) notice.value = words.nothingShared;
    else take(files);
  });
  handleLaunchedFiles({ onSources: take, onErrand });
}

async function shared(): Promise<Source[] | undefined> {
  const shares = await takeSharedFiles().catch(() => []);
  if (shares.length === 0) return undefined;
  return shares.flatMap(({ files }) => files).map((file) => fileSource(file, nameOf(file)));
}

function nameOf({ name }: File): string {
  return name.trim() === '' ? words.unnamed : name;
}

/** Once the page is drawn. */
function focus(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus());
}
