/** Water in the record button that moves with the sound. */
import { useEffect, useRef } from 'preact/hooks';
import { TOO_QUIET_DB } from './limits.ts';
import styles from './listen-panel.module.css';
import type { LiveDisplay } from './recorder.ts';
import type { WaterMessage } from './water-surface.ts';

/** Level at which the water is still. */
const STILL_DB = TOO_QUIET_DB - 10;

/** Interval at which the worker gets the level. */
const LEVEL_MS = 80;

/** Width and height of the canvas in pixels. CSS scales it: soft edges suit water. */
const CANVAS_PIXELS = 192;

/** Rendered only during a recording: each mount takes its own canvas and worker. */
export function Water({ display }: { display: LiveDisplay }) {
  const canvas = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    if (!canvas.current || matchMedia('(prefers-reduced-motion: reduce)').matches) return undefined;
    const worker = new Worker(new URL('./water.worker.ts', import.meta.url), { type: 'module' });
    const send = (message: WaterMessage, transferred: Transferable[] = []) =>
      worker.postMessage(message, transferred);
    const offscreen = canvas.current.transferControlToOffscreen();
    send(offscreen, [offscreen]);
    const timer = setInterval(() => {
      if (document.hidden) return;
      send(Math.max(0, Math.min(1, 1 - display.levelDb / STILL_DB)));
    }, LEVEL_MS);
    return () => {
      clearInterval(timer);
      worker.terminate();
    };
  }, [display]);

  return (
    <canvas
      ref={canvas}
      class={styles.water}
      data-testid="level"
      width={CANVAS_PIXELS}
      height={CANVAS_PIXELS}
    />
  );
}
