/** One cup with its known pours and the controls to add and remove them. */
import { useComputed } from '@preact/signals';
import type { HotOrCold } from '../classify/model-constants.ts';
import { nameOf, recordingNameOf } from '../history/result-name.ts';
import { home } from '../i18n/index.ts';
import { ACCEPT } from '../input/file-types.ts';
import type { Recorder } from '../live/recorder.ts';
import { useApp } from '../pages/app-context.ts';
import type { Result } from '../results/results.ts';
import { focusAfterRender } from '../ui/focus.ts';
import { FailureIcon } from '../ui/icons.tsx';
import { type Cup, doubtOf, type KnownPour, temperatureOf } from './cup.ts';
import styles from './cup-item.module.css';
import type { Cups } from './cups.ts';

export function cupItemId({ id }: Cup): string {
  return `cup-${id}`;
}

export function CupItem({ cup }: { cup: Cup }) {
  const { cups } = useApp();
  const { cup: messages } = home;
  return (
    <article id={cupItemId(cup)} class={styles.cupItem} aria-label={cup.name} data-cup={cup.name}>
      <header>
        <h3 tabIndex={-1} translate={false}>
          {cup.name}
        </h3>
        <button
          type="button"
          class="text-button"
          aria-label={messages.removeNamed(cup.name)}
          onClick={() => cups.remove(cup)}
        >
          {messages.remove}
        </button>
      </header>
      {cup.pours.length === 0 ? (
        <p class="quiet">{messages.noPours}</p>
      ) : (
        <ul>
          {cup.pours.map((pour) => (
            <PourItem key={pour.id} cup={cup} pour={pour} />
          ))}
        </ul>
      )}
      <AddPour cup={cup} temperature="cold" />
      <AddPour cup={cup} temperature="hot" />
    </article>
  );
}

function PourItem({ cup, pour }: { cup: Cup; pour: KnownPour }) {
  const { cups, results } = useApp();
  const name = pourNameOf(pour, results.list.value);
  return (
    <li>
      <span class={styles.pourName} translate={false}>
        {name}
      </span>
      <span class="quiet">{home.history.labels[temperatureOf(pour.reference)]}</span>
      <button
        type="button"
        class="text-button"
        aria-label={home.cup.removePour(name, cup.name)}
        onClick={() => cups.removePour(cup, pour, name)}
      >
        {home.results.remove}
      </button>
      <PourWarning pour={pour} />
    </li>
  );
}

/** The name of its result, while there is one. */
function pourNameOf(pour: KnownPour, results: readonly Result[]): string {
  const result = results.find(
    ({ recording, source }) =>
      source.name.split('/').at(-1) === pour.name &&
      (source.bytes ?? recording.value?.size) === pour.file.size,
  );
  return result ? nameOf(result) : recordingNameOf(pour.name, true);
}

/** Records or chooses a pour of hot or of cold water. */
function AddPour({ cup, temperature }: { cup: Cup; temperature: HotOrCold }) {
  const { cups, recorder } = useApp();
  const messages = home.cup[temperature];
  const isHot = temperature === 'hot';
  const isRecording = useComputed(() => recorder.view.value.phase !== 'idle').value;
  const field = `cup-file-${cup.id}-${temperature}`;
  return (
    <div class="actions">
      <button
        type="button"
        class="quiet-button"
        disabled={isRecording}
        onClick={() => recordPour(cups, recorder, cup, temperature)}
      >
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

/** Records a pour into a cup. */
export function recordPour(
  cups: Pick<Cups, 'addPour' | 'whenSaved'>,
  recorder: Pick<Recorder, 'recordFor'>,
  { id, name }: Cup,
  temperature: HotOrCold,
): void {
  recorder.recordFor({
    note: home.cup[temperature].recording(name),
    onFile: async (file) => {
      await cups.addPour(id, file, temperature === 'hot');
      await cups.whenSaved();
    },
  });
  // The panel shows when to pour.
  document.getElementById('listen-heading')?.scrollIntoView({ block: 'center' });
  // The pressed button is gone or disabled.
  focusAfterRender('[data-testid=record]');
}

/** Warns about a doubtful pour. It is still used: the person knows what was poured. */
export function PourWarning({ pour }: { pour: KnownPour }) {
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
