/**
 * Measures how much time passed without audio. A phone may mute the microphone, or stop the audio,
 * while the page is hidden or the device sleeps.
 */
import { MIN_GAP_SECONDS } from './limits.ts';

/** Times are seconds since 1970: only that clock advances while a device sleeps. */
export class AudioGapTracker {
  #gapSeconds = 0;
  #lastTime: number | undefined;
  #isMuted = false;

  /** Total length of the gaps before the latest block. */
  get gapSeconds(): number {
    return this.#gapSeconds;
  }

  /** Adds `seconds` of audio that were sent at `time`. Audio from a muted microphone is silence. */
  addBlock(time: number, seconds: number): void {
    if (!this.#isMuted) this.#addGap(time, seconds);
  }

  setMuted(muted: boolean, now: number): void {
    if (muted === this.#isMuted) return;
    this.#addGap(now);
    this.#isMuted = muted;
  }

  /** Adds the gap at the end of a recording. */
  stop(now: number): void {
    this.#addGap(now);
  }

  /** The time before the first block is no gap: a device may start slowly. */
  #addGap(now: number, blockSeconds = 0): void {
    const gap = now - (this.#lastTime ?? now) - blockSeconds;
    if (gap >= MIN_GAP_SECONDS) this.#gapSeconds += gap;
    this.#lastTime = now;
  }
}
