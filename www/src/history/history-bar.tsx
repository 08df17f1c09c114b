/** Shows how much is stored on this device, the switch for it, and storage problems. */
import { actions, home, recovery } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import { countAgreement } from '../results/results.ts';
import { FailureIcon } from '../ui/icons.tsx';
import styles from './history-bar.module.css';

export const SAVE_RESULTS = 'save-results';

export function HistoryBar({ onDeleteSaved }: { onDeleteSaved: () => void }) {
  const { history, results } = useApp();
  const { labelled, agreed } = countAgreement(results.list.value);
  const { isEnabled, count, usage, unreadable, problem } = history;
  const { history: messages } = home;
  const sentences = [
    problem.value && { ...messages.problems, ...recovery.problems }[problem.value],
    unreadable.value > 0 && messages.unreadable(unreadable.value),
  ].filter((sentence) => typeof sentence === 'string');
  return (
    <div class={styles.historyBar} data-testid="history">
      <label>
        <input
          id={SAVE_RESULTS}
          type="checkbox"
          checked={isEnabled.value}
          onChange={(event) => history.setEnabled(event.currentTarget.checked)}
        />
        {messages.save}
      </label>
      {/* Present from the start, so that the first stored result does not shift the layout. */}
      {(isEnabled.value || count.value > 0) && (
        <p class={`quiet ${styles.usage}`}>
          {count.value > 0 && messages.saved(count.value, usage.value)}
        </p>
      )}
      {labelled > 0 && (
        <p class={`quiet ${styles.agreement}`} data-testid="agreement">
          {actions.agreement(labelled, agreed)}
        </p>
      )}
      {!isEnabled.value && count.value > 0 && (
        <button type="button" class="quiet-button" onClick={onDeleteSaved}>
          {messages.deleteSaved}
        </button>
      )}
      {sentences.map((sentence) => (
        <p key={sentence} class="problem" role="alert">
          <FailureIcon />
          <span>{sentence}</span>
        </p>
      ))}
    </div>
  );
}
