/** The panel of the microphone: the button, the verdict so far, the level and the spectrogram. */
import { useEffect } from 'preact/hooks';
import { home } from '../i18n/index.ts';
import { useApp } from '../pages/app-context.ts';
import { FailureIcon, MicrophoneIcon, StopIcon, VerdictIcon } from '../ui/icons.tsx';
import styles from './listen-panel.module.css';
import { LiveSpectrogram } from './live-spectrogram.tsx';
import { panelText } from './live-view.ts';
import { MicrophoneChoice } from './microphone-choice.tsx';

export function ListenPanel() {
  const { cups, recorder } = useApp();
  const view = recorder.view.value;
  const { phase, verdict } = view;
  const { button, headline, sentence, isWarning } = panelText(view);
  const reference = cups.activeReference.value;
  const nextNote = reference && home.cup.comparedWith(reference.name, reference.references.length);
  // A change of cup during a recording applies to the next one.
  const note = phase === 'idle' ? nextNote : view.note;
  const isActive = phase !== 'idle' && phase !== 'stopping';

  useEffect(() => {
    if (!isActive) return undefined;
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') recorder.stop();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [isActive, recorder]);

  return (
    <section
      class={styles.panel}
      aria-labelledby="listen-heading"
      data-testid="listen"
      data-phase={phase}
      data-verdict={verdict ?? undefined}
      data-dropped={recorder.dropped.value}
    >
      <h2 id="listen-heading" class="visually-hidden">
        {home.listen.heading}
      </h2>
      <div class={styles.control}>
        <button
          type="button"
          class={isActive ? `${styles.record} ${styles.active}` : styles.record}
          data-testid="record"
          aria-disabled={phase === 'stopping'}
          onClick={() => recorder.toggle()}
        >
          {isActive ? <StopIcon /> : <MicrophoneIcon />}
          {button}
        </button>
        <div class={styles.state}>
          <p class={styles.word}>
            {verdict !== null && <VerdictIcon verdict={verdict} />}
            {headline}
          </p>
          <p
            class={isWarning ? `${styles.sentence} ${styles.warning}` : styles.sentence}
            data-warning={isWarning}
          >
            {isWarning && <FailureIcon />}
            <span>{sentence}</span>
          </p>
        </div>
        {note !== undefined && <p class={styles.note}>{note}</p>}
        <MicrophoneChoice isListening={isActive} onChoose={() => recorder.restart()} />
      </div>
      <LiveSpectrogram display={recorder.display} isActive={isActive} />
    </section>
  );
}
