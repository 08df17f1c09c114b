/** Guess first, then see: a round of pours against the model. */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { probabilityOfVerdict } from '../classify/classification.ts';
import type { HotOrCold } from '../classify/model-constants.ts';
import { percent, temperature } from '../i18n/format.ts';
import { quiz as words } from '../i18n/index.ts';
import { scale } from '../i18n/temperature-scale.ts';
import { useApp } from '../pages/app-context.ts';
import { Attribution } from '../results/attribution.tsx';
import { SpectrogramFigure } from '../results/spectrogram-figure.tsx';
import { VerdictIcon } from '../ui/icons.tsx';
import { PlayButton } from '../ui/play-button.tsx';
import { Playback } from '../ui/playback.ts';
import type { Quiz, Turn } from './quiz.ts';
import { QuizScore } from './quiz-score.tsx';

const GUESSES: readonly HotOrCold[] = ['hot', 'cold'];

export function QuizPage() {
  const { examples, quiz } = useApp();
  // Before it is painted: what stands below the question would jump.
  useLayoutEffect(() => quiz.start(), [quiz]);
  const round = quiz.round.value;
  const turn = round?.turns.at(-1);
  const origin = examples[0]?.source.origin;
  return (
    <div class="prose quiz" data-testid="quiz">
      <h1 tabIndex={-1}>{words.heading}</h1>
      <p class="lede">{words.intro}</p>
      {round?.over ? (
        <QuizScore
          turns={round.turns}
          recorded={origin?.kind === 'recorded'}
          onAgain={() => quiz.again()}
        />
      ) : (
        round &&
        turn && (
          <Question
            key={`${round.pours.length}-${turn.result.id}-${turn.pour.fahrenheit}`}
            turn={turn}
            number={round.turns.length}
            all={round.pours.length}
            quiz={quiz}
          />
        )
      )}
      <aside>
        <p class="quiet">{origin?.kind === 'recorded' ? words.recorded : words.synthesised}</p>
        {origin?.kind === 'recorded' && <Attribution credit={origin.credit} />}
      </aside>
    </div>
  );
}

interface QuestionProperties {
  turn: Turn;
  number: number;
  all: number;
  quiz: Quiz;
}

function Question({ turn, number, all, quiz }: QuestionProperties) {
  const { result, guess } = turn;
  const playback = useMemo(() => new Playback(), []);
  const [played, setPlayed] = useState(guess !== undefined);
  const settled = result.finalState.value;
  const failed = settled?.phase === 'failed' && result.recording.value === undefined;
  if (playback.playing.value && !played) setPlayed(true);
  return (
    <section
      class="question"
      data-testid="question"
      aria-labelledby="quiz-pour"
      data-truth={turn.truth}
    >
      <h2 id="quiz-pour" tabIndex={-1}>
        {words.pour(number, all)}
      </h2>
      {failed ? (
        <div class="notice" role="alert">
          <p>{settled.failure.sentence}</p>
          <button type="button" class="quiet-button" onClick={() => quiz.retry()}>
            {words.retry}
          </button>
        </div>
      ) : (
        <PlayButton recording={result.recording.value} playback={playback} words={words} />
      )}
      {guess === undefined ? (
        <fieldset class="guesses">
          <legend>{words.question}</legend>
          {GUESSES.map((one) => (
            <button
              key={one}
              type="button"
              class={`guess guess-${one}`}
              data-testid={`guess-${one}`}
              aria-disabled={!played}
              onClick={() => played && quiz.guess(one)}
            >
              <VerdictIcon verdict={one} />
              {words.guesses[one]}
            </button>
          ))}
          <p class="quiet play-first">{played ? '\u00a0' : words.playFirst}</p>
        </fieldset>
      ) : (
        <Truth turn={turn} guess={guess} playback={playback} last={number === all} quiz={quiz} />
      )}
    </section>
  );
}

interface TruthProperties {
  turn: Turn;
  guess: HotOrCold;
  playback: Playback;
  last: boolean;
  quiz: Quiz;
}

function Truth({ turn, guess, playback, last, quiz }: TruthProperties) {
  const { truth, pour, result } = turn;
  const heading = useRef<HTMLHeadingElement>(null);
  const settled = result.finalState.value;
  const answer = settled?.phase === 'classified' ? settled.classification : undefined;
  const degrees = temperature(pour.fahrenheit, scale.value);
  // The button that was pressed is gone, and the truth is what one wants to hear.
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <div class="truth" data-right={guess === truth}>
      <h3 ref={heading} tabIndex={-1} class={`truth-${truth}`}>
        <VerdictIcon verdict={truth} />
        {(guess === truth ? words.right : words.wrong)[truth]}
      </h3>
      <p>{words.truth(degrees)}</p>
      <p role="status" data-testid="model-says" data-verdict={answer?.verdict}>
        {answer
          ? words.model[answer.verdict](percent(probabilityOfVerdict(answer).probability))
          : settled
            ? words.modelFailed
            : words.modelPending}
      </p>
      {!(settled?.phase === 'failed') && (
        <SpectrogramFigure
          answer={answer}
          shown={answer?.spectrogram}
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
              document.querySelector<HTMLElement>('.quiz h2')?.focus();
            });
          }}
        >
          {last ? words.finish : words.next}
        </button>
      </div>
    </div>
  );
}
