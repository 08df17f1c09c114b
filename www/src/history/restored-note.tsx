/** On the card of a restored result: its date, and whether its model or audio is gone. */
import { date } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import type { Result } from '../results/results.ts';
import { nameOf } from './result-name.ts';

interface Properties {
  result: Result;
  isRecordingDeleted: boolean;
  onReclassify: () => void;
}

export function RestoredNote({ result, isRecordingDeleted, onReclassify }: Properties) {
  const { mediaStore, added, finalState } = result;
  if (mediaStore === undefined) return null;
  const state = finalState.value;
  const model = state?.phase === 'classified' ? state.classification.model : undefined;
  const { history } = home;
  return (
    <p class="quiet">
      <time datetime={new Date(added.date).toISOString()}>{date(added.date)}</time>
      {isRecordingDeleted && ` · ${history.audioNotSaved}`}
      {model && ` · ${history.otherModel(model.version)}`}
      {model && !isRecordingDeleted && (
        <>
          {' '}
          <button
            type="button"
            class="text-button"
            aria-label={history.recheckNamed(nameOf(result))}
            onClick={onReclassify}
          >
            {history.recheck}
          </button>
        </>
      )}
    </p>
  );
}
