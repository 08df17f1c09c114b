import type { LiveState } from '../src/live/live-messages.ts';

export function makeLiveState(changes: Partial<LiveState> = {}): LiveState {
  return {
    phase: 'listening',
    verdict: null,
    probabilityHot: 0.5,
    probabilityPouring: 0,
    seconds: 0,
    pourStart: null,
    pourEnd: null,
    recordingStart: null,
    recordingEnd: null,
    columns: null,
    ...changes,
  };
}
