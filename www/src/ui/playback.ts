/** Position of a recording's player, shared with the components that show a time axis. */
import { type ReadonlySignal, signal } from '@preact/signals';

export class Playback {
  /** The playing instance. Only one plays, since two pours at once are unintelligible. */
  static #current: Playback | undefined;
  readonly #seconds = signal(0);
  readonly #isPlaying = signal(false);
  #audio: HTMLAudioElement | undefined;
  #frame = 0;
  /** Target of the next seek, while another is in progress. */
  #pendingSeek: number | undefined;
  /** Resolves the promise of `playToEnd`. */
  #resolveEnd: (hasEnded: boolean) => void = () => undefined;

  get seconds(): ReadonlySignal<number> {
    return this.#seconds;
  }

  get isPlaying(): ReadonlySignal<boolean> {
    return this.#isPlaying;
  }

  /** Attaches a player at the current position. Returns a function that detaches it. */
  attach(audio: HTMLAudioElement): () => void {
    this.#audio = audio;
    audio.currentTime = this.#seconds.peek();
    const attached = new AbortController();
    const on = (type: string, listener: () => void) =>
      audio.addEventListener(type, listener, { signal: attached.signal });
    on('play', () => {
      this.#isPlaying.value = true;
      Playback.#pauseOther(this);
      this.#trackPosition();
    });
    // Also fires at the end of the recording.
    on('pause', () => {
      this.#isPlaying.value = false;
      // Unless it plays again since.
      if (audio.paused) this.#resolveEnd(audio.ended);
    });
    on('seeked', () => this.#applySeek());
    on('timeupdate', () => this.#readPosition());
    return () => {
      attached.abort();
      cancelAnimationFrame(this.#frame);
      this.#isPlaying.value = false;
      this.#resolveEnd(false);
      if (this.#audio === audio) this.#audio = undefined;
    };
  }

  static #pauseOther(next: Playback): void {
    const previous = Playback.#current;
    Playback.#current = next;
    if (previous && previous !== next) previous.#audio?.pause();
  }

  seek(seconds: number): void {
    this.#seconds.value = seconds;
    this.#pendingSeek = seconds;
    if (!this.#audio?.seeking) this.#applySeek();
  }

  /** Seeks once at a time: Chromium's player can hang if a seek interrupts another. */
  #applySeek(): void {
    if (this.#pendingSeek === undefined) this.#readPosition();
    else if (this.#audio) this.#audio.currentTime = this.#pendingSeek;
    this.#pendingSeek = undefined;
  }

  toggle(): void {
    if (this.#isPlaying.peek()) this.#audio?.pause();
    // If playback is refused, the player shows it.
    else void this.#audio?.play().catch(() => undefined);
  }

  /** Plays from the start. Resolves to whether the end was reached; false without a player. */
  async playToEnd(): Promise<boolean> {
    this.#resolveEnd(false);
    const audio = this.#audio;
    if (audio === undefined) return false;
    this.seek(0);
    return new Promise((resolve) => {
      this.#resolveEnd = resolve;
      audio.play().catch(() => resolve(false));
    });
  }

  stop(): void {
    this.#audio?.pause();
    this.seek(0);
  }

  /** Reads the position in each frame: 'timeupdate' fires only four times a second. */
  #trackPosition(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#readPosition();
      if (this.#isPlaying.peek()) this.#trackPosition();
    });
  }

  #readPosition(): void {
    // During a seek, currentTime may still be the old position.
    if (this.#audio && !this.#audio.seeking && this.#pendingSeek === undefined)
      this.#seconds.value = this.#audio.currentTime;
  }
}
