/** The score of a finished round, with a table of its pours. */
import { temperature } from '../i18n/format.ts';
import { home, quiz as messages } from '../i18n/index.ts';
import { scale } from '../i18n/temperature-scale.tsx';
import { computeScore, modelVerdict, type Turn } from './quiz.ts';
import styles from './quiz-score.module.css';

interface Properties {
  turns: readonly Turn[];
  /** Pours of the next round; undefined if it is of another source. */
  nextPours: keyof typeof messages.playAgainNote | undefined;
  onRestart: () => void;
}

export function QuizScore({ turns, nextPours, onRestart }: Properties) {
  const { score, playAgainNote } = messages;
  return (
    <section class={styles.score} aria-labelledby="quiz-score">
      <h2 id="quiz-score" tabIndex={-1}>
        {score.heading}
      </h2>
      {turns.length > 0 ? <Score turns={turns} /> : <p>{score.nothingPlayed}</p>}
      <div class="actions">
        <button type="button" class="primary-button" data-testid="again" onClick={onRestart}>
          {messages.playAgain}
        </button>
        {nextPours && <span class="quiet">{playAgainNote[nextPours]}</span>}
      </div>
    </section>
  );
}

function Score({ turns }: Pick<Properties, 'turns'>) {
  const { score } = messages;
  const { you, model, total } = computeScore(turns);
  const standing = you > model ? score.ahead : you < model ? score.behind : score.tie;
  return (
    <>
      <p class={styles.sum} data-testid="score" data-you={you} data-model={model}>
        {score.sentence(you, model, total)}
      </p>
      <p>
        {standing} <span class="quiet">{score.unsureNote}</span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll */}
      {/* biome-ignore lint/a11y/useSemanticElements: a section would need a heading */}
      <div class="table-frame" role="region" tabIndex={0} aria-label={score.table}>
        <table>
          <thead>
            <tr>
              <th scope="col">{score.columns.pour}</th>
              <th scope="col">{score.columns.water}</th>
              <th scope="col">{score.columns.you}</th>
              <th scope="col">{score.columns.model}</th>
            </tr>
          </thead>
          <tbody>
            {turns.map((turn, i) => (
              <tr key={turn.result.id}>
                <th scope="row">{i + 1}</th>
                <WaterCell turn={turn} />
                <VerdictCell verdict={turn.guess} truth={turn.truth} />
                <VerdictCell verdict={modelVerdict(turn)} truth={turn.truth} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function WaterCell({ turn: { truth, pour } }: { turn: Turn }) {
  return pour.fahrenheit === undefined ? (
    <td>{messages.guesses[truth]}</td>
  ) : (
    <td translate={false}>{temperature(pour.fahrenheit, scale.value)}</td>
  );
}

function VerdictCell({
  verdict,
  truth,
}: {
  verdict: keyof typeof home.verdicts | undefined;
  truth: string;
}) {
  const { right, wrong } = messages.score;
  return (
    <td class={verdict === truth ? undefined : styles.wrong}>
      {verdict ? home.verdicts[verdict].word : home.summary.unknown}{' '}
      <span class={styles.mark}>
        <span aria-hidden="true">{verdict === truth ? '✓' : '✗'}</span>
        <span class="visually-hidden">{verdict === truth ? right : wrong}</span>
      </span>
    </td>
  );
}
