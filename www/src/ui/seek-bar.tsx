/** Covers spectrogram and timeline: shows the position of the player and moves it. */
import { useComputed } from '@preact/signals';
import { home } from '../i18n/index.ts';
import type { Playback } from './playback.ts';
import styles from './seek-bar.module.css';

interface Properties {
  playback: Playback;
  seconds: number;
  name: string;
  /** Whether it only shows the position: no focus, and taps go to the element around it. */
  isInert?: boolean;
}

/** Step in seconds for clicks. */
const STEP_SECONDS = 0.01;

/** Arrow keys move by this fraction of the recording, but at least MIN_KEY_STEP_SECONDS. */
const KEY_STEP_FRACTION = 1 / 50;
const MIN_KEY_STEP_SECONDS = 0.2;

export function SeekBar({ playback, seconds, name, isInert = false }: Properties) {
  const position = useComputed(() => Math.min(playback.seconds.value, seconds));
  const text = useComputed(() => home.overTime.position(position.value, seconds));
  const move = (step: number) =>
    playback.seek(Math.max(0, Math.min(seconds, position.peek() + step)));
  const keyStep = Math.max(MIN_KEY_STEP_SECONDS, seconds * KEY_STEP_FRACTION);
  const keys: Record<string, () => void> = {
    ArrowLeft: () => move(-keyStep),
    ArrowDown: () => move(-keyStep),
    ArrowRight: () => move(keyStep),
    ArrowUp: () => move(keyStep),
    ' ': () => playback.toggle(),
  };
  return (
    <input
      class={styles.seekBar}
      type="range"
      inert={isInert}
      min={0}
      max={seconds}
      step={STEP_SECONDS}
      value={position}
      aria-label={home.overTime.seek(name)}
      aria-valuetext={text}
      onInput={(event) => playback.seek(event.currentTarget.valueAsNumber)}
      onKeyDown={(event) => {
        const act = keys[event.key];
        if (act === undefined) return;
        event.preventDefault();
        act();
      }}
    />
  );
}
