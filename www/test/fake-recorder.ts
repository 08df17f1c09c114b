/** A recorder with a fake microphone and live worker. */
import { expect, vi } from 'vitest';
import type { LiveApi, LiveState } from '../src/live/live-messages.ts';
import type { CaptureHandlers, Microphone } from '../src/live/microphone.ts';
import { Recorder, type RecorderDeps } from '../src/live/recorder.ts';
import type { ActiveReference } from '../src/reference/cup.ts';
import { Announcer } from '../src/ui/announcer.ts';
import { FakeWorker } from './fake-worker.ts';
import { makeLiveState } from './fixtures.ts';

export const RATE = 1000;
const HEADER_BYTES = 44;
const QUICK = { interval: 1 };

/** The live worker returns `state` for the seconds received so far. */
export function createRecorder(
  state: (seconds: number) => Partial<LiveState> = () => ({}),
  open: LiveApi['open'] = async () => ({ value: true }),
  activeReference?: ActiveReference,
  deps: Partial<RecorderDeps> = {},
) {
  let handlers: CaptureHandlers | undefined;
  let frame = 0;
  let processed = 0;
  const close = vi.fn(async () => {
    // The last block comes while the microphone closes.
    handlers?.onBlock({ start: frame, time: Date.now(), samples: new Float32Array(10) });
  });
  const microphone: Microphone = {
    sampleRate: RATE,
    activeProcessing: [],
    listen: (given) => {
      handlers = given;
    },
    close,
  };
  const files: File[] = [];
  const openMicrophone = vi.fn(async (_signal: AbortSignal) => microphone);
  const recorder = new Recorder({
    openMicrophone,
    spawnWorker: () => {
      let seconds = 0;
      return new FakeWorker({
        open,
        push: async (samples) => {
          seconds += samples.length / RATE;
          processed = seconds;
          return { value: makeLiveState({ seconds, ...state(seconds) }) };
        },
      }) as unknown as Worker;
    },
    announcer: new Announcer(),
    onRecording: (file) => files.push(file),
    activeReference: () => activeReference,
    ...deps,
  });
  const feed = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      // A block is sent at its end.
      const time = Date.now() + 1000;
      handlers?.onBlock({ start: frame, time, samples: new Float32Array(RATE).fill(0.1) });
      frame += RATE;
      vi.advanceTimersByTime(1000);
      await vi.waitFor(() => expect(processed * RATE).toBeGreaterThanOrEqual(frame), QUICK);
    }
    // The recorder reads the state in a later microtask.
    await new Promise((resolve) => setTimeout(resolve));
  };
  const phase = () => recorder.view.value.phase;
  const waitForPhase = (wanted: string) => vi.waitFor(() => expect(phase()).toBe(wanted));
  const fileSeconds = () => (files[0] ? (files[0].size - HEADER_BYTES) / 2 / RATE : undefined);
  return {
    recorder,
    files,
    openMicrophone,
    feed,
    close,
    phase,
    waitForPhase,
    fileSeconds,
    handlers: () => handlers,
  };
}
