/** One cup with its known pours and the controls to add and remove them. */
import { useComputed } from '@preact/signals';
import type { HotOrCold } from '../classify/model-constants.ts';
import { home } from '../i18n/index.ts';
import { ACCEPT } from '../input/file-types.ts';
import { useApp } from '../pages/app-context.ts';
import { FailureIcon } from '../ui/icons.tsx';
import { type Cup, doubtOf, type KnownPour, temperatureOf } from './cup.ts';
import styles from './cup-item.module.css';

export function CupItem({ cup }: { cup: Cup }) {
  const { cups } = useApp();
  const { cup: messages } = home;
  return (
    <article class={styles.cupItem} aria-label={cup.name} data-cup={cup.name}>
      <header>
        <h3 translate={false}>{cup.name}</h3>
        <button
          type="button"
          class="text-button"
          aria-label={home.results.removeNamed(cup.name)}
          onClick={() => cups.remove(cup)}
        >
          {home.results.remove}
        </button>
      </header>
      {cup.pours.length === 0 ? (
        <p class="quiet">{messages.noPours}</p>
      ) : (
        <ul>
          {cup.pours.map((pour) => (
            <li key={pour.id}>
              <span class={styles.pourName} translate={false}>
                {pour.name}
              </span>
              <span class="quiet">{home.history.labels[temperatureOf(pour.reference)]}</span>
              <button
                type="button"
                class="text-button"
                aria-label={messages.removePour(pour.name, cup.name)}
                onClick={() => cups.removePour(cup, pour)}
              >
                {home.results.remove}
              </button>
              <ReferenceWarning pour={pour} />
            </li>
          ))}
        </ul>
      )}
      <AddPour cup={cup} temperature="cold" />
      <AddPour cup={cup} temperature="hot" />
    </article>
  );
}

/** Records or chooses a pour of hot or of cold water. */
function AddPour({ cup, temperature }: { cup: Cup; temperature: HotOrCold }) {
  const { cups, recorder } = useApp();
  const messages = home.cup[temperature];
  const isHot = temperature === 'hot';
  const isRecording = useComputed(() => recorder.view.value.phase !== 'idle').value;
  const field = `cup-file-${cup.id}-${temperature}`;
  const record = () => {
    recorder.recordFor({
      note: messages.recording(cup.name),
      onFile: async (file) => {
        await cups.addPour(cup.id, file, isHot);
        await cups.whenSaved();
      },
    });
    // The panel shows when to pour.
    document.getElementById('listen-heading')?.scrollIntoView({ block: 'center' });
  };
  return (
    <div class="actions">
      <button type="button" class="quiet-button" disabled={isRecording} onClick={record}>
        {messages.record}
      </button>
      <input
        id={field}
        class="visually-hidden"
        type="file"
        multiple
        accept={ACCEPT.join(',')}
        aria-label={messages.chooseNamed(cup.name)}
        onChange={(event) => {
          const input = event.currentTarget;
          for (const file of input.files ?? []) void cups.addPour(cup.id, file, isHot);
          // Without this, choosing the same file again fires no change event.
          input.value = '';
        }}
      />
      <label class="quiet-button" for={field}>
        {messages.choose}
      </label>
    </div>
  );
}

/** Warns about a doubtful pour. It is still used: the person knows what was poured. */
function ReferenceWarning({ pour }: { pour: KnownPour }) {
  const { cup: messages } = home;
  const doubt = doubtOf(pour);
  if (doubt === undefined) return null;
  const warnings = {
    'other-model': messages.otherModel,
    'not-a-pour': messages.notAPour,
    'sounds-other': messages[temperatureOf(pour.reference)].soundsOther,
  };
  return (
    <p class={styles.warning}>
      <FailureIcon />
      <span>{warnings[doubt]}</span>
    </p>
  );
}
