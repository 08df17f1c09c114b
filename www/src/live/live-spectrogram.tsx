/** Shows the level and a scrolling spectrogram of the microphone. */
import { useEffect, useRef } from 'preact/hooks';
import { framesPerSecond } from '../classify/model-constants.ts';
import { home } from '../i18n/index.ts';
import { TOO_QUIET_DB } from './limits.ts';
import styles from './live-spectrogram.module.css';
import type { LiveDisplay } from './recorder.ts';
import type { SpectrogramMessage } from './scrolling-spectrogram.ts';
import { VISIBLE_SECONDS } from './scrolling-spectrogram.ts';

/** Level at which the meter is empty. */
const METER_FLOOR_DB = TOO_QUIET_DB - 10;

/** Update interval of the meter. Each update costs the page a frame. */
const METER_MS = 80;

export function LiveSpectrogram({
  display,
  isActive,
}: {
  display: LiveDisplay;
  isActive: boolean;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const fill = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (!isActive || !canvas.current) return undefined;
    const spectrogram = new SpectrogramCanvas(canvas.current);
    display.onColumns = (columns) => spectrogram.add(columns);
    const meter = setInterval(() => {
      const level = Math.max(0, Math.min(1, 1 - display.levelDb / METER_FLOOR_DB));
      if (fill.current) fill.current.style.transform = `scaleX(${level.toFixed(2)})`;
    }, METER_MS);
    return () => {
      display.onColumns = () => undefined;
      clearInterval(meter);
      spectrogram.close();
    };
  }, [isActive, display]);

  return (
    <div class={styles.live}>
      {/* Hidden from screen readers: warnings say in words what the level means. */}
      <div class={styles.level} aria-hidden="true">
        <span>{home.listen.level}</span>
        <div class="bar-track">
          {isActive && <div ref={fill} class="bar-fill" data-testid="level" />}
        </div>
      </div>
      <div class={styles.spectrogram}>
        {isActive ? (
          <canvas ref={canvas} role="img" aria-label={home.listen.description(VISIBLE_SECONDS)} />
        ) : (
          <p>{home.listen.spectrogramPlaceholder}</p>
        )}
      </div>
    </div>
  );
}

/** Hands a canvas and its columns to the worker that draws them. */
class SpectrogramCanvas {
  readonly #worker = new Worker(new URL('./spectrogram.worker.ts', import.meta.url), {
    type: 'module',
  });

  /** Transfers the canvas to the worker. */
  constructor(canvas: HTMLCanvasElement) {
    canvas.width = VISIBLE_SECONDS * framesPerSecond;
    const offscreen = canvas.transferControlToOffscreen();
    const prefersReducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#send({ canvas: offscreen, prefersReducedMotion }, offscreen);
  }

  add(columns: ImageData): void {
    this.#send(columns, columns.data.buffer);
  }

  close(): void {
    this.#worker.terminate();
  }

  #send(message: SpectrogramMessage, transferred: Transferable): void {
    this.#worker.postMessage(message, [transferred]);
  }
}
