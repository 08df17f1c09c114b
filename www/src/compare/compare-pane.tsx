/** One of the two results: which one, its verdict, its spectrogram and its player. */
import { useMemo } from 'preact/hooks';
import type { Classification, Spectrogram } from '../classify/classification.ts';
import { resultSentence } from '../classify/verdict-sentence.ts';
import { nameOf } from '../history/result-name.ts';
import { home, compare as messages, quiz } from '../i18n/index.ts';
import { OriginNote } from '../results/result-card.tsx';
import type { Result } from '../results/results.ts';
import { SpectrogramFigure } from '../results/spectrogram-figure.tsx';
import { VerdictIcon } from '../ui/icons.tsx';
import { PlayButton } from '../ui/play-button.tsx';
import type { Playback } from '../ui/playback.ts';
import { wordWidth } from '../ui/word-width.ts';
import { type LevelScale, rescale } from './common-scale.ts';
import styles from './compare-page.module.css';
import type { Side } from './pair.ts';

interface Properties {
  side: Side;
  result: Result;
  candidates: readonly Result[];
  classification: Classification | undefined;
  spectrogram: Spectrogram | undefined;
  isRecordingDeleted: boolean;
  playback: Playback;
  /** Undefined without a spectrogram. */
  scale: LevelScale | undefined;
  /** Length of the longer spectrogram. */
  seconds: number;
  /** False in full screen, where a tap plays both in turn. */
  isSeekable: boolean;
  onChoose: (result: Result) => void;
}

const LETTERS = ['A', 'B'] as const;
/** Width of the icon and its gap in em. */
const ICON_WIDTH = 1.25;

export function ComparePane(properties: Properties) {
  const { side, result, candidates, classification, onChoose } = properties;
  const { spectrogram, scale, seconds, isSeekable, playback, isRecordingDeleted } = properties;
  const letter = LETTERS[side];
  const name = nameOf(result);
  const verdict = classification?.verdict ?? 'unsure';
  const { word } = home.verdicts[verdict];
  const rescaled = useMemo(
    () => spectrogram && scale && rescale(spectrogram, scale),
    [spectrogram, scale?.minDb, scale?.maxDb, scale?.bandHz],
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: fieldsets are hard to lay out in a grid
    <div
      class={styles.pane}
      role="group"
      aria-label={messages.pour(letter)}
      data-testid={`pane-${letter}`}
      data-verdict={verdict}
      data-playing={playback.isPlaying.value}
    >
      {/* In full screen and on paper, in place of the choice. */}
      <h2 class={styles.name} translate={false}>
        {name}
      </h2>
      <label class="choice">
        {messages.pour(letter)}
        <select
          translate={false}
          value={result.id}
          onChange={({ currentTarget }) => {
            const chosen = candidates.find(({ id }) => String(id) === currentTarget.value);
            if (chosen) onChoose(chosen);
          }}
        >
          {candidates.map((candidate) => (
            <option key={candidate.id} value={candidate.id}>
              {optionText(candidate)}
            </option>
          ))}
        </select>
      </label>
      <p class={styles.word} data-testid="word" style={{ '--width': wordWidth(word) + ICON_WIDTH }}>
        <VerdictIcon verdict={verdict} />
        {word}
      </p>
      <p>{classification && resultSentence(classification)}</p>
      <SpectrogramFigure
        classification={classification}
        spectrogram={rescaled}
        playback={result.recording.value && playback}
        saliency={undefined}
        name={name}
        sharedSeconds={seconds}
        isSeekable={isSeekable}
      />
      <div class={styles.footer}>
        {isRecordingDeleted ? (
          <p class="quiet">{home.history.audioNotSaved}</p>
        ) : (
          <PlayButton
            key={result.id}
            recording={result.recording.value}
            playback={playback}
            messages={{
              play: messages.play(letter),
              stop: messages.stop(letter),
              preparing: quiz.preparing,
            }}
          />
        )}
        <OriginNote origin={result.source.origin} />
      </div>
    </div>
  );
}

function optionText(result: Result): string {
  const state = result.finalState.value;
  const name = nameOf(result);
  return state?.phase === 'classified'
    ? `${name} · ${home.verdicts[state.classification.verdict].word}`
    : name;
}
