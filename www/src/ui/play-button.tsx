/** Plays and stops a recording without showing its name or length. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useObjectUrl } from './hooks.ts';
import { PlayIcon, StopIcon } from './icons.tsx';
import styles from './play-button.module.css';
import type { Playback } from './playback.ts';

interface Properties {
  recording: File | undefined;
  playback: Playback;
  /** Labels of the button. */
  messages: { play: string; stop: string; preparing: string };
  id?: string;
}

export function PlayButton({ recording, playback, messages, id }: Properties) {
  const audio = useRef<HTMLAudioElement>(null);
  const url = useObjectUrl(recording, audio);
  const isPlaying = playback.isPlaying.value;
  // A layout effect, so that the player is attached before the button is enabled.
  useLayoutEffect(() => {
    const element = audio.current;
    if (url === undefined || element === null) return undefined;
    return playback.attach(element);
  }, [url, playback]);
  return (
    <>
      <button
        {...(id === undefined ? {} : { id })}
        type="button"
        class={`quiet-button ${styles.playButton}`}
        data-testid="play"
        // Not `disabled`, which would drop the focus.
        aria-disabled={url === undefined}
        onClick={() => {
          if (url === undefined) return;
          if (isPlaying) {
            playback.stop();
          } else {
            pauseOthers(audio.current);
            playback.toggle();
          }
        }}
      >
        {isPlaying ? <StopIcon /> : <PlayIcon />}
        {url === undefined ? messages.preparing : isPlaying ? messages.stop : messages.play}
      </button>
      {url !== undefined && (
        // biome-ignore lint/a11y/useMediaCaption: a sound of water has no words to caption
        <audio ref={audio} src={url} preload="auto" />
      )}
    </>
  );
}

/** Pauses all other players: two pours at once are unintelligible. */
function pauseOthers(own: HTMLAudioElement | null): void {
  for (const audio of document.querySelectorAll('audio')) if (audio !== own) audio.pause();
}
