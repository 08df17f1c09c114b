/** The panel of the microphone: the button, the verdict so far and the spectrogram. */
import { useEffect, useRef } from 'preact/hooks';
import { compare, home } from '../i18n/index.ts';
import { TryExample } from '../input/try-example.tsx';
import { useApp } from '../pages/app-context.ts';
import { CupNextStep } from '../reference/cup-next-step.tsx';
import { goToCard } from '../results/result-card.tsx';
import { FullScreenButton } from '../ui/full-screen-button.tsx';
import { FailureIcon, MicrophoneIcon, StopIcon } from '../ui/icons.tsx';
import { wordWidth } from '../ui/word-width.ts';
import { ElapsedTime } from './elapsed-time.tsx';
import styles from './listen-panel.module.css';
import { LiveSpectrogram } from './live-spectrogram.tsx';
import { IDLE_VIEW, panelText } from './live-view.ts';
import { MissingMicrophone } from './microphone-choice.tsx';
import { RECORDING_KEYS, useRecordingKeys } from './use-recording-keys.ts';
import { useViewportTone } from './viewport-tone.ts';
import { Water } from './water.tsx';

export function ListenPanel() {
  const { cups, latestRecording, recorder, results, router } = useApp();
  const panel = useRef<HTMLElement>(null);
  const control = useRef<HTMLDivElement>(null);
  const view = recorder.view.value;
  const { phase, ending, verdict } = view;
  const hasResult =
    phase === 'idle' && (ending?.kind === 'finished' || ending?.kind === 'too-long');
  const latest = hasResult ? latestRecording.value : undefined;
  // It may have been removed since.
  const result = latest && results.list.value.includes(latest) ? latest : undefined;
  const { button, headline, shownVerdict, sentence, isWarning } =
    result === undefined && hasResult
      ? panelText(IDLE_VIEW)
      : panelText(view, result && (result.finalState.value ?? 'pending'));
  const reference = cups.activeReference.value;
  const nextNote = reference && home.cup.comparedWith(reference.name, reference.references.length);
  // A change of cup during a recording applies to the next one.
  const note = phase === 'idle' ? nextNote : view.note;
  const isActive = phase !== 'idle' && phase !== 'stopping';
  const isResting = headline === '';

  const isOnScreen = router.navigation.value.route.page === 'home';
  const isFirm = shownVerdict === 'hot' || shownVerdict === 'cold';
  useViewportTone(isOnScreen && isFirm ? shownVerdict : undefined);

  const toggle = useRecordingKeys(recorder, isActive, isOnScreen);

  useEffect(() => {
    // A phone in landscape is less high than page header and panel.
    if (isActive) control.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);

  return (
    <section
      ref={panel}
      class={styles.panel}
      aria-labelledby="listen-heading"
      data-testid="listen"
      data-phase={phase}
      data-verdict={phase === 'idle' ? shownVerdict : (verdict ?? undefined)}
      data-shown={shownVerdict}
      data-dropped={recorder.dropped.value}
    >
      <h2 id="listen-heading" class="visually-hidden">
        {home.listen.heading}
      </h2>
      <div ref={control} class={isResting ? `${styles.control} ${styles.resting}` : styles.control}>
        <button
          type="button"
          class={isActive ? `${styles.record} ${styles.active}` : styles.record}
          data-testid="record"
          aria-disabled={phase === 'stopping'}
          aria-keyshortcuts={RECORDING_KEYS}
          onClick={toggle}
        >
          {isActive && <Water display={recorder.display} />}
          {isActive ? <StopIcon /> : <MicrophoneIcon />}
          <span>{button}</span>
          {(phase === 'listening' || phase === 'pouring') && <ElapsedTime />}
        </button>
        <div class={styles.state}>
          <p class={styles.word} style={{ '--width': wordWidth(headline) }}>
            {headline}
          </p>
          <p
            class={isWarning ? `${styles.sentence} ${styles.warning}` : styles.sentence}
            data-warning={isWarning}
          >
            {isWarning && <FailureIcon />}
            <span>
              <span>{sentence}</span>
              {phase === 'idle' && !isWarning && <TryExample />}
            </span>
          </p>
          <CupNextStep />
          {result !== undefined && (
            <button type="button" class="quiet-button" onClick={() => goToCard(result)}>
              {home.listen.details}
            </button>
          )}
        </div>
      </div>
      <div class={styles.settings}>
        {note !== undefined && <p class={styles.note}>{note}</p>}
        <MissingMicrophone />
      </div>
      <div class={styles.picture}>
        <LiveSpectrogram
          display={recorder.display}
          isActive={isActive}
          showsEndedRecording={phase === 'stopping' || result !== undefined}
        />
        <FullScreenButton element={panel} onTap={toggle} isIconOnly />
      </div>
      {phase === 'idle' && <p class={styles.keys}>{compare.keys.listen}</p>}
    </section>
  );
}
