/** Shows which parts of the spectrogram decided the verdict, on request. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Saliency, Spectrogram } from '../classify/classification.ts';
import { hertz } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import styles from './saliency-overlay.module.css';
import { saliencyPixels, summarizeSaliency } from './saliency-summary.ts';
import type { SaliencyView } from './saliency-view.ts';

/** Colour-blind people can tell these from each other and from viridis (Okabe & Ito 2008). */
const HOT = [230, 100, 20] as const;
const COLD = [120, 200, 255] as const;

interface Properties {
  view: SaliencyView;
  shown: Spectrogram;
}

export function SaliencyOverlay({ view, shown }: Properties) {
  const state = view.state.value;
  return state.kind === 'shown' ? <Overlay saliency={state.saliency} shown={shown} /> : null;
}

function Overlay({ saliency, shown }: { saliency: Saliency; shown: Spectrogram }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { columns, rows, columnSeconds, rowBands } = saliency;
  useLayoutEffect(() => {
    const image = new ImageData(saliencyPixels(saliency, HOT, COLD), columns, rows);
    canvas.current?.getContext('2d')?.putImageData(image, 0, 0);
  }, [saliency]);
  return (
    <canvas
      ref={canvas}
      class={styles.overlay}
      data-testid="saliency-overlay"
      width={columns}
      height={rows}
      role="img"
      aria-label={describeSaliency(saliency, shown)}
      // The last column and the top row may extend beyond the spectrogram.
      style={{
        width: `${((columns * columnSeconds) / shown.seconds) * 100}%`,
        height: `${((rows * rowBands) / shown.bandHz.length) * 100}%`,
      }}
    />
  );
}

export function SaliencyControl({ view, shown, name }: Properties & { name: string }) {
  const { saliency: messages } = home;
  const state = view.state.value;
  const label = state.kind === 'shown' || state.kind === 'working' ? messages.hide : messages.show;
  return (
    <div class={styles.control} data-testid="saliency">
      <button
        type="button"
        class="text-button"
        aria-label={messages.named(label, name)}
        onClick={() => void view.toggle()}
      >
        {label}
      </button>
      {state.kind === 'working' && (
        <progress aria-label={messages.working(state.fraction)} value={state.fraction} />
      )}
      {state.kind === 'failed' && <p role="alert">{state.failure.sentence}</p>}
      {state.kind === 'shown' && <p role="status">{describeSaliency(state.saliency, shown)}</p>}
    </div>
  );
}

/** Explains the colours of the overlay. */
export function SaliencyLegend() {
  const { forHot, forCold } = home.saliency;
  return (
    <span class={styles.key} aria-hidden="true">
      <span class={styles.forHot}>▲ {forHot}</span> <span class={styles.forCold}>▼ {forCold}</span>
    </span>
  );
}

function describeSaliency(saliency: Saliency, { bandHz }: Spectrogram): string {
  const summary = summarizeSaliency(saliency);
  if (!summary) return home.saliency.nothing;
  const frequency = bandHz[Math.min(Math.floor(summary.band), bandHz.length - 1)] ?? 0;
  const rounded = Math.round(frequency / 10) * 10;
  return home.saliency.description(summary.side, summary.share, summary.at, hertz(rounded));
}
