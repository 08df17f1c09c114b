/** Adds files that are dropped on the window or pasted. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { fileSource, type Source } from '../results/results.ts';
import { droppedFolders, emptyFolderSource, findRecordings } from './folder.ts';

/** Listens until `stop` is called. `isDragging` is true while files are dragged over the window. */
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
    // Prevents the browser from opening the file in place of the page.
    event.preventDefault();
    isDragging.value = true;
  });
  on('dragleave', (event) => {
    // Only when leaving the window; moves between elements have a related target.
    if (event.relatedTarget === null) isDragging.value = false;
  });
  on('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    isDragging.value = false;
    const folders = droppedFolders(event.dataTransfer?.items);
    if (folders === undefined) {
      addFiles(event.dataTransfer?.files);
      return;
    }
    void findRecordings(folders).then((sources) =>
      onSources(sources.length > 0 ? sources : folders.map(({ name }) => emptyFolderSource(name))),
    );
  });
  on('paste', (event) => addFiles(event.clipboardData?.files));

  function addFiles(files: FileList | undefined): void {
    if (files && files.length > 0) onSources([...files].map((file) => fileSource(file)));
  }
  return { isDragging, stop: () => listening.abort() };
}

/** False for dragged text and links. */
function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}
