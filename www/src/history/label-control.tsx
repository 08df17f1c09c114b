/** Where a person says what it really was, and takes it back. */
import type { ComponentChildren } from 'preact';
import { home } from '../i18n/index.ts';
import type { Result } from '../results/results.ts';
import { LABELS } from '../results/verdict-counts.ts';

interface Properties {
  result: Result;
  /** What can be done with one that is labelled. */
  children?: ComponentChildren;
}

export function LabelControl({ result, children }: Properties) {
  const { label, source } = result;
  const { history } = home;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in one line everywhere
    <div class="label-control" role="group" aria-label={history.labelNamed(source.name)}>
      <span aria-hidden="true">{history.label}</span>
      {LABELS.map((each) => (
        <button
          key={each}
          type="button"
          class="quiet-button"
          aria-pressed={label.value === each}
          onClick={() => {
            // Pressed again, it is taken back.
            label.value = label.peek() === each ? undefined : each;
          }}
        >
          {history.labels[each]}
        </button>
      ))}
      {children}
    </div>
  );
}
