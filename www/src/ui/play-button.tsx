/** Plays a sound and stops it, without showing its name or its length. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useObjectUrl } from './hooks.ts';
import { PlayIcon, StopIcon } from './icons.tsx';
import styles from './play-button.module.css';
import type { Playback } from './playback.ts';

interface Properties {
  recording: File | undefined;
  playback: Playback;
  /** On the button. */
  words: { play: string; stop: string; preparing: string };
  id?: string;
}

export function PlayButton({ recording, playback, words, id }: Properties) {
  const audio = useRef<HTMLAudioElement>(null);
  const address = useObjectUrl(recording, audio);
  const playing = playback.playing.value;
  // Before the button says that it can play, so that nobody is quicker.
  useLayoutEffect(() => {
    const element = audio.current;
    if (address === undefined || element === null) return undefined;
    return playback.attach(element);
  }, [address, playback]);
  return (
    <>
      <button
        {...(id === undefined ? {} : { id })}
        type="button"
        class={`quiet-button ${styles.playButton}`}
        data-testid="play"
        // Not `disabled`: that would lose the focus that it may have.
        aria-disabled={address === undefined}
        onClick={() => {
          if (address === undefined) return;
          if (playing) {
            audio.current?.pause();
            playback.seek(0);
          } else {
            pauseOthers(audio.current);
            playback.toggle();
          }
        }}
      >
        {playing ? <StopIcon /> : <PlayIcon />}
        {address === undefined ? words.preparing : playing ? words.stop : words.play}
      </button>
      {address !== undefined && (
        // biome-ignore lint/a11y/useMediaCaption: a sound of water has no words to caption
        <audio ref={audio} src={address} preload="auto" />
      )}
    </>
  );
}

/** Two pours at once cannot be told from one another. */
function pauseOthers(own: HTMLAudioElement | null): void {
  for (const audio of document.querySelectorAll('audio')) if (audio !== own) audio.pause();
}
