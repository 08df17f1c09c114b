/** Where a person hands over recordings: the picker, and the cover shown while files hover. */
import type { ReadonlySignal } from '@preact/signals';
import { FolderPicker } from './folder-picker.tsx';
import { ownFile, type Source } from './results.ts';
import { strings } from './strings.ts';

export function DropZone({ onSources }: { onSources: (sources: Source[]) => void }) {
  return (
    <section class="drop-zone" aria-labelledby="intake-heading">
      <h2 id="intake-heading" class="visually-hidden">
        {strings.intake.heading}
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
          onSources([...(input.files ?? [])].map((file) => ownFile(file)));
          // Choosing the same file again must be a change again.
          input.value = '';
        }}
      />
      <label class="button" for="file-input">
        {strings.intake.choose}
      </label>
      <FolderPicker onSources={onSources} />
      <p class="or-drop">{strings.intake.orDrop}</p>
      <p id="intake-formats" class="quiet">
        {strings.intake.formats}
      </p>
    </section>
  );
}

export function DropCover({ hovering }: { hovering: ReadonlySignal<boolean> }) {
  return hovering.value ? (
    <div class="drop-cover" aria-hidden="true">
      <p>{strings.intake.dropNow}</p>
    </div>
  ) : null;
}
