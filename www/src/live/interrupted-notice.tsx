/** Offers the recordings that a crash or a discarded tab interrupted. */
import { recovery } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import { removeButtonId } from '../results/result-card.tsx';
import { focusAfterRender } from '../ui/focus.ts';
import styles from './interrupted-notice.module.css';
import { sentenceOf } from './interrupted-recordings.ts';

export function InterruptedNotice() {
  const { interruptedRecordings, results } = useApp();
  const list = interruptedRecordings.list.value;
  if (list.length === 0) return null;
  const messages = recovery.interrupted;
  return (
    <section class={styles.interrupted} aria-label={messages.heading} data-testid="interrupted">
      {list.map((recording) => {
        const sentenceId = `interrupted-${recording.id}`;
        return (
          <div key={recording.id}>
            <p id={sentenceId}>{sentenceOf(recording)}</p>
            <div class="actions">
              <button
                id={classifyButtonId(recording.id)}
                type="button"
                class="quiet-button"
                aria-describedby={sentenceId}
                onClick={() => {
                  void interruptedRecordings.classify(recording);
                  const [card] = results.list.peek();
                  if (card) focusAfterRender(`#${removeButtonId(card)}`);
                }}
              >
                {messages.classify}
              </button>
              <button
                type="button"
                class="quiet-button"
                aria-describedby={sentenceId}
                onClick={() => {
                  const other = list.find(({ id }) => id !== recording.id);
                  const self = `#${classifyButtonId(recording.id)}`;
                  void interruptedRecordings.delete(recording, () => focusAfterRender(self));
                  focusAfterRender(other ? `#${classifyButtonId(other.id)}` : RECORD_BUTTON);
                }}
              >
                {messages.delete}
              </button>
            </div>
          </div>
        );
      })}
    </section>
  );
}

const RECORD_BUTTON = '[data-testid=record]';

function classifyButtonId(id: string): string {
  return `classify-${id}`;
}
