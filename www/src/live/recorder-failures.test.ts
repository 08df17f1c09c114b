import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecorder } from '../../test/fake-recorder.ts';
import { FakeWorker } from '../../test/fake-worker.ts';
import type { RecordingBackup } from './recording-backup.ts';

beforeEach(() => {
  // Message channels need the real setImmediate and microtasks.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance', 'Date'] });
  vi.stubGlobal('navigator', {});
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('Recorder with a step after Stop that fails', () => {
  beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined));

  it.each([
    ['rejects', () => Promise.reject(new Error('no'))],
    ['never resolves', () => new Promise<void>(() => undefined)],
  ])('delivers the recording if closing the microphone %s', async (_, closing) => {
    const { recorder, feed, waitForPhase, close, fileSeconds } = createRecorder();
    close.mockImplementation(closing);
    recorder.toggle();
    await waitForPhase('listening');
    await feed(3);
    recorder.toggle();
    await vi.waitFor(() => expect(recorder.view.value.phase).toBe('idle'), { timeout: 4000 });
    expect(fileSeconds()).toBe(3);
    expect(recorder.view.value.ending).toEqual({ kind: 'finished' });
  });

  it('delivers the recording if the worker cannot be ended', async () => {
    const { recorder, feed, waitForPhase, fileSeconds } = createRecorder();
    vi.spyOn(FakeWorker.prototype, 'terminate').mockImplementationOnce(() => {
      throw new Error('no');
    });
    recorder.toggle();
    await waitForPhase('listening');
    await feed(2);
    recorder.toggle();
    await waitForPhase('idle');
    expect(fileSeconds()).toBe(2.01);
  });

  it('keeps the backup and says so if the recording is not passed on', async () => {
    const backup = { update: vi.fn(), delete: vi.fn(), release: vi.fn() };
    const { recorder, feed, waitForPhase } = createRecorder(undefined, undefined, undefined, {
      createBackup: () => backup as unknown as RecordingBackup,
      onRecording: () => Promise.reject(new Error('no')),
    });
    recorder.toggle();
    await waitForPhase('listening');
    await feed(2);
    recorder.toggle();
    await vi.waitFor(() => expect(backup.release).toHaveBeenCalledOnce());
    expect(recorder.view.value).toMatchObject({
      phase: 'idle',
      ending: { failure: { code: 'not-finished' } },
    });
    expect(backup.delete).not.toHaveBeenCalled();
  });
});

it('Recorder deletes the backup once the recording is stored', async () => {
  const backup = { update: vi.fn(), delete: vi.fn(), release: vi.fn() };
  let store: () => void = () => undefined;
  const { recorder, feed, waitForPhase } = createRecorder(undefined, undefined, undefined, {
    createBackup: () => backup as unknown as RecordingBackup,
    onRecording: () =>
      new Promise<void>((resolve) => {
        store = resolve;
      }),
  });
  recorder.toggle();
  await waitForPhase('listening');
  await feed(2);
  expect(backup.update).toHaveBeenCalledTimes(2);
  recorder.toggle();
  await waitForPhase('idle');
  expect(backup.delete).not.toHaveBeenCalled();
  store();
  await vi.waitFor(() => expect(backup.delete).toHaveBeenCalledOnce());
});
