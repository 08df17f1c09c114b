/** Marks in the browser's performance timeline, for tests and benchmarks. */
import type { LiveState } from '../live/live-messages.ts';

/** Set when wasm and model are loaded. */
export const READY_MARK = 'classifier ready';

/** Set when the phase or the verdict of a live recording changes. */
export const LIVE_MARK = 'listen';

export interface LiveMarkDetail {
  phase: LiveState['phase'];
  verdict: LiveState['verdict'];
  pourStart: number | null;
  recordingStart: number | null;
  /** Seconds that the state covers. */
  seconds: number;
  /** Seconds that were recorded when it arrived; the difference is the delay. */
  recorded: number;
}

/** Marks changes only, so that long recordings do not fill the timeline. */
export class LiveMarks {
  #lastState = '';

  record(state: LiveState, recorded: number): void {
    const { phase, verdict, pourStart, recordingStart, seconds } = state;
    const current = `${phase} ${verdict}`;
    if (current === this.#lastState) return;
    this.#lastState = current;
    const detail: LiveMarkDetail = {
      phase,
      verdict,
      pourStart,
      recordingStart,
      seconds,
      recorded,
    };
    performance.mark(LIVE_MARK, { detail });
  }
}
