/** Shows a scrolling spectrogram of the microphone, or that of a sample until there is one. */
import { useEffect, useRef } from 'preact/hooks';
import { framesPerSecond } from '../classify/model-constants.ts';
import { home } from '../i18n/index.ts';
import styles from './live-spectrogram.module.css';
import type { LiveDisplay } from './recorder.ts';
import type { SpectrogramMessage } from './scrolling-spectrogram.ts';
import { VISIBLE_SECONDS } from './scrolling-spectrogram.ts';

interface Properties {
  display: LiveDisplay;
  isActive: boolean;
  /** Whether the sound of the recording that has ended stays, next to its result. */
  showsEndedRecording: boolean;
}

export function LiveSpectrogram({ display, isActive, showsEndedRecording }: Properties) {
  const recordings = useRef(0);
  const wasActive = useRef(false);
  // What the canvas showed is lost once the sample takes its place.
  const hasSound = useRef(false);
  if (isActive && !wasActive.current) recordings.current++;
  wasActive.current = isActive;
  hasSound.current = isActive || (hasSound.current && showsEndedRecording);
  const isShown = hasSound.current;
  return (
    <div class={styles.spectrogram}>
      {isShown ? (
        <LiveCanvas key={recordings.current} display={display} />
      ) : (
        <div class={styles.sample} />
      )}
    </div>
  );
}

/** The canvas of one recording: it is handed to a worker, which can be done only once. */
function LiveCanvas({ display }: { display: LiveDisplay }) {
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    if (!canvas.current) return undefined;
    const spectrogram = new SpectrogramCanvas(canvas.current);
    display.onColumns = (columns) => spectrogram.add(columns);
    return () => {
      display.onColumns = () => undefined;
      spectrogram.close();
    };
  }, [display]);

  return <canvas ref={canvas} role="img" aria-label={home.listen.description(VISIBLE_SECONDS)} />;
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
