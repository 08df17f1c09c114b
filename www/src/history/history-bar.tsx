/** Shows how much is stored on this device, the switch for it, and storage problems. */
import { home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import { FailureIcon } from '../ui/icons.tsx';
import styles from './history-bar.module.css';

export function HistoryBar({ onRemoveAll }: { onRemoveAll: () => void }) {
  const { history } = useApp();
  const { enabled, count, usage, unreadable, problem } = history;
  const { history: words } = home;
  const sentences = [
    problem.value && words.problems[problem.value],
    unreadable.value > 0 && words.unreadable(unreadable.value),
  ].filter((sentence) => typeof sentence === 'string');
  return (
    <div class={styles.historyBar} data-testid="history">
      <label>
        <input
          type="checkbox"
          checked={enabled.value}
          onChange={(event) => history.setEnabled(event.currentTarget.checked)}
        />
        {words.save}
      </label>
      {/* Present from the start, so that the first stored result does not shift the layout. */}
      {(enabled.value || count.value > 0) && (
        <p class={`quiet ${styles.usage}`}>
          {count.value > 0 && words.saved(count.value, usage.value)}
        </p>
      )}
      {!enabled.value && count.value > 0 && (
        <button type="button" class="quiet-button" onClick={onRemoveAll}>
          {words.deleteSaved}
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
