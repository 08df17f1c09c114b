/** The coldest and the hottest example side by side, with spectrograms and verdicts. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { probabilityOfVerdict } from '../classify/classification.ts';
import { groundTruth } from '../classify/model-constants.ts';
import { percent, temperature } from '../i18n/format.ts';
import { compare as comparePage, guide, quiz } from '../i18n/index.ts';
import { scale } from '../i18n/temperature-scale.tsx';
import { coldestAndHottest, type Example } from '../input/examples.ts';
import { Attribution } from '../results/attribution.tsx';
import type { Result } from '../results/results.ts';
import { SpectrogramFigure } from '../results/spectrogram-figure.tsx';
import { formatRoute } from '../router/route.ts';
import { useNearViewport } from '../ui/hooks.ts';
import { PlayButton } from '../ui/play-button.tsx';
import { Playback } from '../ui/playback.ts';
import { useApp } from './app-context.ts';
import styles from './guide-comparison.module.css';

export function GuideComparison() {
  const { examples } = useApp();
  const { compare } = guide;
  const pair = coldestAndHottest(examples);
  const origin = pair[0]?.source.origin;
  return (
    <>
      <p>{origin?.kind === 'recorded' ? compare.recorded : compare.synthesised}</p>
      <p>{compare.reading}</p>
      <div class={`full-width ${styles.comparison}`} data-testid="comparison">
        {pair.map((pour) => (
          <Side key={pour.fahrenheit} pour={pour} />
        ))}
      </div>
      {origin?.kind === 'recorded' && <Attribution credit={origin.credit} />}
      <p>
        <a href={formatRoute('compare')}>{comparePage.heading}</a>
      </p>
    </>
  );
}

function Side({ pour }: { pour: Example }) {
  const { backgroundClassifier } = useApp();
  const { compare } = guide;
  const { fahrenheit, source } = pour;
  const element = useRef<HTMLDivElement>(null);
  const isNear = useNearViewport(element);
  const [result, setResult] = useState<Result>();
  const playback = useMemo(() => new Playback(), []);
  useEffect(() => {
    // Waits for the viewport, so that readers of the steps do not load the model.
    if (isNear && result === undefined) setResult(backgroundClassifier.classify(source));
  }, [isNear, result, backgroundClassifier, source]);

  const truth = groundTruth(fahrenheit);
  const kind = source.origin.kind === 'recorded' ? 'recorded' : 'synthesised';
  const finalState = result?.finalState.value;
  const classification = finalState?.phase === 'classified' ? finalState.classification : undefined;
  const name = compare.pour[truth](temperature(fahrenheit, scale.value));
  return (
    <div ref={element} class={styles.side} data-testid={`side-${truth}`}>
      <h3>{name}</h3>
      <p>{compare.look[kind][truth]}</p>
      {finalState?.phase === 'failed' ? (
        <div class="notice" role="alert">
          <p>{finalState.failure.sentence}</p>
          <button
            type="button"
            class="quiet-button"
            onClick={() => setResult(backgroundClassifier.classify(source))}
          >
            {compare.retry}
          </button>
        </div>
      ) : (
        <>
          <SpectrogramFigure
            classification={classification}
            spectrogram={classification?.spectrogram}
            playback={classification && playback}
            saliency={undefined}
            name={name}
          />
          <p>
            <PlayButton recording={result?.recording.value} playback={playback} messages={quiz} />
          </p>
          <p class="quiet" data-testid="model-says" data-verdict={classification?.verdict}>
            {classification
              ? quiz.model[classification.verdict](
                  percent(probabilityOfVerdict(classification).probability),
                )
              : quiz.modelPending}
          </p>
        </>
      )}
    </div>
  );
}
