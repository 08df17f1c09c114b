/** Plays a recording and offers it for download: the file, or a WAV where it cannot be played. */
import { useEffect, useRef } from 'preact/hooks';
import { home } from '../i18n/index.ts';
import { WAV, wavName } from '../util/wav.ts';
import { useObjectUrl } from './hooks.ts';
import type { Playback } from './playback.ts';
import styles from './player.module.css';

interface Properties {
  recording: File | undefined;
  name: string;
  playback: Playback;
  /** Whether the card is near the viewport. Phones allow only some dozens of players. */
  isNear: boolean;
}

export function Player({ recording, name, playback, isNear }: Properties) {
  const audio = useRef<HTMLAudioElement>(null);
  // A playing recording continues when its card is scrolled away.
  const isShown = isNear || playback.isPlaying.value;
  const url = useObjectUrl(isShown ? recording : undefined, audio);
  useEffect(
    () => (url && audio.current ? playback.attach(audio.current) : undefined),
    [url, playback],
  );
  return (
    <div class={styles.player}>
      {url !== undefined && (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: the sound of water has no captions */}
          <audio
            ref={audio}
            controls
            preload="metadata"
            src={url}
            aria-label={home.results.player(name)}
          />
          <a
            class="quiet-button"
            href={url}
            download={recording && downloadName(recording)}
            aria-label={home.results.downloadNamed(name)}
          >
            {home.results.download}
          </a>
        </>
      )}
    </div>
  );
}

function downloadName({ name, type }: File): string {
  return type === WAV && !/\.wave?$/i.test(name) ? wavName(name) : name;
}
