import { describe, expect, it, vi } from 'vitest';
import { FakeWorker } from '../../test/fake-worker.ts';
import { makeLiveState } from '../../test/fixtures.ts';
import { CaptureBuffer } from './capture-buffer.ts';
import { LiveClassifierClient } from './live-client.ts';
import type { LiveApi, LiveState } from './live-messages.ts';

const RATE = 1000;

/** A classifier that counts samples and reports a pour after one second. */
function fakeClassifier(changes: Partial<LiveApi> = {}): Partial<LiveApi> {
  let samplesSeen = 0;
  return {
    open: async () => ({ value: true }),
    push: async (samples) => {
      samplesSeen += samples.length;
      const start = samplesSeen > RATE ? 1 : null;
      const times = { pourStart: start, recordingStart: start, recordingEnd: start };
      return { value: makeLiveState({ seconds: samplesSeen / RATE, ...times }) };
    },
    ...changes,
  };
}

function createClient(...apis: Partial<LiveApi>[]) {
  const workers: FakeWorker[] = [];
  const client = new LiveClassifierClient(() => {
    workers.push(new FakeWorker(apis[workers.length] ?? fakeClassifier()));
    return workers.at(-1) as unknown as Worker;
  });
  const recording = new CaptureBuffer();
  const states: LiveState[] = [];
  const onFailed = vi.fn();
  const record = (seconds: number) => {
    recording.add({ start: recording.end, samples: new Float32Array(seconds * RATE) });
    client.notifySamples();
  };
  const finished = client.run(recording, RATE, {
    onState: (state) => states.push(state),
    onFailed: onFailed,
  });
  const reportedSeconds = () => states.at(-1)?.seconds;
  return { client, recording, states, onFailed, record, finished, workers, reportedSeconds };
}

describe('LiveClassifierClient', () => {
  it('feeds all samples, in pieces if many wait', async () => {
    const { record, states, reportedSeconds, client, finished } = createClient();
    record(2.5);
    await vi.waitFor(() => expect(reportedSeconds()).toBe(2.5));
    expect(states.map(({ seconds }) => seconds)).toEqual([1, 2, 2.5]);
    record(0.5);
    await vi.waitFor(() => expect(reportedSeconds()).toBe(3));
    client.close();
    await finished;
  });

  it('counts from the first sample although the beginning was discarded', async () => {
    const { client, record, recording, states, reportedSeconds } = createClient({
      ...fakeClassifier(),
      open: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { value: true };
      },
    });
    for (let second = 0; second < 5; second++) record(1);
    recording.discardBefore(2 * RATE);
    await vi.waitFor(() => expect(reportedSeconds()).toBe(5));
    expect(states.at(-1)).toMatchObject({ pourStart: 3, recordingStart: 3, recordingEnd: 3 });
    client.close();
  });

  it('replaces a crashed worker and reports no state twice', async () => {
    let pushes = 0;
    const api = fakeClassifier();
    const { record, states, reportedSeconds, workers, onFailed, client } = createClient({
      ...api,
      push: async (samples) =>
        ++pushes > 2
          ? { fault: { kind: 'crashed', detail: 'unreachable' } }
          : (api.push as LiveApi['push'])(samples),
    });
    record(4);
    await vi.waitFor(() => expect(reportedSeconds()).toBe(4));
    expect(states.map(({ seconds }) => seconds)).toEqual([1, 2, 3, 4]);
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
    expect(onFailed).not.toHaveBeenCalled();
    client.close();
  });

  it('replaces a worker that fails without a reply', async () => {
    const { record, reportedSeconds, workers, client } = createClient({
      ...fakeClassifier(),
      push: () => new Promise(() => undefined),
    });
    record(1);
    await new Promise((resolve) => setTimeout(resolve, 20));
    workers[0]?.fail('out of memory');
    await vi.waitFor(() => expect(reportedSeconds()).toBe(1));
    client.close();
  });

  it('gives up after the second crash and needs no more samples', async () => {
    const crash = fakeClassifier({
      push: async () => ({ fault: { kind: 'crashed', detail: 'unreachable' } }),
    });
    const { record, finished, workers, onFailed, client } = createClient(crash, crash);
    record(1);
    await finished;
    expect(workers).toHaveLength(2);
    expect(workers.every(({ terminated }) => terminated)).toBe(true);
    expect(onFailed).toHaveBeenCalledOnce();
    expect(client.cursor).toBe(Number.POSITIVE_INFINITY);
  });

  it('does not restart a worker that cannot be loaded', async () => {
    const { record, finished, workers, onFailed } = createClient({
      open: async () => ({ fault: { kind: 'not-loaded', detail: '404' } }),
    });
    record(1);
    await finished;
    expect(workers).toHaveLength(1);
    expect(onFailed).toHaveBeenCalledOnce();
  });
});
