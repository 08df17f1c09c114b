/** Hands over all recordings of a folder, where the browser can pick folders. */
import { emptyFolder, looksLikeRecording } from './folder.ts';
import { ownFile, type Source } from './results.ts';
import { strings } from './strings.ts';

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
          const sources = files.filter(looksLikeRecording).map((file) => ownFile(file));
          const [folder = ''] = files[0]?.webkitRelativePath.split('/') ?? [];
          if (files.length > 0) onSources(sources.length > 0 ? sources : [emptyFolder(folder)]);
          input.value = '';
        }}
      />
      <label class="quiet-button folder-button" for="folder-input">
        {strings.intake.chooseFolder}
      </label>
    </>
  );
}
