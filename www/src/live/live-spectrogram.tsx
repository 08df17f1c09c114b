/** The sound as it comes in: a level and a scrolling spectrogram. */
import { useEffect, useRef } from 'preact/hooks';
import { framesPerSecond } from '../classify/model-constants.ts';
import { home } from '../i18n/index.ts';
import { TOO_QUIET_DB } from './limits.ts';
import type { LiveDisplay } from './recorder.ts';
import type { SpectrogramMessage } from './scrolling-spectrogram.ts';
import { VISIBLE_SECONDS } from './scrolling-spectrogram.ts';

/** Where the meter begins; below is silence. */
const METER_FLOOR_DB = TOO_QUIET_DB - 10;

/** Often enough for a meter; each time costs the page a frame of its own. */
const METER_MS = 80;

export function LiveSpectrogram({ picture, active }: { picture: LiveDisplay; active: boolean }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fill = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!active || !canvas.current) return undefined;
    const film = new SpectrogramCanvas(canvas.current);
    picture.onColumns = (columns) => film.add(columns);
    const meter = setInterval(() => {
      const level = Math.max(0, Math.min(1, 1 - picture.levelDb / METER_FLOOR_DB));
      if (fill.current) fill.current.style.transform = `scaleX(${level.toFixed(2)})`;
    }, METER_MS);
    return () => {
      picture.onColumns = () => undefined;
      clearInterval(meter);
      film.close();
    };
  }, [active, picture]);

  return (
    <div class="live-picture">
      {/* What the level means for the person is said in a sentence. */}
      <div class="live-level" aria-hidden="true">
        <span>{home.listen.level}</span>
        <div class="track">{active && <div ref={fill} class="fill" data-testid="level" />}</div>
      </div>
      <div class="live-spectrogram">
        {active ? (
          <canvas ref={canvas} role="img" aria-label={home.listen.description(VISIBLE_SECONDS)} />
        ) : (
          <p>{home.listen.spectrogramPlaceholder}</p>
        )}
      </div>
    </div>
  );
}

/** The page's side of the worker that draws the live spectrogram. */

export class SpectrogramCanvas {
  readonly #worker = new Worker(new URL('./spectrogram.worker.ts', import.meta.url), {
    type: 'module',
  });

  /** The canvas is the worker's from here on. */
  constructor(canvas: HTMLCanvasElement) {
    canvas.width = VISIBLE_SECONDS * framesPerSecond;
    const drawn = canvas.transferControlToOffscreen();
    const inSteps = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#send({ canvas: drawn, inSteps }, drawn);
  }

  add(columns: ImageData): void {
    this.#send(columns, columns.data.buffer);
  }

  close(): void {
    this.#worker.terminate();
  }

  #send(message: SpectrogramMessage, handedOver: Transferable): void {
    this.#worker.postMessage(message, [handedOver]);
  }
}
