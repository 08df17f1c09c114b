/** What a person can do with a finished result, in a row of buttons at the end of its card. */
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import { nameOf } from '../history/result-name.ts';
import { NameForm } from '../history/result-notes.tsx';
import { actions } from '../i18n/index.ts';
import { ShareButton } from '../share/share-button.tsx';
import styles from './result-actions.module.css';
import type { Result } from './results.ts';

export function ResultActions({ result }: { result: Result }) {
  const isEditing = useSignal(false);
  const editButton = useRef<HTMLButtonElement>(null);
  const formId = useId();
  const { naming } = actions;
  const close = () => {
    isEditing.value = false;
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
          aria-expanded={isEditing.value}
          aria-controls={formId}
          onClick={() => {
            isEditing.value = !isEditing.peek();
          }}
        >
          {naming.edit}
        </button>
      </div>
      <div id={formId}>{isEditing.value && <NameForm result={result} onClose={close} />}</div>
    </div>
  );
}
