/** One cup with its cold pours and the controls to add and remove them. */
import { useComputed } from '@preact/signals';
import { confidenceThreshold, pouringThreshold } from '../classify/model-constants.ts';
import { home } from '../i18n/index.ts';
import { ACCEPT } from '../input/file-types.ts';
import { useApp } from '../pages/app-context.ts';
import { FailureIcon } from '../ui/icons.tsx';
import { type ColdPour, type Cup, isFromOtherModel } from './cup.ts';
import styles from './cup-item.module.css';

export function CupItem({ cup }: { cup: Cup }) {
  const { cups, recorder } = useApp();
  const { cup: messages } = home;
  const isRecording = useComputed(() => recorder.view.value.phase !== 'idle').value;
  const field = `cup-file-${cup.id}`;
  const record = () => {
    recorder.recordFor({
      note: messages.recording(cup.name),
      onFile: async (file) => {
        await cups.addPour(cup.id, file);
        await cups.whenSaved();
      },
    });
    // The panel shows when to pour.
    document.getElementById('listen-heading')?.scrollIntoView({ block: 'center' });
  };
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
            for (const file of input.files ?? []) void cups.addPour(cup.id, file);
            // Without this, choosing the same file again fires no change event.
            input.value = '';
          }}
        />
        <label class="quiet-button" for={field}>
          {messages.choose}
        </label>
      </div>
    </article>
  );
}

/** Warns about a doubtful cold pour. It is still used: the person knows what was poured. */
function ReferenceWarning({ pour }: { pour: ColdPour }) {
  const { cup: messages } = home;
  const { probabilityPouring, probabilityHot } = pour.reference;
  const warning = isFromOtherModel(pour)
    ? messages.otherModel
    : probabilityPouring < pouringThreshold
      ? messages.notAPour
      : probabilityHot >= confidenceThreshold
        ? messages.soundsHot
        : undefined;
  if (warning === undefined) return null;
  return (
    <p class={styles.warning}>
      <FailureIcon />
      <span>{warning}</span>
    </p>
  );
}
