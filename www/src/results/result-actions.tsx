/** Buttons of a finished result, at the end of its card: share it, name it. */
import { useId, useRef } from 'preact/hooks';
import { nameOf } from '../history/result-name.ts';
import { NameForm } from '../history/result-notes.tsx';
import { actions } from '../i18n/index.ts';
import { ShareButton } from '../share/share-button.tsx';
import styles from './result-actions.module.css';
import type { Result } from './results.ts';

/** Shown once the result is final. */
export function ResultActions({ result }: { result: Result }) {
  const { draft } = result;
  const isEditing = draft.value !== undefined;
  const editButton = useRef<HTMLButtonElement>(null);
  const isOpenedByButton = useRef(false);
  const formId = useId();
  const { naming } = actions;
  const close = () => {
    draft.value = undefined;
    editButton.current?.focus();
  };
  return (
    <div class={styles.resultActions}>
      <div class="actions">
        {result.finalState.value?.phase === 'classified' && <ShareButton result={result} />}
        <button
          ref={editButton}
          type="button"
          class="quiet-button"
          aria-label={naming.editNamed(nameOf(result))}
          aria-expanded={isEditing}
          aria-controls={formId}
          onClick={() => {
            const name = result.customName.peek() ?? '';
            const note = result.note.peek() ?? '';
            isOpenedByButton.current = true;
            draft.value = isEditing ? undefined : { name, note };
          }}
        >
          {naming.edit}
        </button>
      </div>
      <div id={formId}>
        {isEditing && (
          <NameForm result={result} takesFocus={isOpenedByButton.current} onClose={close} />
        )}
      </div>
    </div>
  );
}
