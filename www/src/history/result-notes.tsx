/** The note on a result, and the form in which a person names it and writes the note. */
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { actions, home } from '../i18n/index.ts';
import type { Result } from '../results/results.ts';
import { MAX_NAME_LENGTH, MAX_NOTE_LENGTH, originalNameOf, trimmedText } from './result-name.ts';
import styles from './result-notes.module.css';

export function NoteText({ result }: { result: Result }) {
  const note = result.note.value;
  if (note === undefined) return null;
  return (
    <p class={styles.note} data-testid="note" translate={false}>
      {note}
    </p>
  );
}

interface FormProperties {
  result: Result;
  /** After a change or Escape. */
  onClose: () => void;
}

export function NameForm({ result, onClose }: FormProperties) {
  const { naming } = actions;
  const id = useId();
  const name = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => name.current?.focus(), []);
  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        result.customName.value = trimmedText(name.current?.value ?? '', MAX_NAME_LENGTH);
        result.note.value = trimmedText(note.current?.value ?? '', MAX_NOTE_LENGTH);
        onClose();
      }}
      onKeyDown={(event) => {
        // An input method uses Escape, too.
        if (event.key === 'Escape' && !event.isComposing) onClose();
      }}
    >
      <label for={`${id}-name`}>{naming.name}</label>
      <input
        ref={name}
        id={`${id}-name`}
        maxLength={MAX_NAME_LENGTH}
        autocomplete="off"
        defaultValue={result.customName.peek() ?? ''}
        // What an empty name goes back to.
        placeholder={originalNameOf(result)}
      />
      <label for={`${id}-note`}>{naming.note}</label>
      <textarea
        ref={note}
        id={`${id}-note`}
        rows={3}
        maxLength={MAX_NOTE_LENGTH}
        defaultValue={result.note.peek() ?? ''}
      />
      <div class="actions">
        <button type="submit" class="quiet-button">
          {naming.save}
        </button>
        <button type="button" class="quiet-button" onClick={onClose}>
          {home.confirm.cancel}
        </button>
      </div>
    </form>
  );
}
