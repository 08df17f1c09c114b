/** A spectrogram with axes and legend, and the probability of hot over time. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Classification, Spectrogram } from '../classify/classification.ts';
import { clock, decibels, hertz, seconds as inSeconds } from '../i18n/format.ts';
import { home } from '../i18n/index.ts';
import { SaliencyControl, SaliencyLegend, SaliencyOverlay } from '../saliency/saliency-overlay.tsx';
import type { SaliencyView } from '../saliency/saliency-view.ts';
import { VerdictIcon } from '../ui/icons.tsx';
import type { Playback } from '../ui/playback.ts';
import { SeekBar } from '../ui/seek-bar.tsx';
import { VIRIDIS } from './colour-map.ts';
import { ProbabilityTimeline } from './probability-timeline.tsx';
import { frequencyTicks, strongestBand, timeTicks } from './spectrogram-axes.ts';
import styles from './spectrogram-figure.module.css';

/** More labels would overlap on a narrow phone. */
const MAX_TIME_TICKS = 6;
/** Height of a label as a fraction of the spectrogram's, which is lower in full screen. */
const LABEL_HEIGHT = { alone: 0.1, shared: 0.14 };

interface Properties {
  /** Absent while pending or far from the viewport; the space stays reserved. */
  classification: Classification | undefined;
  /** Also absent while it loads, or if it was not stored. */
  spectrogram: Spectrogram | undefined;
  /** Absent without a recording. */
  playback: Playback | undefined;
  /** Absent without a recording, and without a verdict of hot, cold or unsure. */
  saliency: SaliencyView | undefined;
  name: string;
  /**
   * Seconds of the time axis of figures next to each other. They also share a legend, and need no
   * captions.
   */
  sharedSeconds?: number;
  /** Whether the position of the player can be moved. It is shown anyway. */
  isSeekable?: boolean;
}

export function SpectrogramFigure(properties: Properties) {
  const { classification, spectrogram, ...rest } = properties;
  const { saliency, sharedSeconds } = rest;
  const isAlone = sharedSeconds === undefined;
  const share = spectrogram && sharedSeconds ? spectrogram.seconds / sharedSeconds : 1;
  return (
    <figure
      class={isAlone ? styles.figure : `${styles.figure} ${styles.shared}`}
      style={{ '--share': share }}
    >
      {isAlone && (
        <figcaption>
          {isShown(saliency) ? home.saliency.caption : home.spectrogram.caption}
        </figcaption>
      )}
      <div class={styles.picture} />
      {classification && spectrogram && (
        <Content classification={classification} spectrogram={spectrogram} {...rest} />
      )}
    </figure>
  );
}

function Content({
  classification,
  spectrogram,
  playback,
  saliency,
  name,
  sharedSeconds,
  isSeekable = true,
}: Properties & { classification: Classification; spectrogram: Spectrogram }) {
  const axisSeconds = sharedSeconds ?? spectrogram.seconds;
  const labelHeight = LABEL_HEIGHT[sharedSeconds === undefined ? 'alone' : 'shared'];
  return (
    <>
      <div
        class={`${styles.axis} ${styles.frequency}`}
        data-testid="frequency-axis"
        aria-hidden="true"
        translate={false}
      >
        {frequencyTicks(spectrogram.bandHz, labelHeight).map(({ at, value }) => (
          <span key={value} style={{ top: `${at * 100}%` }}>
            {hertz(value)}
          </span>
        ))}
      </div>
      <div class={styles.picture} data-testid="picture">
        <SpectrogramCanvas spectrogram={spectrogram} />
        {saliency && <SaliencyOverlay view={saliency} shown={spectrogram} />}
      </div>
      <div class={`${styles.axis} ${styles.leaning}`} aria-hidden="true">
        <VerdictIcon verdict="hot" />
        <VerdictIcon verdict="cold" />
      </div>
      <ProbabilityTimeline classification={classification} />
      {playback && (
        <SeekBar
          playback={playback}
          seconds={spectrogram.seconds}
          name={name}
          isInert={!isSeekable}
        />
      )}
      <div
        class={`${styles.axis} ${styles.time}`}
        data-testid="time-axis"
        aria-hidden="true"
        translate={false}
      >
        {timeTicks(axisSeconds, MAX_TIME_TICKS).map(({ at, value }) => (
          <span key={value} style={{ left: `${at * 100}%` }}>
            {axisSeconds < 120 ? inSeconds(value) : clock(value)}
          </span>
        ))}
      </div>
      {saliency && <SaliencyControl view={saliency} shown={spectrogram} name={name} />}
      {sharedSeconds === undefined && (
        <SpectrogramLegend scale={spectrogram} isExplained={isShown(saliency)} />
      )}
    </>
  );
}

interface LegendProperties {
  scale: Pick<Spectrogram, 'minDb' | 'maxDb'>;
  /** Whether the colours show what decided. */
  isExplained?: boolean;
}

export function SpectrogramLegend({ scale, isExplained = false }: LegendProperties) {
  return (
    <div class={styles.legend} data-testid="legend">
      <span class={styles.noPour}>
        <span class={styles.hatched} aria-hidden="true" />
        {home.overTime.notPouring}
      </span>
      {isExplained ? (
        <SaliencyLegend />
      ) : (
        <span class={styles.loudness}>
          {home.spectrogram.loudness} <span translate={false}>{decibels(scale.minDb)}</span>
          <span
            class={styles.colourScale}
            style={{ background: `linear-gradient(90deg, ${VIRIDIS.join()})` }}
            data-testid="colour-scale"
            aria-hidden="true"
          />
          <span translate={false}>{decibels(scale.maxDb)}</span>
        </span>
      )}
    </div>
  );
}

/** Whether the overlay covers the colours of loudness. */
function isShown(saliency: SaliencyView | undefined): boolean {
  return saliency?.state.value.kind === 'shown';
}

function SpectrogramCanvas({ spectrogram }: { spectrogram: Spectrogram }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { image, bandHz, seconds } = spectrogram;
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
        hertz(strongestBand(spectrogram)),
      )}
    />
  );
}
