/** Plays the recording as it was handed over, and hands it back as a file. */
import { useEffect, useRef } from 'preact/hooks';
import { home } from '../i18n/index.ts';
import { useObjectUrl } from './hooks.ts';
import type { Playback } from './playback.ts';
import styles from './player.module.css';

interface Properties {
  recording: File | undefined;
  name: string;
  playback: Playback;
  /** Browsers on phones allow a page some dozens of players. */
  near: boolean;
}

export function Player({ recording, name, playback, near }: Properties) {
  const audio = useRef<HTMLAudioElement>(null);
  // One that plays does not stop because its card is scrolled away.
  const shown = near || playback.playing.value;
  const address = useObjectUrl(shown ? recording : undefined, audio);
  useEffect(
    () => (address && audio.current ? playback.attach(audio.current) : undefined),
    [address, playback],
  );
  return (
    <div class={styles.player}>
      {address !== undefined && (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: a recording of water has no words to caption */}
          <audio
            ref={audio}
            controls
            preload="metadata"
            src={address}
            aria-label={home.results.player(name)}
          />
          <a
            class="quiet-button"
            href={address}
            download={name.split('/').at(-1)}
            aria-label={home.results.downloadNamed(name)}
          >
            {home.results.download}
          </a>
        </>
      )}
    </div>
  );
}
