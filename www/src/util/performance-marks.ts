/** Leaves in the browser's performance timeline when what was heard, for tests and benchmarks. */
import type { LiveState } from '../live/live-messages.ts';

export const LIVE_MARK = 'listen';

export interface LiveMarkDetail {
  phase: LiveState['phase'];
  verdict: LiveState['verdict'];
  pourStart: number | null;
  recordingStart: number | null;
  /** What the answer is about, and what was recorded when it came: the rest is the delay. */
  seconds: number;
  recorded: number;
}

/** One mark a change: a page that listens for minutes must not fill the timeline. */
export class LiveMarks {
  #last = '';

  record(state: LiveState, recorded: number): void {
    const { phase, verdict, pourStart, recordingStart, seconds } = state;
    const now = `${phase} ${verdict}`;
    if (now === this.#last) return;
    this.#last = now;
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

/** In the browser's performance timeline, for benchmarks: wasm and model are there, and can judge. */
export const READY_MARK = 'classifier ready';
