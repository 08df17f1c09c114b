/** File and folder pickers, and the cover shown while files are dragged over the window. */
import type { ReadonlySignal } from '@preact/signals';
import { home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import { fileSource } from '../results/results.ts';
import styles from './drop-zone.module.css';
import { ACCEPT, looksLikeRecording } from './file-types.ts';
import { emptyFolderSource } from './folder.ts';

export function DropZone() {
  const { addSources } = useApp();
  return (
    <section class={styles.dropZone} aria-labelledby="input-heading">
      <h2 id="input-heading" class="visually-hidden">
        {home.input.heading}
      </h2>
      <input
        id="file-input"
        class="visually-hidden"
        type="file"
        multiple
        accept={ACCEPT.join(',')}
        data-testid="file-input"
        aria-describedby="input-formats"
        onChange={(event) => {
          const input = event.currentTarget;
          addSources([...(input.files ?? [])].map((file) => fileSource(file)));
          // Lets choosing the same file again fire a change event.
          input.value = '';
        }}
      />
      <label class="quiet-button" for="file-input">
        {home.input.choose}
      </label>
      <FolderPicker />
      <p class={styles.orDrop}>{home.input.orDrop}</p>
      <p id="input-formats" class="quiet">
        {home.input.formats}
      </p>
    </section>
  );
}

export function DropCover({ visible }: { visible: ReadonlySignal<boolean> }) {
  return visible.value ? (
    <div class={styles.dropCover} aria-hidden="true">
      <p>{home.input.dropNow}</p>
    </div>
  ) : null;
}

/** Adds all recordings of a folder. The styles hide it where the browser cannot pick folders. */
function FolderPicker() {
  const { addSources } = useApp();
  return (
    <>
      <input
        id="folder-input"
        class={`visually-hidden ${styles.folderInput}`}
        type="file"
        // Supported by all desktop browsers; missing from Preact's types.
        {...{ webkitdirectory: true }}
        data-testid="folder-input"
        onChange={(event) => {
          const input = event.currentTarget;
          const files = [...(input.files ?? [])];
          const sources = files.filter(looksLikeRecording).map((file) => fileSource(file));
          const [folder = ''] = files[0]?.webkitRelativePath.split('/') ?? [];
          if (files.length > 0)
            addSources(sources.length > 0 ? sources : [emptyFolderSource(folder)]);
          input.value = '';
        }}
      />
      <label class={`quiet-button ${styles.folderButton}`} for="folder-input">
        {home.input.chooseFolder}
      </label>
    </>
  );
}
