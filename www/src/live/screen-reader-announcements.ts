/** Announces changes of a live recording to screen readers, no faster than they can be followed. */
import { home } from '../i18n/index.ts';
import type { LevelWarning } from './level-warnings.ts';
import type { LiveVerdict } from './live-view.ts';

/** Shortest time between two verdicts, so that a wavering verdict is not read out each time. */
const MIN_VERDICT_INTERVAL_SECONDS = 2;

export class ScreenReaderAnnouncements {
  readonly #announce: (sentence: string) => void;
  #phase: string | undefined;
  #warning: LevelWarning | undefined;
  #gapSeconds = 0;
  #verdict: LiveVerdict | undefined;
  #lastVerdictAt = Number.NEGATIVE_INFINITY;

  constructor(announce: (sentence: string) => void) {
    this.#announce = announce;
  }

  announcePhase(phase: 'listening' | 'pouring'): void {
    if (phase === this.#phase) return;
    this.#phase = phase;
    // A new pour gets its own announcement, even if the previous one was discarded.
    this.#verdict = undefined;
    this.#announce(home.listen.announcements[phase]);
  }

  announceWarning(warning: LevelWarning | undefined): void {
    if (warning === this.#warning) return;
    this.#warning = warning;
    if (warning !== undefined) this.#announce(home.listen.hints[warning]);
  }

  announceGap(gapSeconds: number): void {
    if (gapSeconds === this.#gapSeconds) return;
    this.#gapSeconds = gapSeconds;
    this.#announce(`${home.listen.gap(gapSeconds)} ${home.listen.afterGap}`);
  }

  /** Announces hot or cold, and that the latest of these no longer holds. */
  announceVerdict(verdict: LiveVerdict, probabilityHot: number, now: number): void {
    const { announcements, stillListening } = home.listen;
    const isFirm = verdict !== 'unsure';
    if (verdict === this.#verdict || (this.#verdict === undefined && !isFirm)) return;
    if (now - this.#lastVerdictAt < MIN_VERDICT_INTERVAL_SECONDS) return;
    this.#verdict = isFirm ? verdict : undefined;
    this.#lastVerdictAt = now;
    const probability = verdict === 'hot' ? probabilityHot : 1 - probabilityHot;
    this.#announce(isFirm ? announcements.verdict(verdict, probability) : stillListening);
  }
}
