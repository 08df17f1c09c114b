/** The ways in which files reach the page besides the picker: dropped anywhere, or pasted. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { fileSource, type Source } from '../results/results.ts';
import { droppedFolders, emptyFolder, recordingsIn } from './folder.ts';

/**
 * Listens on the window until the returned function is called.
 * `isDragging` tells whether files are being held over it.
 */
export function listenForDroppedFiles(
  window: Window,
  onSources: (sources: Source[]) => void,
): { isDragging: ReadonlySignal<boolean>; stop(): void } {
  const isDragging = signal(false);
  const listening = new AbortController();
  const on = <K extends keyof WindowEventMap>(
    type: K,
    listener: (event: WindowEventMap[K]) => void,
  ) => window.addEventListener(type, listener, { signal: listening.signal });

  on('dragover', (event) => {
    if (!carriesFiles(event)) return;
    // Without this the browser would leave the page and open the file.
    event.preventDefault();
    isDragging.value = true;
  });
  on('dragleave', (event) => {
    // Moving over a child leaves its parent as well; leaving the window has nowhere to go to.
    if (event.relatedTarget === null) isDragging.value = false;
  });
  on('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    isDragging.value = false;
    const folders = droppedFolders(event.dataTransfer?.items);
    if (folders === undefined) {
      give(event.dataTransfer?.files);
      return;
    }
    void recordingsIn(folders).then((sources) =>
      onSources(sources.length > 0 ? sources : folders.map(({ name }) => emptyFolder(name))),
    );
  });
  on('paste', (event) => give(event.clipboardData?.files));

  function give(files: FileList | undefined): void {
    if (files && files.length > 0) onSources([...files].map((file) => fileSource(file)));
  }
  return { isDragging, stop: () => listening.abort() };
}

/** Text or a link that is dragged about is none of ours. */
function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
