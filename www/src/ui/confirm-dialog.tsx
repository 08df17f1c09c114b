/** Asks for confirmation of an action that cannot be undone. */
import { useEffect, useId, useRef } from 'preact/hooks';
import { home } from '../i18n/index.ts';
import styles from './confirm-dialog.module.css';

interface Properties {
  question: string;
  confirmLabel: string;
  /** Whether confirming deletes something. */
  isDestructive?: boolean;
  onAnswer: (isConfirmed: boolean) => void;
}

export function ConfirmDialog({
  question,
  confirmLabel,
  isDestructive = false,
  onAnswer,
}: Properties) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      class={styles.dialog}
      aria-labelledby={id}
      // Also fires for Escape, which leaves returnValue empty.
      onClose={(event) => onAnswer(event.currentTarget.returnValue === 'yes')}
    >
      <form method="dialog">
        <p id={id}>{question}</p>
        <div class="actions">
          <button
            type="submit"
            value="yes"
            class={isDestructive ? `quiet-button ${styles.destructive}` : 'quiet-button'}
          >
            {confirmLabel}
          </button>
          {/* showModal() focuses it, so that Enter destroys nothing. */}
          <button type="submit" value="no" class="quiet-button" autofocus>
            {home.confirm.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}
