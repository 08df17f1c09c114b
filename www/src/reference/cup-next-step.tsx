/** In the microphone panel, after a pour for a cup: whether it was saved, and what to do next. */
import { home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import { FailureIcon } from '../ui/icons.tsx';
import { type Cup, missingTemperature } from './cup.ts';
import { cupItemId, PourWarning, recordPour } from './cup-item.tsx';
import styles from './cup-next-step.module.css';

export function CupNextStep() {
  const { cups, recorder } = useApp();
  const { phase, ending } = recorder.view.value;
  if (phase !== 'idle' || ending?.kind !== 'cup') return null;
  if (cups.problem.value !== undefined) {
    return (
      <p class="problem">
        <FailureIcon />
        <span>{cups.problem}</span>
      </p>
    );
  }
  if (cups.pendingPours.value > 0) return <p>{home.progress.classifying}</p>;
  const latest = cups.latestPour.value;
  const cup = cups.list.value.find(({ id }) => id === latest?.cup);
  const pour = cup?.pours.find(({ id }) => id === latest?.pour);
  if (!cup || !pour) return <p>{home.listen.instructions}</p>;
  const { cup: messages } = home;
  const missing = missingTemperature(cup.pours.map(({ reference }) => reference));
  return (
    <div class={styles.nextStep} data-testid="cup-next-step">
      <p>{messages.saved}</p>
      <PourWarning pour={pour} />
      <div class="actions">
        {missing && (
          <button
            type="button"
            class="quiet-button"
            onClick={() => recordPour(cups, recorder, cup, missing)}
          >
            {messages[missing].record}
          </button>
        )}
        <button type="button" class="quiet-button" onClick={() => goToCup(cup)}>
          {messages.back(cup.name)}
        </button>
      </div>
    </div>
  );
}

/** Opens the list of cups and moves the focus to the cup. */
function goToCup(cup: Cup): void {
  const item = document.getElementById(cupItemId(cup));
  item?.closest('details')?.setAttribute('open', '');
  item?.scrollIntoView({ block: 'center' });
  item?.querySelector('h3')?.focus({ preventScroll: true });
}
