/**
 * Time that passed and was not heard. A phone may take the microphone away, or stop the sound
 * altogether, while the page is hidden or the device sleeps.
 */
import { MISSED_SECONDS } from './limits.ts';

/** All times are in seconds since 1970: that clock alone goes on while a device sleeps. */
export class AudioGapTracker {
  #seconds = 0;
  #last: number | undefined;
  #muted = false;

  /** Before the last sound. */
  get seconds(): number {
    return this.#seconds;
  }

  /** So many seconds of sound were sent at this time. What comes while it is muted is silence. */
  heard(time: number, length: number): void {
    if (!this.#muted) this.#count(time, length);
  }

  muted(muted: boolean, now: number): void {
    if (muted === this.#muted) return;
    this.#count(now);
    this.#muted = muted;
  }

  /** Nothing comes any more. */
  end(now: number): void {
    this.#count(now);
  }

  /** A device may take its time to give the first sound: that was not missed. */
  #count(now: number, heard = 0): void {
    const pause = now - (this.#last ?? now) - heard;
    if (pause >= MISSED_SECONDS) this.#seconds += pause;
    this.#last = now;
  }
}
