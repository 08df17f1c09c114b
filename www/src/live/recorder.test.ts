import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecorder, RATE } from '../../test/fake-recorder.ts';
import { makeReference } from '../../test/fixtures.ts';
import {
  IDLE_BUFFER_SECONDS,
  MAX_RECORDING_SECONDS,
  MAX_VERDICT_AGE_SECONDS,
  RESUME_WITHIN_SECONDS,
} from './limits.ts';
import type { LiveApi } from './live-messages.ts';
import { microphoneFailure } from './microphone-errors.ts';

beforeEach(() => {
  // Message channels need the real setImmediate and microtasks.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'Date'] });
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

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

/** A brief pour whose verdict covers the audio up to `behind` seconds before the state. */
const poursBriefly = (start: number, behind: number) => (seconds: number) =>
  seconds > start ? { ...poursFrom(start)(seconds), recordingEnd: seconds - behind } : {};

describe('Recorder', () => {
  it('delivers the recording including the last block', async () => {
    const { recorder, feed, waitForPhase, close, fileSeconds, files } = createRecorder();
    recorder.toggle();
    await waitForPhase('listening');
    await feed(3);
    recorder.toggle();
    await waitForPhase('idle');
    expect(close).toHaveBeenCalledOnce();
    expect(files).toHaveLength(1);
    expect(fileSeconds()).toBe(3.01);
    expect(recorder.view.value.ending).toEqual({ kind: 'finished' });
  });

  it('restarts while no pour has begun, without delivering anything', async () => {
    const { recorder, feed, waitForPhase, openMicrophone, close, files } = createRecorder();
    recorder.toggle();
    await waitForPhase('listening');
    await feed(3);
    recorder.restart();
    await vi.waitFor(() => expect(openMicrophone).toHaveBeenCalledTimes(2));
    await waitForPhase('listening');
    expect(close).toHaveBeenCalledOnce();
    expect(files).toEqual([]);
  });

  it('restarts while the microphone is opening', async () => {
    const { recorder, waitForPhase, openMicrophone } = createRecorder();
    recorder.toggle();
    expect(recorder.view.value.phase).toBe('starting');
    recorder.restart();
    await waitForPhase('listening');
    expect(openMicrophone).toHaveBeenCalledTimes(2);
    expect(openMicrophone.mock.calls[0]?.[0].aborted).toBe(true);
  });

  it('ignores a restart during a pour and while idle', async () => {
    const { recorder, feed, waitForPhase, openMicrophone, close } = createRecorder(poursFrom(2));
    recorder.restart();
    expect(openMicrophone).not.toHaveBeenCalled();
    recorder.toggle();
    await waitForPhase('listening');
    await feed(4);
    await waitForPhase('pouring');
    recorder.restart();
    expect(close).not.toHaveBeenCalled();
    expect(recorder.view.value.phase).toBe('pouring');
  });

  it('keeps the first firm verdict of a pour', async () => {
    const { recorder, feed, waitForPhase } = createRecorder((seconds) => ({
      ...poursFrom(2)(seconds),
      ...(seconds > 3.5 && { verdict: 'unsure' as const }),
    }));
    recorder.toggle();
    await waitForPhase('listening');
    await feed(5);
    await vi.waitFor(() => expect(recorder.view.value.verdict).toBe('unsure'));
    recorder.toggle();
    await waitForPhase('idle');
    expect(recorder.view.value).toMatchObject({ firstVerdict: 'hot', verdict: 'unsure' });
  });

  it('shows the verdict during a pour', async () => {
    const { recorder, feed, waitForPhase } = createRecorder(poursFrom(2));
    recorder.toggle();
    await waitForPhase('listening');
    await feed(4);
    await waitForPhase('pouring');
    expect(recorder.view.value).toMatchObject({ verdict: 'hot', probabilityHot: 0.9 });
  });

  it('stops after the pour and keeps the audio just before it', async () => {
    const { recorder, feed, waitForPhase, fileSeconds } = createRecorder((seconds) =>
      seconds >= 12 ? { ...poursFrom(8)(seconds), phase: 'finished' } : poursFrom(8)(seconds),
    );
    recorder.toggle();
    await waitForPhase('listening');
    await feed(12);
    await waitForPhase('idle');
    expect(fileSeconds()).toBeCloseTo(4.51);
  });

  it.each([
    ['drops the audio after the verdict of a brief pour', 0.2, 2.3],
    ['keeps all audio if that verdict is old', MAX_VERDICT_AGE_SECONDS, 2.51],
  ])('%s', async (_, behind, expected) => {
    const { recorder, feed, waitForPhase, fileSeconds } = createRecorder(poursBriefly(4, behind));
    recorder.toggle();
    await waitForPhase('listening');
    await feed(6);
    recorder.stop();
    await waitForPhase('idle');
    expect(fileSeconds()).toBeCloseTo(expected);
  });

  it('keeps a brief pour from its own onset, not from a discarded one', async () => {
    const { recorder, feed, waitForPhase, fileSeconds } = createRecorder((seconds) =>
      seconds <= 10 ? poursFrom(8)(seconds) : poursBriefly(14, 0.2)(seconds),
    );
    recorder.toggle();
    await waitForPhase('listening');
    await feed(16);
    recorder.stop();
    await waitForPhase('idle');
    expect(fileSeconds()).toBeCloseTo(2.3);
  });

  it.each([
    ['the pour resumes', 4, 7.5],
    ['the next pour starts late', 4 + RESUME_WITHIN_SECONDS, 13.5 + RESUME_WITHIN_SECONDS],
  ])('starts the file at the right onset after a discarded one if %s', async (_, quiet, from) => {
    const again = 10 + quiet;
    const { recorder, feed, waitForPhase, fileSeconds } = createRecorder((seconds) => {
      if (seconds >= again + 8) return { ...poursFrom(again)(seconds), phase: 'finished' };
      return seconds > again
        ? poursFrom(again)(seconds)
        : seconds <= 10
          ? poursFrom(8)(seconds)
          : {};
    });
    recorder.toggle();
    await waitForPhase('listening');
    await feed(again + 8);
    await waitForPhase('idle');
    expect(fileSeconds()).toBeCloseTo(again + 8 - from + 0.01);
  });

  it('keeps one minute at most without a pour', async () => {
    const { recorder, feed, waitForPhase, fileSeconds } = createRecorder();
    recorder.toggle();
    await waitForPhase('listening');
    await feed(IDLE_BUFFER_SECONDS + 20);
    recorder.stop();
    await waitForPhase('idle');
    expect(fileSeconds()).toBeGreaterThanOrEqual(IDLE_BUFFER_SECONDS);
    expect(fileSeconds()).toBeLessThan(IDLE_BUFFER_SECONDS + 2);
  });

  it('keeps more audio while the worker lags', async () => {
    const { recorder, waitForPhase, handlers, fileSeconds } = createRecorder(
      undefined,
      () => new Promise(() => undefined),
    );
    recorder.toggle();
    await waitForPhase('listening');
    for (let start = 0; start < 90 * RATE; start += RATE) {
      handlers()?.onBlock({ start, time: Date.now(), samples: new Float32Array(RATE) });
    }
    recorder.stop();
    await waitForPhase('idle');
    expect(fileSeconds()).toBe(90.01);
  });

  it('keeps a long pour completely', async () => {
    const { recorder, feed, waitForPhase, fileSeconds } = createRecorder(poursFrom(1));
    recorder.toggle();
    await waitForPhase('listening');
    await feed(IDLE_BUFFER_SECONDS + 20);
    recorder.stop();
    await waitForPhase('idle');
    expect(fileSeconds()).toBe(IDLE_BUFFER_SECONDS + 19.51);
  });

  it('ends after five minutes although no audio arrives', async () => {
    const { recorder, waitForPhase, files } = createRecorder();
    recorder.toggle();
    await waitForPhase('listening');
    vi.advanceTimersByTime(4000);
    expect(recorder.view.value.levelWarning).toBe('too-quiet');
    vi.advanceTimersByTime(MAX_RECORDING_SECONDS * 1000);
    await waitForPhase('idle');
    expect(recorder.view.value.ending).toEqual({ kind: 'too-long' });
    expect(files).toHaveLength(1);
  });

  it('keeps the audio and shows a failure when the device is unplugged', async () => {
    const { recorder, feed, waitForPhase, fileSeconds, handlers } = createRecorder();
    recorder.toggle();
    await waitForPhase('listening');
    await feed(2);
    handlers()?.onEnded();
    await waitForPhase('idle');
    expect(recorder.view.value.ending).toMatchObject({
      kind: 'failed',
      failure: { code: 'unplugged' },
    });
    expect(fileSeconds()).toBe(2.01);
  });

  it('shows why the microphone did not open, and can retry', async () => {
    const { recorder, openMicrophone, waitForPhase } = createRecorder();
    openMicrophone.mockRejectedValueOnce(microphoneFailure('denied'));
    recorder.toggle();
    await waitForPhase('idle');
    expect(recorder.view.value.ending).toMatchObject({ failure: { code: 'denied' } });
    recorder.toggle();
    await waitForPhase('listening');
    expect(recorder.view.value.ending).toBeUndefined();
  });

  it('closes a microphone that opens after cancellation', async () => {
    const { recorder, openMicrophone, close, waitForPhase, files } = createRecorder();
    const opens = openMicrophone.getMockImplementation();
    let open: () => void = () => undefined;
    openMicrophone.mockImplementationOnce(async (signal) => {
      await new Promise<void>((resolve) => {
        open = resolve;
      });
      return (opens as typeof openMicrophone)(signal);
    });
    recorder.toggle();
    await waitForPhase('starting');
    recorder.toggle();
    await waitForPhase('idle');
    open();
    await vi.waitFor(() => expect(close).toHaveBeenCalledOnce());
    expect(recorder.view.value.phase).toBe('idle');
    expect(files).toEqual([]);
  });

  describe('with gaps in the audio', () => {
    it('shows the length of a gap during and after the recording', async () => {
      const { recorder, feed, waitForPhase, fileSeconds } = createRecorder(poursFrom(1));
      recorder.toggle();
      await waitForPhase('listening');
      await feed(3);
      expect(recorder.view.value.gapSeconds).toBe(0);
      vi.setSystemTime(Date.now() + 8000);
      await feed(2);
      expect(recorder.view.value).toMatchObject({
        phase: 'pouring',
        verdict: 'hot',
        gapSeconds: 8,
      });
      recorder.stop();
      await waitForPhase('idle');
      expect(fileSeconds()).toBe(4.51);
      expect(recorder.view.value).toMatchObject({ ending: { kind: 'finished' }, gapSeconds: 8 });
      recorder.toggle();
      expect(recorder.view.value.gapSeconds).toBe(0);
    });

    it('counts muted time although silent blocks arrive', async () => {
      const { recorder, feed, waitForPhase, handlers } = createRecorder();
      recorder.toggle();
      await waitForPhase('listening');
      await feed(2);
      handlers()?.onInterrupted(true);
      await feed(4);
      handlers()?.onInterrupted(false);
      await feed(1);
      expect(recorder.view.value.gapSeconds).toBe(4);
    });

    it('counts the gap before the end', async () => {
      const { recorder, feed, waitForPhase } = createRecorder();
      recorder.toggle();
      await waitForPhase('listening');
      await feed(2);
      vi.setSystemTime(Date.now() + 30_000);
      recorder.stop();
      await waitForPhase('idle');
      expect(recorder.view.value.gapSeconds).toBe(30);
    });
  });

  it('counts lost samples', async () => {
    const { recorder, feed, waitForPhase, handlers } = createRecorder();
    recorder.toggle();
    await waitForPhase('listening');
    await feed(30);
    expect(recorder.dropped.value).toBe(0);
    handlers()?.onBlock({ start: 30 * RATE + 77, time: Date.now(), samples: new Float32Array(10) });
    expect(recorder.dropped.value).toBe(77);
  });

  describe('with a cup', () => {
    const activeReference = {
      name: 'Mug',
      references: [makeReference(), makeReference()],
      pours: ['x', 'y'],
    };
    const opener = () => vi.fn<LiveApi['open']>(async () => ({ value: true }));

    it('passes the references to the worker and shows a note', async () => {
      const open = opener();
      const { recorder, waitForPhase } = createRecorder(undefined, open, activeReference);
      recorder.toggle();
      await waitForPhase('listening');
      await vi.waitFor(() => expect(open).toHaveBeenCalledWith(RATE, activeReference.references));
      expect(recorder.view.value.note).toBe('Calibrated with “Mug” (2 pours)');
      recorder.stop();
      await waitForPhase('idle');
      expect(recorder.view.value.note).toBeUndefined();
    });

    it('records a pour for a cup without references and passes it to the target', async () => {
      const open = opener();
      const { recorder, waitForPhase, feed, files } = createRecorder(
        undefined,
        open,
        activeReference,
      );
      const onFile = vi.fn();
      recorder.recordFor({ note: 'A hot pour', onFile });
      await waitForPhase('listening');
      expect(recorder.view.value.note).toBe('A hot pour');
      await feed(2);
      recorder.stop();
      await waitForPhase('idle');
      expect(open).toHaveBeenCalledWith(RATE, undefined);
      expect(onFile).toHaveBeenCalledOnce();
      expect(files).toEqual([]);
      expect(recorder.view.value.ending).toEqual({ kind: 'cup' });
    });
  });
});
