import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeWorker } from '../../test/fake-worker.ts';
import { makeLiveState, makeReference } from '../../test/fixtures.ts';
import type { ActiveReference } from '../reference/cup.ts';
import { Announcer } from '../ui/announcer.ts';
import {
  IDLE_BUFFER_SECONDS,
  MAX_RECORDING_SECONDS,
  MAX_VERDICT_AGE_SECONDS,
  RESUME_WITHIN_SECONDS,
} from './limits.ts';
import type { LiveApi, LiveState } from './live-messages.ts';
import type { CaptureHandlers, Microphone } from './microphone.ts';
import { microphoneFailure } from './microphone-errors.ts';
import { Recorder } from './recorder.ts';

const RATE = 1000;
const HEADER_BYTES = 44;
const QUICK = { interval: 1 };

beforeEach(() => {
  // Message channels need the real setImmediate and microtasks.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'Date'] });
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** `state` tells what the live worker makes of so many seconds. */
function page(
  state: (seconds: number) => Partial<LiveState> = () => ({}),
  open: LiveApi['open'] = async () => ({ value: true }),
  beside?: ActiveReference,
) {
  let heard: CaptureHandlers | undefined;
  let frame = 0;
  let answered = 0;
  const close = vi.fn(async () => {
    // The last block comes while the microphone closes.
    heard?.onBlock({ start: frame, time: Date.now(), samples: new Float32Array(10) });
  });
  const microphone: Microphone = {
    sampleRate: RATE,
    activeProcessing: [],
    listen: (handlers) => {
      heard = handlers;
    },
    close,
  };
  const files: File[] = [];
  const openMicrophone = vi.fn(async (_signal: AbortSignal) => microphone);
  const session = new Recorder({
    openMicrophone,
    spawnWorker: () => {
      let seconds = 0;
      return new FakeWorker({
        open,
        push: async (samples) => {
          seconds += samples.length / RATE;
          answered = seconds;
          return { value: makeLiveState({ seconds, ...state(seconds) }) };
        },
      }) as unknown as Worker;
    },
    announcer: new Announcer(),
    onRecording: (file) => files.push(file),
    activeReference: () => beside,
  });
  const hear = async (seconds: number) => {
    for (let second = 0; second < seconds; second++) {
      // A block is sent at its end.
      const time = Date.now() + 1000;
      heard?.onBlock({ start: frame, time, samples: new Float32Array(RATE).fill(0.1) });
      frame += RATE;
      vi.advanceTimersByTime(1000);
      await vi.waitFor(() => expect(answered * RATE).toBeGreaterThanOrEqual(frame), QUICK);
    }
    // The answer is there; the session reads it in a later microtask.
    await new Promise((resolve) => setTimeout(resolve));
  };
  const phase = () => session.view.value.phase;
  const reaches = (wanted: string) => vi.waitFor(() => expect(phase()).toBe(wanted));
  const seconds = () => (files[0] ? (files[0].size - HEADER_BYTES) / 2 / RATE : undefined);
  return { session, files, openMicrophone, hear, close, phase, reaches, seconds, ear: () => heard };
}

const poursFrom = (start: number) => (seconds: number) =>
  seconds > start
    ? ({
        phase: 'pouring',
        verdict: 'hot',
        probabilityHot: 0.9,
        pourStart: start,
        recordingStart: start - 0.5,
      } as const)
    : {};

/** The verdict of a brief pour is of the seconds up to `behind` before the state. */
const poursBriefly = (start: number, behind: number) => (seconds: number) =>
  seconds > start ? { ...poursFrom(start)(seconds), recordingEnd: seconds - behind } : {};

describe('Session', () => {
  it('hands over what was heard, the last block included', async () => {
    const { session, hear, reaches, close, seconds, files } = page();
    session.toggle();
    await reaches('listening');
    await hear(3);
    session.toggle();
    await reaches('idle');
    expect(close).toHaveBeenCalledOnce();
    expect(files).toHaveLength(1);
    expect(seconds()).toBe(3.01);
    expect(session.view.value.ending).toEqual({ kind: 'handed-over' });
  });

  it('shows the verdict while it pours', async () => {
    const { session, hear, reaches } = page(poursFrom(2));
    session.toggle();
    await reaches('listening');
    await hear(4);
    await reaches('pouring');
    expect(session.view.value).toMatchObject({ verdict: 'hot', probabilityHot: 0.9 });
  });

  it('stops by itself when the pour is over, and keeps what came just before it', async () => {
    const { session, hear, reaches, seconds } = page((heard) =>
      heard >= 12 ? { ...poursFrom(8)(heard), phase: 'poured' } : poursFrom(8)(heard),
    );
    session.toggle();
    await reaches('listening');
    await hear(12);
    await reaches('idle');
    expect(seconds()).toBeCloseTo(4.51);
  });

  it.each([
    ['leaves out what came after the verdict of a brief pour', 0.2, 2.3],
    ['keeps everything if that verdict is old', MAX_VERDICT_AGE_SECONDS, 2.51],
  ])('%s', async (_, behind, kept) => {
    const { session, hear, reaches, seconds } = page(poursBriefly(4, behind));
    session.toggle();
    await reaches('listening');
    await hear(6);
    session.stop();
    await reaches('idle');
    expect(seconds()).toBeCloseTo(kept);
  });

  it('keeps of a brief pour only the latest start, though another was taken back', async () => {
    const { session, hear, reaches, seconds } = page((heard) =>
      heard <= 10 ? poursFrom(8)(heard) : poursBriefly(14, 0.2)(heard),
    );
    session.toggle();
    await reaches('listening');
    await hear(16);
    session.stop();
    await reaches('idle');
    expect(seconds()).toBeCloseTo(2.3);
  });

  it.each([
    ['goes on', 4, 7.5],
    ['was none', 4 + RESUME_WITHIN_SECONDS, 13.5 + RESUME_WITHIN_SECONDS],
  ])('keeps what came before a pour that is taken back if it %s', async (_, quiet, from) => {
    const again = 10 + quiet;
    const { session, hear, reaches, seconds } = page((heard) => {
      if (heard >= again + 8) return { ...poursFrom(again)(heard), phase: 'poured' };
      return heard > again ? poursFrom(again)(heard) : heard <= 10 ? poursFrom(8)(heard) : {};
    });
    session.toggle();
    await reaches('listening');
    await hear(again + 8);
    await reaches('idle');
    expect(seconds()).toBeCloseTo(again + 8 - from + 0.01);
  });

  it('keeps a minute at most while there is no pour', async () => {
    const { session, hear, reaches, seconds } = page();
    session.toggle();
    await reaches('listening');
    await hear(IDLE_BUFFER_SECONDS + 20);
    session.stop();
    await reaches('idle');
    expect(seconds()).toBeGreaterThanOrEqual(IDLE_BUFFER_SECONDS);
    expect(seconds()).toBeLessThan(IDLE_BUFFER_SECONDS + 2);
  });

  it('keeps more while the worker has not heard it: the pour may be in it', async () => {
    const { session, reaches, ear, seconds } = page(undefined, () => new Promise(() => undefined));
    session.toggle();
    await reaches('listening');
    for (let start = 0; start < 90 * RATE; start += RATE) {
      ear()?.onBlock({ start, time: Date.now(), samples: new Float32Array(RATE) });
    }
    session.stop();
    await reaches('idle');
    expect(seconds()).toBe(90.01);
  });

  it('keeps a pour however long it is', async () => {
    const { session, hear, reaches, seconds } = page(poursFrom(1));
    session.toggle();
    await reaches('listening');
    await hear(IDLE_BUFFER_SECONDS + 20);
    session.stop();
    await reaches('idle');
    expect(seconds()).toBe(IDLE_BUFFER_SECONDS + 19.51);
  });

  it('ends after five minutes by the clock, with a sentence, also when no sound comes', async () => {
    const { session, reaches, files } = page();
    session.toggle();
    await reaches('listening');
    vi.advanceTimersByTime(4000);
    expect(session.view.value.levelWarning).toBe('too-quiet');
    vi.advanceTimersByTime(MAX_RECORDING_SECONDS * 1000);
    await reaches('idle');
    expect(session.view.value.ending).toEqual({ kind: 'too-long' });
    expect(files).toHaveLength(1);
  });

  it('keeps what was heard when the device goes, and says so', async () => {
    const { session, hear, reaches, seconds, ear } = page();
    session.toggle();
    await reaches('listening');
    await hear(2);
    ear()?.onEnded();
    await reaches('idle');
    expect(session.view.value.ending).toMatchObject({
      kind: 'failed',
      failure: { code: 'unplugged' },
    });
    expect(seconds()).toBe(2.01);
  });

  it('says why the microphone did not open, and can try again', async () => {
    const { session, openMicrophone, reaches } = page();
    openMicrophone.mockRejectedValueOnce(microphoneFailure('denied'));
    session.toggle();
    await reaches('idle');
    expect(session.view.value.ending).toMatchObject({ failure: { code: 'denied' } });
    session.toggle();
    await reaches('listening');
    expect(session.view.value.ending).toBeUndefined();
  });

  it('lets a microphone go that opens after it was cancelled', async () => {
    const { session, openMicrophone, close, reaches, files } = page();
    const opens = openMicrophone.getMockImplementation();
    let open: () => void = () => undefined;
    openMicrophone.mockImplementationOnce(async (signal) => {
      await new Promise<void>((resolve) => {
        open = resolve;
      });
      return (opens as typeof openMicrophone)(signal);
    });
    session.toggle();
    await reaches('starting');
    session.toggle();
    await reaches('idle');
    open();
    await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(session.view.value.phase).toBe('idle');
    expect(files).toEqual([]);
  });

  describe('when time passed that was not heard', () => {
    it('says how much, goes on, and says it again at the end', async () => {
      const { session, hear, reaches, seconds } = page(poursFrom(1));
      session.toggle();
      await reaches('listening');
      await hear(3);
      expect(session.view.value.gapSeconds).toBe(0);
      vi.setSystemTime(Date.now() + 8000);
      await hear(2);
      expect(session.view.value).toMatchObject({ phase: 'pouring', verdict: 'hot', gapSeconds: 8 });
      session.stop();
      await reaches('idle');
      expect(seconds()).toBe(4.51);
      expect(session.view.value).toMatchObject({ ending: { kind: 'handed-over' }, gapSeconds: 8 });
      session.toggle();
      expect(session.view.value.gapSeconds).toBe(0);
    });

    it('counts a microphone that is muted, though silence comes from it', async () => {
      const { session, hear, reaches, ear } = page();
      session.toggle();
      await reaches('listening');
      await hear(2);
      ear()?.onInterrupted(true);
      await hear(4);
      ear()?.onInterrupted(false);
      await hear(1);
      expect(session.view.value.gapSeconds).toBe(4);
    });

    it('counts what was missed up to the end', async () => {
      const { session, hear, reaches } = page();
      session.toggle();
      await reaches('listening');
      await hear(2);
      vi.setSystemTime(Date.now() + 30_000);
      session.stop();
      await reaches('idle');
      expect(session.view.value.gapSeconds).toBe(30);
    });
  });

  it('shows sound that was lost', async () => {
    const { session, hear, reaches, ear } = page();
    session.toggle();
    await reaches('listening');
    await hear(30);
    expect(session.dropped.value).toBe(0);
    ear()?.onBlock({ start: 30 * RATE + 77, time: Date.now(), samples: new Float32Array(10) });
    expect(session.dropped.value).toBe(77);
  });

  describe('with a cup', () => {
    const beside = {
      name: 'Mug',
      references: [makeReference(), makeReference()],
      pours: ['x', 'y'],
    };
    const opener = () => vi.fn<LiveApi['open']>(async () => ({ value: true }));

    it('gives live verdicts beside it, and says so', async () => {
      const open = opener();
      const { session, reaches } = page(undefined, open, beside);
      session.toggle();
      await reaches('listening');
      await vi.waitFor(() => expect(open).toHaveBeenCalledWith(RATE, beside.references));
      expect(session.view.value.note).toBe('Calibrated with “Mug” (2 cold pours)');
      session.stop();
      await reaches('idle');
      expect(session.view.value.note).toBeUndefined();
    });

    it('hears a cold pour by itself, and hands it to the cup', async () => {
      const open = opener();
      const { session, reaches, hear, files } = page(undefined, open, beside);
      const onFile = vi.fn();
      session.recordFor({ note: 'A cold pour', onFile });
      await reaches('listening');
      expect(session.view.value.note).toBe('A cold pour');
      await hear(2);
      session.stop();
      await reaches('idle');
      expect(open).toHaveBeenCalledWith(RATE, undefined);
      expect(onFile).toHaveBeenCalledOnce();
      expect(files).toEqual([]);
      expect(session.view.value.ending).toEqual({ kind: 'cup' });
    });
  });
});
