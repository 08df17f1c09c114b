/** The note on a result, and the form in which a person names it and writes the note. */
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { actions, home } from '../i18n/index.ts';
import type { Draft, Result } from '../results/results.ts';
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
  /** Whether the name gets the focus: not where a card with a kept draft appears again. */
  takesFocus: boolean;
  /** After a change or Escape. */
  onClose: () => void;
}

const EMPTY_DRAFT: Draft = { name: '', note: '' };

/** The form of `result.draft`. */
export function NameForm({ result, takesFocus, onClose }: FormProperties) {
  const { naming } = actions;
  const id = useId();
  const nameInput = useRef<HTMLInputElement>(null);
  const { name, note } = result.draft.value ?? EMPTY_DRAFT;
  // Reads the signal: several inputs may come before the next render.
  const change = (changed: Partial<Draft>) => {
    result.draft.value = { ...(result.draft.peek() ?? EMPTY_DRAFT), ...changed };
  };
  useLayoutEffect(() => {
    if (takesFocus) nameInput.current?.focus();
  }, []);
  return (
    <form
      class={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const typed = result.draft.peek() ?? EMPTY_DRAFT;
        result.customName.value = trimmedText(typed.name, MAX_NAME_LENGTH);
        result.note.value = trimmedText(typed.note, MAX_NOTE_LENGTH);
        onClose();
      }}
      onKeyDown={(event) => {
        // An input method uses Escape, too.
        if (event.key !== 'Escape' || event.isComposing) return;
        // Escape also stops a recording.
        event.preventDefault();
        onClose();
      }}
    >
      <label for={`${id}-name`}>{naming.name}</label>
      <input
        ref={nameInput}
        id={`${id}-name`}
        maxLength={MAX_NAME_LENGTH}
        autocomplete="off"
        value={name}
        onInput={({ currentTarget }) => change({ name: currentTarget.value })}
        // What an empty name goes back to.
        placeholder={originalNameOf(result)}
      />
      <label for={`${id}-note`}>{naming.note}</label>
      <textarea
        id={`${id}-note`}
        rows={3}
        maxLength={MAX_NOTE_LENGTH}
        value={note}
        onInput={({ currentTarget }) => change({ note: currentTarget.value })}
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
