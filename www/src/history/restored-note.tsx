/** On the card of an earlier visit: when it was, and what has changed since. */
import { date } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import type { Result } from '../results/results.ts';

interface Properties {
  result: Result;
  audioGone: boolean;
  onAgain: () => void;
}

export function RestoredNote({ result, audioGone, onAgain }: Properties) {
  const { mediaStore, added, finalState, source } = result;
  if (mediaStore === undefined) return null;
  const state = finalState.value;
  const model = state?.phase === 'classified' ? state.classification.model : undefined;
  const { history } = home;
  return (
    <p class="quiet">
      <time datetime={new Date(added.date).toISOString()}>{date(added.date)}</time>
      {audioGone && ` · ${history.audioNotSaved}`}
      {model && ` · ${history.otherModel(model.version)}`}
      {model && !audioGone && (
        <>
          {' '}
          <button
            type="button"
            class="text-button"
            aria-label={history.recheckNamed(source.name)}
            onClick={onAgain}
          >
            {history.recheck}
          </button>
        </>
      )}
    </p>
  );
}
