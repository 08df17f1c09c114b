/**
 * Time that passed and was not heard. A phone may take the microphone away, or stop the sound
 * altogether, while the page is hidden or the device sleeps.
 */
import { MIN_GAP_SECONDS } from './limits.ts';

/** All times are in seconds since 1970: that clock alone goes on while a device sleeps. */
export class AudioGapTracker {
  #gapSeconds = 0;
  #lastTime: number | undefined;
  #muted = false;

  /** Before the last sound. */
  get gapSeconds(): number {
    return this.#gapSeconds;
  }

  /** So many seconds of sound were sent at this time. What comes while it is muted is silence. */
  addBlock(time: number, length: number): void {
    if (!this.#muted) this.#addGap(time, length);
  }

  setMuted(muted: boolean, now: number): void {
    if (muted === this.#muted) return;
    this.#addGap(now);
    this.#muted = muted;
  }

  /** Nothing comes any more. */
  stop(now: number): void {
    this.#addGap(now);
  }

  /** A device may take its time to give the first sound: that was not missed. */
  #addGap(now: number, heard = 0): void {
    const pause = now - (this.#lastTime ?? now) - heard;
    if (pause >= MIN_GAP_SECONDS) this.#gapSeconds += pause;
    this.#lastTime = now;
  }
}
