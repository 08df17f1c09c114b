/** Where a person hands over recordings: the picker, and the cover shown while files hover. */
import type { ReadonlySignal } from '@preact/signals';
import { home } from '../i18n/index.ts';
import { fileSource, type Source } from '../results/results.ts';
import { emptyFolder, looksLikeRecording } from './folder.ts';

export function DropZone({ onSources }: { onSources: (sources: Source[]) => void }) {
  return (
    <section class="drop-zone" aria-labelledby="intake-heading">
      <h2 id="intake-heading" class="visually-hidden">
        {home.input.heading}
      </h2>
      <input
        id="file-input"
        class="visually-hidden"
        type="file"
        multiple
        accept="audio/*,video/*"
        data-testid="file-input"
        aria-describedby="intake-formats"
        onChange={(event) => {
          const input = event.currentTarget;
          onSources([...(input.files ?? [])].map((file) => fileSource(file)));
          // Choosing the same file again must be a change again.
          input.value = '';
        }}
      />
      <label class="button" for="file-input">
        {home.input.choose}
      </label>
      <FolderPicker onSources={onSources} />
      <p class="or-drop">{home.input.orDrop}</p>
      <p id="intake-formats" class="quiet">
        {home.input.formats}
      </p>
    </section>
  );
}

export function DropCover({ hovering }: { hovering: ReadonlySignal<boolean> }) {
  return hovering.value ? (
    <div class="drop-cover" aria-hidden="true">
      <p>{home.input.dropNow}</p>
    </div>
  ) : null;
}

/** Hands over all recordings of a folder, where the browser can pick folders. */

export function FolderPicker({ onSources }: { onSources: (sources: Source[]) => void }) {
  return (
    <>
      <input
        id="folder-input"
        class="visually-hidden folder-input"
        type="file"
        // Known to every browser on a desk, and to no type.
        {...{ webkitdirectory: true }}
        data-testid="folder-input"
        onChange={(event) => {
          const input = event.currentTarget;
          const files = [...(input.files ?? [])];
          const sources = files.filter(looksLikeRecording).map((file) => fileSource(file));
          const [folder = ''] = files[0]?.webkitRelativePath.split('/') ?? [];
          if (files.length > 0) onSources(sources.length > 0 ? sources : [emptyFolder(folder)]);
          input.value = '';
        }}
      />
      <label class="quiet-button folder-button" for="folder-input">
        {home.input.chooseFolder}
      </label>
    </>
  );
}
