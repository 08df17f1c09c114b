/** Both panes of the comparison, with what they share: the scale, the player and full screen. */
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useStoredMedia } from '../history/use-stored-media.ts';
import { compare as messages } from '../i18n/index.ts';
import type { Result } from '../results/results.ts';
import { SpectrogramLegend } from '../results/spectrogram-figure.tsx';
import { FullScreenButton, useIsFullScreen } from '../ui/full-screen-button.tsx';
import { useSpaceKey } from '../ui/hooks.ts';
import { PlayIcon, StopIcon } from '../ui/icons.tsx';
import { Playback } from '../ui/playback.ts';
import { commonScale } from './common-scale.ts';
import styles from './compare-page.module.css';
import { ComparePane } from './compare-pane.tsx';
import type { Pair, Side } from './pair.ts';
import { SequencePlayer } from './sequence-player.ts';

interface Properties {
  pair: Pair;
  candidates: readonly Result[];
  /** Whether the button that plays both gets the focus. */
  takesFocus: boolean;
  onChoose: (side: Side, result: Result) => void;
}

const SIDES: readonly Side[] = [0, 1];

export function Comparison({ pair, candidates, takesFocus, onChoose }: Properties) {
  const panes = useRef<HTMLDivElement>(null);
  const playButton = useRef<HTMLButtonElement>(null);
  const [a, b] = pair;
  const sides = [usePane(a), usePane(b)] as const;
  const playbacks = sides.map(({ playback }) => playback);
  const sequence = useMemo(
    () => new SequencePlayer(playbacks, () => pair.every(hasLoadedRecording)),
    playbacks,
  );
  useEffect(() => () => sequence.stop(), [sequence]);
  const toggle = useMemo(() => () => sequence.toggle(), [sequence]);
  useSpaceKey(toggle);
  const isFullScreen = useIsFullScreen(panes);
  useLayoutEffect(() => {
    if (takesFocus) playButton.current?.focus();
  }, []);

  const spectrograms = sides.map(({ spectrogram }) => spectrogram);
  const scale = commonScale(spectrograms.filter((spectrogram) => spectrogram !== undefined));
  const seconds = Math.max(...spectrograms.map((spectrogram) => spectrogram?.seconds ?? 0));
  const canPlay = pair.every(hasLoadedRecording);
  const isPlaying = sequence.current.value !== undefined;
  return (
    <>
      <p class="lede">{messages.lede}</p>
      <div class={`actions ${styles.actions}`}>
        <button
          ref={playButton}
          type="button"
          class="primary-button"
          data-testid="play-in-turn"
          aria-keyshortcuts="Space"
          // Not `disabled`, which would drop the focus.
          aria-disabled={!canPlay && !isPlaying}
          onClick={toggle}
        >
          {isPlaying ? <StopIcon /> : <PlayIcon />}
          {isPlaying ? messages.stopTurns : messages.playInTurn}
        </button>
        <FullScreenButton element={panes} onTap={toggle} />
      </div>
      <div ref={panes} class={styles.panes} data-testid="panes">
        {SIDES.map((side) => (
          <ComparePane
            key={side}
            side={side}
            result={pair[side]}
            candidates={candidates}
            scale={scale}
            seconds={seconds}
            isSeekable={!isFullScreen}
            onChoose={(result) => onChoose(side, result)}
            {...sides[side]}
          />
        ))}
        <p class={isPlaying ? `${styles.keys} ${styles.playing}` : styles.keys}>
          {messages.keys.compare}
        </p>
      </div>
      {scale && (
        <div class={styles.legend}>
          <SpectrogramLegend scale={scale} />
        </div>
      )}
    </>
  );
}

function hasLoadedRecording({ recording }: Result): boolean {
  return recording.value !== undefined;
}

/** What a pane shows of its result, and its player. */
function usePane(result: Result) {
  const stored = useStoredMedia(result, true);
  const state = result.finalState.value;
  const classification = state?.phase === 'classified' ? state.classification : undefined;
  return {
    classification,
    spectrogram: classification?.spectrogram ?? stored.spectrogram,
    isRecordingDeleted: stored.isRecordingDeleted,
    playback: useMemo(() => new Playback(), [result]),
  };
}
