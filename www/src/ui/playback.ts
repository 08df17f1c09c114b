/** Where a recording's player stands, shared with what is drawn along its time. */
import { type ReadonlySignal, signal } from '@preact/signals';

export class Playback {
  /** The one that plays: two recordings of water at once are neither. */
  static #current: Playback | undefined;
  readonly #seconds = signal(0);
  readonly #playing = signal(false);
  #audio: HTMLAudioElement | undefined;
  #frame = 0;
  /** Where to go once the seek that is under way is over. */
  #pendingSeek: number | undefined;

  get seconds(): ReadonlySignal<number> {
    return this.#seconds;
  }

  get playing(): ReadonlySignal<boolean> {
    return this.#playing;
  }

  /** A player may come and go; it takes up where the last one stood. */
  attach(audio: HTMLAudioElement): () => void {
    this.#audio = audio;
    audio.currentTime = this.#seconds.peek();
    const listening = new AbortController();
    const on = (type: string, listener: () => void) =>
      audio.addEventListener(type, listener, { signal: listening.signal });
    on('play', () => {
      this.#playing.value = true;
      Playback.#pauseOther(this);
      this.#trackPosition();
    });
    on('pause', () => {
      this.#playing.value = false;
    });
    on('seeked', () => this.#applySeek());
    on('timeupdate', () => this.#readPosition());
    return () => {
      listening.abort();
      cancelAnimationFrame(this.#frame);
      this.#playing.value = false;
      if (this.#audio === audio) this.#audio = undefined;
    };
  }

  static #pauseOther(next: Playback): void {
    const before = Playback.#current;
    Playback.#current = next;
    if (before && before !== next) before.#audio?.pause();
  }

  seek(seconds: number): void {
    this.#seconds.value = seconds;
    this.#pendingSeek = seconds;
    if (!this.#audio?.seeking) this.#applySeek();
  }

  /** One seek at a time: Chromium's player can hang for good when one interrupts another. */
  #applySeek(): void {
    if (this.#pendingSeek === undefined) this.#readPosition();
    else if (this.#audio) this.#audio.currentTime = this.#pendingSeek;
    this.#pendingSeek = undefined;
  }

  toggle(): void {
    if (this.#playing.peek()) this.#audio?.pause();
    // A player that is refused shows so itself.
    else void this.#audio?.play().catch(() => undefined);
  }

  /** 'timeupdate' comes four times a second, and a line that moves so jumps. */
  #trackPosition(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      this.#readPosition();
      if (this.#playing.peek()) this.#trackPosition();
    });
  }

  #readPosition(): void {
    // While a seek is under way currentTime can still be the old one.
    if (this.#audio && !this.#audio.seeking && this.#pendingSeek === undefined)
      this.#seconds.value = this.#audio.currentTime;
  }
}
