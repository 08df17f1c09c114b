/** Icons. Each verdict has its own shape, so that colour is never the only difference. */
import type { ComponentChildren } from 'preact';
import type { Verdict } from '../classify/classification.ts';
import styles from './icons.module.css';

/** The halves of the site's icon in a square of 32. */
export const DROP = {
  cold: 'M16 2C11 9 6 14 6 20a10 10 0 0 0 10 10z',
  hot: 'M16 2c5 7 10 12 10 18a10 10 0 0 1-10 10z',
};

export function DropIcon() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path class={styles.dropCold} d={DROP.cold} />
      <path class={styles.dropHot} d={DROP.hot} />
    </svg>
  );
}

function Icon({ children }: { children: ComponentChildren }) {
  return (
    <svg class={styles.icon} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

const STEAM = 'c-3 -3 -3 -5 0 -6s3 -5 0 -6';

/** Strokes of the icons in a square of 32, each turned by some degrees about its centre. */
export const VERDICT_STROKES: Record<Verdict, readonly { path: string; turn?: number }[]> = {
  // A cup with steam.
  hot: [
    { path: 'M5 19h18v4a6 6 0 0 1-6 6h-6a6 6 0 0 1-6-6zM23 20h2a3 3 0 0 1 0 6h-2.5' },
    { path: `M9 16${STEAM}M14 16${STEAM}M19 16${STEAM}` },
  ],
  // A snowflake.
  cold: [0, 60, 120, 180, 240, 300].map((turn) => ({ path: 'M16 16V3M12 5.5l4 4 4-4', turn })),
  // Two waves.
  unsure: [{ path: 'M3 13c4-5 8.500-5 13 0s9 5 13 0M3 22c4-5 8.500-5 13 0s9 5 13 0' }],
  // A crossed-out drop.
  'not-pouring': [{ path: 'M16 4c-4.500 6-8 10-8 15a8 8 0 0 0 16 0c0-5-3.500-9-8-15zM4 4l24 24' }],
};

export function VerdictIcon({ verdict }: { verdict: Verdict }) {
  return (
    <Icon>
      {VERDICT_STROKES[verdict].map(({ path, turn = 0 }) => (
        <path
          key={path + turn}
          d={path}
          {...(turn ? { transform: `rotate(${turn} 16 16)` } : {})}
        />
      ))}
    </Icon>
  );
}

export function FailureIcon() {
  return (
    <Icon>
      <path d="M16 4 30 28H2zM16 13v7M16 24v.5" />
    </Icon>
  );
}

export function PlayIcon() {
  return (
    <Icon>
      <path d="M10 5v22l17-11z" fill="currentcolor" />
    </Icon>
  );
}

export function RemoveIcon() {
  return (
    <Icon>
      <path d="M8 8l16 16M24 8 8 24" />
    </Icon>
  );
}

export function MicrophoneIcon() {
  return (
    <Icon>
      <path d="M16 3a5 5 0 0 1 5 5v7a5 5 0 0 1-10 0V8a5 5 0 0 1 5-5z" />
      <path d="M6 15a10 10 0 0 0 20 0M16 25v4" />
    </Icon>
  );
}

export function StopIcon() {
  return (
    <Icon>
      <rect x="7" y="7" width="18" height="18" rx="2" fill="currentcolor" />
    </Icon>
  );
}

/** Four corners. */
export function FullScreenIcon() {
  return (
    <Icon>
      <path d="M5 12V5h7M20 5h7v7M27 20v7h-7M12 27H5v-7" />
    </Icon>
  );
}

/** Two sliders. */
export function SettingsIcon() {
  return (
    <Icon>
      <path d="M4 10h12M24 10h4M4 22h4M16 22h12" />
      <circle cx="20" cy="10" r="4" />
      <circle cx="12" cy="22" r="4" />
    </Icon>
  );
}
