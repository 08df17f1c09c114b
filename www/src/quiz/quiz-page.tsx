/** The quiz: a person guesses pours before seeing the model's verdict. */
import { signal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { probabilityOfVerdict, type Spectrogram } from '../classify/classification.ts';
import type { HotOrCold } from '../classify/model-constants.ts';
import { nameOf } from '../history/result-name.ts';
import { NoteText } from '../history/result-notes.tsx';
import { useStoredMedia } from '../history/use-stored-media.ts';
import { percent, temperature } from '../i18n/format.ts';
import { quiz as messages } from '../i18n/index.ts';
import { scale } from '../i18n/temperature-scale.tsx';
import type { Example } from '../input/examples.ts';
import { useApp } from '../pages/app-context.ts';
import { Attribution } from '../results/attribution.tsx';
import { SpectrogramFigure } from '../results/spectrogram-figure.tsx';
import { focusAfterRender, useFocusSuccessor } from '../ui/focus.ts';
import { VerdictIcon } from '../ui/icons.tsx';
import { PlayButton } from '../ui/play-button.tsx';
import { Playback } from '../ui/playback.ts';
import { isOwn, MIN_OWN_POURS } from './own-pours.ts';
import type { Quiz, QuizSource, Turn } from './quiz.ts';
import styles from './quiz-page.module.css';
import { QuizScore } from './quiz-score.tsx';

const GUESSES: readonly HotOrCold[] = ['hot', 'cold'];

/** A visit to another page keeps the choice. */
const chosenSource = signal<QuizSource>('examples');

export function QuizPage() {
  const { examples, ownPours, quizzes } = useApp();
  useLayoutEffect(() => ownPours.watch(), [ownPours]);
  const count = ownPours.playable.value?.length ?? 0;
  const canPlayOwn = count >= MIN_OWN_POURS;
  // A round goes on even if its recordings are deleted, and its score stays until it is left.
  const isOwnShown = chosenSource.value === 'own' && quizzes.own.round.value !== undefined;
  const hasOwn = canPlayOwn || quizzes.own.isInProgress || isOwnShown;
  const source = hasOwn ? chosenSource.value : 'examples';
  const quiz = quizzes[source];
  // Before painting, so that the content below the question does not jump.
  useLayoutEffect(() => quiz.start(), [quiz]);
  const round = quiz.round.value;
  const turn = round?.turns.at(-1);
  const isPartlyNew = source === 'own' ? count > (round?.pours.length ?? 0) : !isRecorded(examples);
  const leavesOwn = source === 'own' && !canPlayOwn;
  const restart = () => {
    if (leavesOwn) {
      chosenSource.value = 'examples';
      quizzes.examples.continueOrRestart();
    } else {
      quiz.restart();
    }
    focusHeading();
  };
  return (
    <div id="quiz" class={`prose ${styles.quiz}`} data-testid="quiz">
      <h1 tabIndex={-1}>{messages.heading}</h1>
      <p class="lede">{messages.intro}</p>
      {hasOwn && <SourceChoice source={source} count={count} />}
      {round?.isFinished ? (
        <QuizScore
          turns={round.turns}
          nextPours={leavesOwn ? undefined : isPartlyNew ? 'partlyNew' : 'repeated'}
          onRestart={restart}
        />
      ) : (
        round &&
        turn && (
          <Question
            key={turn.id}
            turn={turn}
            number={round.turns.length}
            total={round.pours.length}
            quiz={quiz}
          />
        )
      )}
      <SourceNote source={source} canPlayOwn={canPlayOwn} />
    </div>
  );
}

/** Chooses between the examples and the person's own recordings. */
function SourceChoice({ source, count }: { source: QuizSource; count: number }) {
  const { sources } = messages;
  const words = { examples: sources.examples, own: sources.own(count) };
  const group = useRef<HTMLDivElement>(null);
  useFocusSuccessor(group, HEADING);
  return (
    // biome-ignore lint/a11y/useSemanticElements: fieldsets are hard to lay out in a row
    <div ref={group} class={styles.sources} role="group" aria-label={sources.label}>
      {(['examples', 'own'] as const).map((each) => (
        <button
          key={each}
          type="button"
          class="quiet-button"
          data-testid={`source-${each}`}
          aria-pressed={each === source}
          onClick={() => {
            chosenSource.value = each;
          }}
        >
          {words[each]}
        </button>
      ))}
    </div>
  );
}

/** Where the pours come from, and how the person's own get here. */
function SourceNote({ source, canPlayOwn }: { source: QuizSource; canPlayOwn: boolean }) {
  const { examples, ownPours, results } = useApp();
  if (source === 'own') {
    return (
      <aside>
        <p class="quiet">{messages.sources.ownTruth}</p>
      </aside>
    );
  }
  const origin = examples[0]?.source.origin;
  const isHintShown =
    ownPours.playable.value !== undefined && !canPlayOwn && results.list.value.some(isOwn);
  return (
    <aside>
      <p class="quiet">{isRecorded(examples) ? messages.recorded : messages.synthesised}</p>
      {origin?.kind === 'recorded' && <Attribution credit={origin.credit} />}
      {isHintShown && (
        <p class="quiet" data-testid="label-hint">
          {messages.sources.hint}
        </p>
      )}
    </aside>
  );
}

function isRecorded(examples: readonly Example[]): boolean {
  return examples[0]?.source.origin.kind === 'recorded';
}

interface QuestionProperties {
  turn: Turn;
  number: number;
  total: number;
  quiz: Quiz;
}

function Question({ turn, number, total, quiz }: QuestionProperties) {
  const { pour, result, guess } = turn;
  const playback = useMemo(() => new Playback(), []);
  const [isPlayed, setIsPlayed] = useState(guess !== undefined);
  const { spectrogram, isRecordingDeleted } = useStoredMedia(result, true);
  const isDeleted = isRecordingDeleted || pour.isDeleted();
  const finalState = result.finalState.value;
  const hasFailed = finalState?.phase === 'failed' && result.recording.value === undefined;
  if (playback.isPlaying.value && !isPlayed) setIsPlayed(true);
  return (
    <section
      class={styles.question}
      data-testid="question"
      aria-labelledby="quiz-pour"
      data-truth={turn.truth}
    >
      <h2 id="quiz-pour" tabIndex={-1}>
        {messages.pour(number, total)}
      </h2>
      {isDeleted ? (
        guess === undefined && (
          <Notice
            sentence={messages.deleted}
            action={messages.skip}
            onAction={() => {
              quiz.skip();
              focusHeading();
            }}
          />
        )
      ) : hasFailed ? (
        <Notice
          sentence={finalState.failure.sentence}
          action={messages.retry}
          onAction={() => {
            quiz.retry();
            focusHeading();
          }}
        />
      ) : (
        <PlayButton recording={result.recording.value} playback={playback} messages={messages} />
      )}
      {guess !== undefined ? (
        <Solution
          turn={turn}
          guess={guess}
          spectrogram={spectrogram}
          playback={isDeleted ? undefined : playback}
          isLast={number === total}
          quiz={quiz}
        />
      ) : (
        !isDeleted && (
          <fieldset class={styles.guesses}>
            <legend>{messages.question}</legend>
            {GUESSES.map((verdict) => (
              <button
                key={verdict}
                type="button"
                class={`${styles.guess} ${styles[verdict]}`}
                data-testid={`guess-${verdict}`}
                aria-disabled={!isPlayed}
                onClick={() => isPlayed && quiz.guess(verdict)}
              >
                <VerdictIcon verdict={verdict} />
                {messages.guesses[verdict]}
              </button>
            ))}
            <p class="quiet">{isPlayed ? '\u00a0' : messages.playFirst}</p>
          </fieldset>
        )
      )}
    </section>
  );
}

interface NoticeProperties {
  sentence: string;
  action: string;
  onAction: () => void;
}

/** Why the pour cannot be played, and what the person can do. */
function Notice({ sentence, action, onAction }: NoticeProperties) {
  return (
    <div class="notice" role="alert">
      <p>{sentence}</p>
      <button type="button" class="quiet-button" onClick={onAction}>
        {action}
      </button>
    </div>
  );
}

interface SolutionProperties {
  turn: Turn;
  guess: HotOrCold;
  /** That of an earlier visit. */
  spectrogram: Spectrogram | undefined;
  /** Absent without a recording. */
  playback: Playback | undefined;
  isLast: boolean;
  quiz: Quiz;
}

function Solution({ turn, guess, spectrogram, playback, isLast, quiz }: SolutionProperties) {
  const { truth, pour, result } = turn;
  const heading = useRef<HTMLHeadingElement>(null);
  const finalState = result.finalState.value;
  const classification = finalState?.phase === 'classified' ? finalState.classification : undefined;
  const degrees =
    pour.fahrenheit === undefined ? undefined : temperature(pour.fahrenheit, scale.value);
  // The focused button has disappeared; screen readers continue with the solution.
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <div class={styles.truth} data-right={guess === truth}>
      <h3 ref={heading} tabIndex={-1} class={`${styles.heading} ${styles[truth]}`}>
        <VerdictIcon verdict={truth} />
        {(guess === truth ? messages.right : messages.wrong)[truth]}
      </h3>
      {degrees === undefined ? (
        <div>
          <p class={styles.name} data-testid="name" translate={false}>
            {nameOf(result)}
          </p>
          <NoteText result={result} />
        </div>
      ) : (
        <p>{messages.truth(degrees)}</p>
      )}
      <p role="status" data-testid="model-says" data-verdict={classification?.verdict}>
        {classification
          ? messages.model[classification.verdict](
              percent(probabilityOfVerdict(classification).probability),
            )
          : finalState
            ? messages.modelFailed
            : messages.modelPending}
      </p>
      {!(finalState?.phase === 'failed') && (
        <SpectrogramFigure
          classification={classification}
          spectrogram={classification?.spectrogram ?? spectrogram}
          playback={playback}
          saliency={undefined}
          name={degrees ?? nameOf(result)}
        />
      )}
      <div class="actions">
        <button
          type="button"
          class="primary-button"
          data-testid="next"
          onClick={() => {
            quiz.next();
            focusHeading();
          }}
        >
          {isLast ? messages.finish : messages.next}
        </button>
      </div>
    </div>
  );
}

/** The heading of the question or of the score. */
const HEADING = '#quiz h2';

function focusHeading(): void {
  focusAfterRender(HEADING);
}
