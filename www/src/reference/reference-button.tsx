/**
 * On the card of a hot or cold pour: adds its recording to a cup. A label on a result that was
 * judged with the active cup adds it by itself.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { HotOrCold } from '../classify/model-constants.ts';
import { nameOf } from '../history/result-name.ts';
import { home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import type { Result } from '../results/results.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { type Cup, temperatureOf } from './cup.ts';

interface Question {
  text: string;
  resolve: (isConfirmed: boolean) => void;
}

export function ReferenceButton({ result }: { result: Result }) {
  const { cups } = useApp();
  /** Asked before a pour that sounds other than its label is added. */
  const question = useSignal<Question | undefined>(undefined);
  const isAdding = useSignal(false);
  const { recording } = result;
  const [label, file] = [result.label.value, recording.value];
  const answer = (isConfirmed: boolean) => {
    question.peek()?.resolve(isConfirmed);
    question.value = undefined;
  };
  // A question about another label is void.
  useEffect(() => () => answer(false), [label]);
  const { announcements, cup: messages } = home;
  const uses = file === undefined ? [] : findUses(cups.list.value, file);
  const cup = cups.active.value ?? cups.list.value[0];
  const add = async (file: File, label: HotOrCold) => {
    const confirm = () =>
      new Promise<boolean>((resolve) => {
        if (result.label.peek() !== label) return resolve(false);
        const text = announcements.withName(nameOf(result), messages[label].confirm);
        question.value = { text, resolve };
      });
    isAdding.value = true;
    await cups.addPour(cup?.id, file, label === 'hot', confirm);
    isAdding.value = false;
  };
  // Only a label that the person gives now, not one that was restored.
  const previousLabel = useRef(label);
  useEffect(() => {
    const isNew = label !== previousLabel.current;
    previousLabel.current = label;
    if (!isNew || label === undefined || label === 'not-pouring') return;
    const isKnown = uses.length > 0 || isAdding.peek();
    const isOfActiveCup = cup !== undefined && cup === cups.active.peek() && usesCup(result, cup);
    if (isOfActiveCup && file !== undefined && !isKnown) void add(file, label);
  }, [label]);
  if (file === undefined) return null;

  const contradicting = uses.find(({ pour }) => temperatureOf(pour.reference) !== label);
  if (contradicting) {
    const { cup, pour } = contradicting;
    return (
      <>
        <span class="quiet">{messages[temperatureOf(pour.reference)].usedIn(cup.name)}</span>
        <button
          type="button"
          class="quiet-button"
          aria-label={messages.removePour(nameOf(result), cup.name)}
          onClick={() => cups.removePour(cup, pour, nameOf(result))}
        >
          {messages.removeFrom(cup.name)}
        </button>
      </>
    );
  }
  const [use] = uses;
  if (use) return <span class="quiet">{messages.isReference(use.cup.name)}</span>;
  if (label === undefined || label === 'not-pouring') return null;
  return (
    <>
      <button
        type="button"
        class="quiet-button"
        aria-label={messages.useNamed(nameOf(result))}
        disabled={isAdding}
        onClick={() => void add(file, label)}
      >
        {messages.use(cup?.name)}
      </button>
      {question.value && (
        <ConfirmDialog
          question={question.value.text}
          confirmLabel={messages.confirmed}
          onAnswer={answer}
        />
      )}
    </>
  );
}

function usesCup({ state }: Result, { name }: Cup): boolean {
  const current = state.peek();
  return current.phase === 'classified' && current.classification.cup === name;
}

/** Finds the pours of cups that are this recording. */
function findUses(cups: readonly Cup[], file: File) {
  return cups.flatMap((cup) =>
    cup.pours
      .filter((pour) => pour.name === file.name && pour.file.size === file.size)
      .map((pour) => ({ cup, pour })),
  );
}
