/** The spectrogram the model saw, with axes and a legend, and the chances along its time. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Classification, Spectrogram } from '../classify/classification.ts';
import { clock, decibels, hertz, seconds as inSeconds } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import { SaliencyControl, SaliencyOverlay } from '../saliency/saliency-overlay.tsx';
import type { SaliencyView } from '../saliency/saliency-view.ts';
import type { Playback } from '../ui/playback.ts';
import { SeekBar } from '../ui/seek-bar.tsx';
import { ProbabilityTimeline } from './probability-timeline.tsx';
import { frequencyTicks, strongestBand, timeTicks } from './spectrogram-axes.ts';

/** More labels than this run into one another on a narrow phone. */
const MOST_TIME_TICKS = 6;
/** One line of label text as a fraction of the picture's height. */
const LABEL_HEIGHT = 0.1;

interface Properties {
  /** Absent while the model listens, and far from sight: the space is kept, so nothing jumps. */
  answer: Classification | undefined;
  /** Absent as well where it is still being fetched, or was not kept. */
  shown: Spectrogram | undefined;
  /** Absent where there is nothing to play. */
  playback: Playback | undefined;
  /** Absent where there is nothing to listen to again, and where neither hot nor cold was decided. */
  saliency: SaliencyView | undefined;
  name: string;
}

export function SpectrogramFigure(properties: Properties) {
  const { answer, shown, ...rest } = properties;
  return (
    <figure class="spectrogram">
      <figcaption>{home.spectrogram.caption}</figcaption>
      <div class="picture" />
      {answer && shown && <Drawn answer={answer} shown={shown} {...rest} />}
    </figure>
  );
}

function Drawn({
  answer,
  shown,
  playback,
  saliency,
  name,
}: Properties & { answer: Classification; shown: Spectrogram }) {
  const { spectrogram: words, overTime } = home;
  return (
    <>
      <div class="axis frequency" data-testid="frequency-axis" aria-hidden="true">
        {frequencyTicks(shown.bandHz, LABEL_HEIGHT).map(({ at, value }) => (
          <span key={value} style={{ top: `${at * 100}%` }}>
            {hertz(value)}
          </span>
        ))}
      </div>
      <div class="picture" data-testid="picture">
        <Picture shown={shown} />
        {saliency && <SaliencyOverlay view={saliency} shown={shown} />}
      </div>
      <div class="axis leaning" aria-hidden="true">
        <span>{overTime.hot}</span>
        <span>{overTime.cold}</span>
      </div>
      <ProbabilityTimeline answer={answer} />
      {playback && <SeekBar playback={playback} seconds={shown.seconds} name={name} />}
      <div class="axis time" data-testid="time-axis" aria-hidden="true">
        {timeTicks(shown.seconds, MOST_TIME_TICKS).map(({ at, value }) => (
          <span key={value} style={{ left: `${at * 100}%` }}>
            {shown.seconds < 120 ? inSeconds(value) : clock(value)}
          </span>
        ))}
      </div>
      {saliency && <SaliencyControl view={saliency} shown={shown} name={name} />}
      <div class="legend" data-testid="legend">
        <span class="no-pour-key">
          <span class="hatched" aria-hidden="true" />
          {overTime.notPouring}
        </span>
        <span class="loudness">
          {words.loudness} <span class="decibels">{decibels(shown.minDb)}</span>
          <span class="scale" data-testid="colour-scale" aria-hidden="true" />
          <span class="decibels">{decibels(shown.maxDb)}</span>
        </span>
      </div>
    </>
  );
}

function Picture({ shown }: { shown: Spectrogram }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { image, bandHz, seconds } = shown;
  useLayoutEffect(() => {
    canvas.current?.getContext('2d')?.putImageData(image, 0, 0);
  }, [image]);
  return (
    <canvas
      ref={canvas}
      width={image.width}
      height={image.height}
      role="img"
      aria-label={home.spectrogram.description(
        seconds,
        hertz(bandHz[bandHz.length - 1] ?? 0),
        hertz(bandHz[0] ?? 0),
        hertz(strongestBand(shown)),
      )}
    />
  );
}
