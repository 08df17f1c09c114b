/** What of listening is said to screen readers: changes only, and no more than can be followed. */
import { probabilityOfVerdict } from '../classify/classification.ts';
import { home } from '../i18n/index.ts';
import type { LevelWarning } from './level-warnings.ts';
import type { LiveVerdict } from './live-view.ts';

/** A verdict that wavers must not be read out at every turn. */
const MIN_VERDICT_INTERVAL_SECONDS = 2;

export class ScreenReaderAnnouncements {
  readonly #say: (sentence: string) => void;
  #phase: string | undefined;
  #warning: LevelWarning | undefined;
  #gapSeconds = 0;
  #verdict: LiveVerdict | undefined;
  #lastVerdictAt = Number.NEGATIVE_INFINITY;

  constructor(say: (sentence: string) => void) {
    this.#say = say;
  }

  announcePhase(phase: 'listening' | 'pouring'): void {
    if (phase === this.#phase) return;
    this.#phase = phase;
    // What was said of a pour that is taken back is not said of the next.
    this.#verdict = undefined;
    this.#say(home.listen.announcements[phase]);
  }

  announceWarning(hint: LevelWarning | undefined): void {
    if (hint === this.#warning) return;
    this.#warning = hint;
    if (hint !== undefined) this.#say(home.listen.hints[hint]);
  }

  announceGap(length: number): void {
    if (length === this.#gapSeconds) return;
    this.#gapSeconds = length;
    this.#say(`${home.listen.gap(length)} ${home.listen.afterGap}`);
  }

  announceVerdict(verdict: LiveVerdict, probabilityHot: number, now: number): void {
    if (verdict === this.#verdict || now - this.#lastVerdictAt < MIN_VERDICT_INTERVAL_SECONDS)
      return;
    this.#verdict = verdict;
    this.#lastVerdictAt = now;
    const chance = probabilityOfVerdict({ verdict, probabilityHot, probabilityPouring: 1 });
    this.#say(home.listen.announcements.verdict(verdict, chance));
  }
}
