/** The quiz: a person guesses pours before seeing the model's verdict. */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { probabilityOfVerdict } from '../classify/classification.ts';
import type { HotOrCold } from '../classify/model-constants.ts';
import { percent, temperature } from '../i18n/format.ts';
import { quiz as messages } from '../i18n/index.ts';
import { scale } from '../i18n/temperature-scale.tsx';
import { useApp } from '../pages/app-context.ts';
import { Attribution } from '../results/attribution.tsx';
import { SpectrogramFigure } from '../results/spectrogram-figure.tsx';
import { VerdictIcon } from '../ui/icons.tsx';
import { PlayButton } from '../ui/play-button.tsx';
import { Playback } from '../ui/playback.ts';
import type { Quiz, Turn } from './quiz.ts';
import styles from './quiz-page.module.css';
import { QuizScore } from './quiz-score.tsx';

const GUESSES: readonly HotOrCold[] = ['hot', 'cold'];

export function QuizPage() {
  const { examples, quiz } = useApp();
  // Before painting, so that the content below the question does not jump.
  useLayoutEffect(() => quiz.start(), [quiz]);
  const round = quiz.round.value;
  const turn = round?.turns.at(-1);
  const origin = examples[0]?.source.origin;
  return (
    <div id="quiz" class={`prose ${styles.quiz}`} data-testid="quiz">
      <h1 tabIndex={-1}>{messages.heading}</h1>
      <p class="lede">{messages.intro}</p>
      {round?.isFinished ? (
        <QuizScore
          turns={round.turns}
          areRecorded={origin?.kind === 'recorded'}
          onRestart={() => quiz.restart()}
        />
      ) : (
        round &&
        turn && (
          <Question
            key={`${round.pours.length}-${turn.result.id}-${turn.pour.fahrenheit}`}
            turn={turn}
            number={round.turns.length}
            total={round.pours.length}
            quiz={quiz}
          />
        )
      )}
      <aside>
        <p class="quiet">
          {origin?.kind === 'recorded' ? messages.recorded : messages.synthesised}
        </p>
        {origin?.kind === 'recorded' && <Attribution credit={origin.credit} />}
      </aside>
    </div>
  );
}

interface QuestionProperties {
  turn: Turn;
  number: number;
  total: number;
  quiz: Quiz;
}

function Question({ turn, number, total, quiz }: QuestionProperties) {
  const { result, guess } = turn;
  const playback = useMemo(() => new Playback(), []);
  const [isPlayed, setIsPlayed] = useState(guess !== undefined);
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
      {hasFailed ? (
        <div class="notice" role="alert">
          <p>{finalState.failure.sentence}</p>
          <button type="button" class="quiet-button" onClick={() => quiz.retry()}>
            {messages.retry}
          </button>
        </div>
      ) : (
        <PlayButton recording={result.recording.value} playback={playback} messages={messages} />
      )}
      {guess === undefined ? (
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
      ) : (
        <Solution
          turn={turn}
          guess={guess}
          playback={playback}
          isLast={number === total}
          quiz={quiz}
        />
      )}
    </section>
  );
}

interface SolutionProperties {
  turn: Turn;
  guess: HotOrCold;
  playback: Playback;
  isLast: boolean;
  quiz: Quiz;
}

function Solution({ turn, guess, playback, isLast, quiz }: SolutionProperties) {
  const { truth, pour, result } = turn;
  const heading = useRef<HTMLHeadingElement>(null);
  const finalState = result.finalState.value;
  const classification = finalState?.phase === 'classified' ? finalState.classification : undefined;
  const degrees = temperature(pour.fahrenheit, scale.value);
  // The focused button has disappeared; screen readers continue with the solution.
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <div class={styles.truth} data-right={guess === truth}>
      <h3 ref={heading} tabIndex={-1} class={`${styles.heading} ${styles[truth]}`}>
        <VerdictIcon verdict={truth} />
        {(guess === truth ? messages.right : messages.wrong)[truth]}
      </h3>
      <p>{messages.truth(degrees)}</p>
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
          spectrogram={classification?.spectrogram}
          playback={playback}
          saliency={undefined}
          name={degrees}
        />
      )}
      <div class="actions">
        <button
          type="button"
          class="primary-button"
          data-testid="next"
          onClick={() => {
            quiz.next();
            requestAnimationFrame(() => {
              document.querySelector<HTMLElement>('#quiz h2')?.focus();
            });
          }}
        >
          {isLast ? messages.finish : messages.next}
        </button>
      </div>
    </div>
  );
}
