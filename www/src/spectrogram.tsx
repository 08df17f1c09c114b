/** The spectrogram the model saw, with axes and a legend. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Spectrogram } from './answer.ts';
import { frequencyTicks, timeTicks } from './axes.ts';
import { clock, decibels, hertz, seconds as inSeconds } from './format.ts';
import { strings } from './strings.ts';
import { strongestBand } from './strongest-band.ts';

/** More labels than this run into one another on a narrow phone. */
const MOST_TIME_TICKS = 6;
/** One line of label text as a fraction of the picture's height. */
const LABEL_HEIGHT = 0.1;

/** `shown` is absent while the model listens: the space is kept, so nothing jumps. */
export function SpectrogramFigure({ shown }: { shown: Spectrogram | undefined }) {
  const { spectrogram: words } = strings;
  return (
    <figure class="spectrogram">
      <figcaption>{words.caption}</figcaption>
      <div class="axis frequency" aria-hidden="true">
        {shown &&
          frequencyTicks(shown.bandHz, LABEL_HEIGHT).map(({ at, value }) => (
            <span key={value} style={{ top: `${at * 100}%` }}>
              {hertz(value)}
            </span>
          ))}
      </div>
      <div class="picture">{shown && <Picture shown={shown} />}</div>
      <div class="axis time" aria-hidden="true">
        {shown &&
          timeTicks(shown.seconds, MOST_TIME_TICKS).map(({ at, value }) => (
            <span key={value} style={{ left: `${at * 100}%` }}>
              {shown.seconds < 120 ? inSeconds(value) : clock(value)}
            </span>
          ))}
      </div>
      <div class="legend">
        {shown && (
          <>
            <span>{words.loudness}</span>
            <span class="decibels">{decibels(shown.minDb)}</span>
            <span class="scale" aria-hidden="true" />
            <span class="decibels">{decibels(shown.maxDb)}</span>
          </>
        )}
      </div>
    </figure>
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
      aria-label={strings.spectrogram.description(
        seconds,
        hertz(bandHz[bandHz.length - 1] ?? 0),
        hertz(bandHz[0] ?? 0),
        hertz(strongestBand(shown)),
      )}
    />
  );
}
