import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeClassification, makeReference } from '../../test/fixtures.ts';
import * as decoding from '../input/decode.ts';
import { fileSource, Results } from '../results/results.ts';
import { Announcer } from '../ui/announcer.ts';
import { Failure } from '../util/failure.ts';
import { TaskQueue } from '../util/task-queue.ts';
import type { ClassifierRequests } from '../worker/classifier-requests.ts';
import { classifyRecording } from './classify-recording.ts';

const decode = vi.spyOn(decoding, 'decode');

beforeEach(() => {
  vi.useFakeTimers();
  decode.mockImplementation(async () => ({ channels: [new Float32Array(1)], sampleRate: 48_000 }));
});
afterEach(() => void vi.useRealTimers());

function setUp(classify: ClassifierRequests['classify'] = async () => makeClassification()) {
  const results = new Results();
  const deps = {
    queue: new TaskQueue(),
    classifier: { classify } as ClassifierRequests,
    announcer: new Announcer(),
  };
  const drop = (...names: string[]) => {
    const batch = results.add(names.map((name) => fileSource(new File(['x'], name))));
    return batch.map((result) => ({ result, done: classifyRecording(result, deps) }));
  };
  return { results, drop, announced: deps.announcer.text };
}

const phases = (results: Results) => results.list.value.map((result) => result.state.value.phase);
const names = (results: Results) => results.list.value.map((result) => result.source.name);

describe('classifyRecording', () => {
  it('classifies a batch in order and lists the newest batch first', async () => {
    const { results, drop, announced } = setUp();
    const dones = [...drop('a', 'b'), ...drop('c')].map(({ done }) => done);
    expect(phases(results)).toEqual(['waiting', 'waiting', 'waiting']);
    await Promise.all(dones);
    expect(names(results)).toEqual(['c', 'a', 'b']);
    expect(phases(results)).toEqual(['classified', 'classified', 'classified']);
    vi.advanceTimersByTime(1000);
    expect(announced.value.replaceAll('\u00a0', ' ')).toContain('a: hot, 97% likely.');
  });

  it('continues after a recording that cannot be decoded', async () => {
    const { results, drop, announced } = setUp();
    decode.mockRejectedValueOnce(new Failure('undecodable', 'No sound in it.'));
    await Promise.all(drop('bad', 'good').map(({ done }) => done));
    expect(phases(results)).toEqual(['failed', 'classified']);
    vi.advanceTimersByTime(1000);
    expect(announced.value).toContain('bad: No sound in it.');
  });

  it('turns an unexpected exception into a Failure', async () => {
    const { results, drop } = setUp(() => Promise.reject(new TypeError('x is not a function')));
    await drop('a')[0]?.done;
    const state = results.list.value[0]?.state.value;
    expect(state).toMatchObject({
      phase: 'failed',
      failure: { code: 'crashed', detail: 'x is not a function' },
    });
  });

  it('adds the length of a decoded recording to its failure', async () => {
    const { results, drop } = setUp(() => Promise.reject(new Failure('silent', 'It is silent.')));
    const channels = [new Float32Array(12_000)];
    decode.mockImplementationOnce(async () => ({ channels, sampleRate: 48_000 }));
    await drop('a')[0]?.done;
    expect(results.list.value[0]?.state.value).toMatchObject({ failure: { seconds: 0.25 } });
  });

  it('makes a decoded recording playable, also when it fails', async () => {
    const silent = new Failure('silent', 'This recording is silent.');
    const { drop } = setUp(() => Promise.reject(silent));
    const [dropped] = drop('a');
    expect(dropped?.result.recording.value).toBeUndefined();
    await dropped?.done;
    expect(dropped?.result.recording.value?.name).toBe('a');
  });

  it('throttles progress and ignores reports after the end', async () => {
    let report: (fraction: number) => void = () => undefined;
    let finish: (value: ReturnType<typeof makeClassification>) => void = () => undefined;
    const { drop } = setUp((_pcm, onProgress) => {
      report = onProgress;
      return new Promise((resolve) => {
        finish = resolve;
      });
    });
    const [dropped] = drop('a');
    await vi.waitFor(() => expect(dropped?.result.state.value.phase).toBe('classifying'));
    const now = vi.spyOn(performance, 'now');
    const after = (milliseconds: number) => now.mockReturnValue(performance.now() + milliseconds);
    after(0);
    report(0.2);
    expect(dropped?.result.state.value).toEqual({ phase: 'classifying', fraction: 0 });
    after(1000);
    report(0.4);
    expect(dropped?.result.state.value).toEqual({ phase: 'classifying', fraction: 0.4 });
    finish(makeClassification());
    await dropped?.done;
    after(1000);
    report(0.9);
    now.mockRestore();
    expect(dropped?.result.state.value.phase).toBe('classified');
  });

  it('shows no progress of work that finishes at once', async () => {
    let finish: (value: ReturnType<typeof makeClassification>) => void = () => undefined;
    const { drop } = setUp(() => new Promise((resolve) => (finish = resolve)));
    const phasesOf = async (milliseconds: number) => {
      const [dropped] = drop('a');
      const phases: string[] = [];
      dropped?.result.state.subscribe(({ phase }) => phases.push(phase));
      await vi.advanceTimersByTimeAsync(milliseconds);
      finish(makeClassification());
      await dropped?.done;
      await vi.advanceTimersByTimeAsync(1000);
      return phases;
    };
    expect(await phasesOf(50)).toEqual(['waiting', 'classified']);
    expect(await phasesOf(150)).toEqual(['waiting', 'classifying', 'classified']);
  });

  it('announces nothing for a recording that is removed meanwhile', async () => {
    const { results, drop, announced } = setUp(
      (_pcm, _onProgress, signal) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const [dropped] = drop('a');
    if (!dropped) throw new Error('nothing was dropped');
    await vi.waitFor(() => expect(dropped.result.state.value.phase).toBe('classifying'));
    results.remove(dropped.result);
    await dropped.done;
    vi.advanceTimersByTime(1000);
    expect(names(results)).toEqual([]);
    expect(announced.value).toBe('');
  });

  it('reads the active reference when the recording’s turn comes', async () => {
    const classify = vi.fn<ClassifierRequests['classify']>(async () =>
      makeClassification({ references: 1 }),
    );
    const cold = makeReference();
    const activeReference = vi.fn(() => ({ name: 'Mug', references: [cold], pours: ['x'] }));
    const [result] = new Results().add([fileSource(new File(['x'], 'a'))]);
    if (!result) throw new Error('no result');
    const classifier = { classify } as unknown as ClassifierRequests;
    const deps = {
      queue: new TaskQueue(),
      classifier,
      announcer: new Announcer(),
      activeReference,
    };
    const done = classifyRecording(result, deps);
    expect(activeReference).not.toHaveBeenCalled();
    await done;
    expect(classify.mock.calls[0]?.[3]).toEqual([cold]);
    expect(result.finalState.value).toMatchObject({
      classification: { cup: 'Mug', references: 1, knownPours: ['x'] },
    });
  });
});
