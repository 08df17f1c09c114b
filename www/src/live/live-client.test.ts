import { describe, expect, it, vi } from 'vitest';
import { FakeWorker } from '../../test/fake-worker.ts';
import { makeLiveState } from '../../test/fixtures.ts';
import { CaptureBuffer } from './capture-buffer.ts';
import { LiveClassifierClient } from './live-client.ts';
import type { LiveApi, LiveState } from './live-messages.ts';

const RATE = 1000;

/** A listener that counts, and says where a pour began once it has heard a second. */
function counting(changes: Partial<LiveApi> = {}): Partial<LiveApi> {
  let heard = 0;
  return {
    open: async () => ({ value: true }),
    push: async (samples) => {
      heard += samples.length;
      const start = heard > RATE ? 1 : null;
      const times = { pourStart: start, recordingStart: start, recordingEnd: start };
      return { value: makeLiveState({ seconds: heard / RATE, ...times }) };
    },
    ...changes,
  };
}

function listening(...apis: Partial<LiveApi>[]) {
  const workers: FakeWorker[] = [];
  const ear = new LiveClassifierClient(() => {
    workers.push(new FakeWorker(apis[workers.length] ?? counting()));
    return workers.at(-1) as unknown as Worker;
  });
  const recording = new CaptureBuffer();
  const states: LiveState[] = [];
  const onDeaf = vi.fn();
  const record = (seconds: number) => {
    recording.add({ start: recording.end, samples: new Float32Array(seconds * RATE) });
    ear.notifySamples();
  };
  const over = ear.run(recording, RATE, {
    onState: (state) => states.push(state),
    onFailed: onDeaf,
  });
  const heard = () => states.at(-1)?.seconds;
  return { ear, recording, states, onDeaf, record, over, workers, heard };
}

describe('LiveEar', () => {
  it('feeds everything, in pieces where a lot waits', async () => {
    const { record, states, heard, ear, over } = listening();
    record(2.5);
    await vi.waitFor(() => expect(heard()).toBe(2.5));
    expect(states.map(({ seconds }) => seconds)).toEqual([1, 2, 2.5]);
    record(0.5);
    await vi.waitFor(() => expect(heard()).toBe(3));
    ear.close();
    await over;
  });

  it('counts from the first sample of the recording, also where the beginning is gone', async () => {
    const { ear, record, recording, states, heard } = listening({
      ...counting(),
      open: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { value: true };
      },
    });
    for (let second = 0; second < 5; second++) record(1);
    recording.discardBefore(2 * RATE);
    await vi.waitFor(() => expect(heard()).toBe(5));
    expect(states.at(-1)).toMatchObject({ pourStart: 3, recordingStart: 3, recordingEnd: 3 });
    ear.close();
  });

  it('replaces a worker that crashes, which hears it all again and repeats nothing', async () => {
    let pushes = 0;
    const api = counting();
    const { record, states, heard, workers, onDeaf, ear } = listening({
      ...api,
      push: async (samples) =>
        ++pushes > 2
          ? { fault: { kind: 'crashed', detail: 'unreachable' } }
          : (api.push as LiveApi['push'])(samples),
    });
    record(4);
    await vi.waitFor(() => expect(heard()).toBe(4));
    expect(states.map(({ seconds }) => seconds)).toEqual([1, 2, 3, 4]);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(onDeaf).not.toHaveBeenCalled();
    ear.close();
  });

  it('replaces a worker that dies without a word', async () => {
    const { record, heard, workers, ear } = listening({
      ...counting(),
      push: () => new Promise(() => undefined),
    });
    record(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    workers[0]?.fail('out of memory');
    await vi.waitFor(() => expect(heard()).toBe(1));
    ear.close();
  });

  it('gives up after the second, and needs nothing more', async () => {
    const crash = counting({
      push: async () => ({ fault: { kind: 'crashed', detail: 'unreachable' } }),
    });
    const { record, over, workers, onDeaf, ear } = listening(crash, crash);
    record(1);
    await over;
    expect(workers).toHaveLength(2);
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
    expect(onDeaf).toHaveBeenCalledOnce();
    expect(ear.cursor).toBe(Number.POSITIVE_INFINITY);
  });

  it('does not start again and again what cannot be loaded', async () => {
    const { record, over, workers, onDeaf } = listening({
      open: async () => ({ fault: { kind: 'not-loaded', detail: '404' } }),
    });
    record(1);
    await over;
    expect(workers).toHaveLength(1);
    expect(onDeaf).toHaveBeenCalledOnce();
  });
});
