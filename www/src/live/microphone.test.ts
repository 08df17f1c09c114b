import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import { FINISHED } from './live-messages.ts';
import { toMicrophoneFailure } from './microphone-errors.ts';

class Track extends EventTarget {
  readyState = 'live';
  enabled = true;
  muted = false;
  settings: Record<string, unknown> = {};
  getSettings() {
    return this.settings;
  }
  stop() {
    this.readyState = 'ended';
  }
}

const addModule = vi.fn(async (): Promise<void> => undefined);

class Context extends EventTarget {
  sampleRate = 44_100;
  state = 'running';
  audioWorklet = { addModule };
  destination = {};
  resume = vi.fn(async () => undefined);
  close = vi.fn(async () => undefined);
  createMediaStreamSource = () => {
    const source = { connect: (node: unknown) => node, disconnect: vi.fn() };
    sources.push(source);
    return source;
  };
}

type Source = { disconnect: Mock };

const fail = () => {
  throw new Error('failed on purpose');
};

class Node {
  port = Object.assign(new EventTarget(), {
    onmessage: null,
    postMessage: () => this.port.dispatchEvent(new MessageEvent('message', { data: FINISHED })),
  });
  connect = () => undefined;
  constructor() {
    nodes.push(this);
  }
}

let tracks: Track[];
let contexts: Context[];
let sources: Source[];
let nodes: Node[];
let permission: string;
const getUserMedia = vi.fn(async (_constraints: unknown) => {
  const track = new Track();
  tracks.push(track);
  return { getAudioTracks: () => [track], getTracks: () => [track] };
});

beforeEach(() => {
  tracks = [];
  contexts = [];
  sources = [];
  nodes = [];
  permission = 'granted';
  vi.resetModules();
  vi.clearAllMocks();
  vi.stubGlobal('window', { isSecureContext: true });
  vi.stubGlobal('document', new EventTarget());
  vi.stubGlobal('navigator', {
    mediaDevices: { getUserMedia },
    permissions: { query: async () => ({ state: permission }) },
  });
  vi.stubGlobal('AudioWorkletNode', Node);
  vi.stubGlobal(
    'AudioContext',
    class extends Context {
      constructor() {
        super();
        contexts.push(this);
      }
    },
  );
});
afterEach(() => void vi.unstubAllGlobals());

const handlers = () => ({ onBlock: vi.fn(), onEnded: vi.fn(), onInterrupted: vi.fn() });

/** Imports a fresh module, since it caches a stream between calls. */
async function open() {
  const { openMicrophone } = await import('./microphone.ts');
  return openMicrophone(new AbortController().signal);
}

describe('openMicrophone', () => {
  it('requests no processing as ideal, never exact', async () => {
    await open();
    expect(JSON.stringify(getUserMedia.mock.calls)).not.toContain('exact');
    expect(getUserMedia).toHaveBeenCalledWith({
      audio: {
        echoCancellation: { ideal: false },
        noiseSuppression: { ideal: false },
        autoGainControl: { ideal: false },
      },
    });
  });

  it.each([
    [{ echoCancellation: false, noiseSuppression: false, autoGainControl: false }, []],
    [
      { echoCancellation: 'remote-only', noiseSuppression: true },
      ['echoCancellation', 'noiseSuppression'],
    ],
    [{}, []],
  ])('reads the active processing from %j', async (settings, expected) => {
    getUserMedia.mockImplementationOnce(async () => {
      const track = Object.assign(new Track(), { settings });
      return { getAudioTracks: () => [track], getTracks: () => [track] };
    });
    expect((await open()).activeProcessing).toEqual(expected);
  });

  it('stops the stream if the permission persists', async () => {
    await (await open()).close();
    expect(tracks[0]?.readyState).toBe('ended');
    expect(contexts[0]?.close).toHaveBeenCalledOnce();
    await open();
    expect(tracks).toHaveLength(2);
  });

  it('keeps the stream, disabled, if the browser would ask again', async () => {
    permission = 'prompt';
    await (await open()).close();
    expect(tracks[0]).toMatchObject({ readyState: 'live', enabled: false });
    await (await open()).close();
    expect(tracks).toHaveLength(1);
    // An unplugged device is not reused.
    tracks[0]?.stop();
    await open();
    expect(tracks).toHaveLength(2);
  });

  it.each([
    ['disconnecting fails', (source: Source) => source.disconnect.mockImplementation(fail)],
    [
      'the worklet is gone',
      (_: Source, { port }: Node) => Object.assign(port, { postMessage: fail }),
    ],
    ['the context does not close', () => contexts[0]?.close.mockImplementation(fail)],
    ['the permission is unknown', () => vi.stubGlobal('navigator', {})],
  ])('stops the stream although %s', async (name, breaking) => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const microphone = await open();
    breaking(sources[0] as Source, nodes[0] as Node);
    await microphone.close();
    expect(tracks[0]).toMatchObject(
      name === 'the permission is unknown' ? { enabled: false } : { readyState: 'ended' },
    );
  });

  it('resumes from "suspended" only, not from "interrupted"', async () => {
    const microphone = await open();
    const received = handlers();
    microphone.listen(received);
    const [context] = contexts;
    const becomes = (state: string) => {
      if (context) context.state = state;
      context?.dispatchEvent(new Event('statechange'));
    };
    becomes('interrupted');
    expect(received.onInterrupted).toHaveBeenLastCalledWith(true);
    expect(context?.resume).not.toHaveBeenCalled();
    becomes('suspended');
    expect(context?.resume).toHaveBeenCalledOnce();
    expect(received.onInterrupted).toHaveBeenLastCalledWith(false);
  });

  it('retries a refused resume when the page becomes visible', async () => {
    const microphone = await open();
    microphone.listen(handlers());
    const [context] = contexts;
    if (context) context.state = 'suspended';
    context?.resume.mockRejectedValueOnce(new DOMException('', 'InvalidStateError'));
    context?.dispatchEvent(new Event('statechange'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(context?.resume).toHaveBeenCalledTimes(2);
  });

  it('reports when the device is muted and unmuted', async () => {
    const microphone = await open();
    const received = handlers();
    microphone.listen(received);
    const [track] = tracks;
    for (const muted of [true, false]) {
      Object.assign(track as Track, { muted });
      track?.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
      expect(received.onInterrupted).toHaveBeenLastCalledWith(muted);
    }
  });

  it('creates the audio context after the stream', async () => {
    let allow: () => void = () => undefined;
    getUserMedia.mockImplementationOnce(async () => {
      await new Promise<void>((resolve) => {
        allow = resolve;
      });
      const track = new Track();
      return { getAudioTracks: () => [track], getTracks: () => [track] };
    });
    const opening = open();
    await vi.waitFor(() => expect(getUserMedia).toHaveBeenCalledOnce());
    expect(contexts).toEqual([]);
    allow();
    await opening;
    expect(contexts).toHaveLength(1);
  });

  it('reports when the device ends, but not after close', async () => {
    const microphone = await open();
    const received = handlers();
    microphone.listen(received);
    tracks[0]?.dispatchEvent(new Event('ended'));
    expect(received.onEnded).toHaveBeenCalledOnce();
    await microphone.close();
    tracks[0]?.dispatchEvent(new Event('ended'));
    expect(received.onEnded).toHaveBeenCalledOnce();
  });

  it('stops the stream and the context when cancelled', async () => {
    const { openMicrophone } = await import('./microphone.ts');
    const cancel = new AbortController();
    addModule.mockImplementationOnce(async () => cancel.abort());
    await expect(openMicrophone(cancel.signal)).rejects.toThrow();
    expect(tracks[0]?.readyState).toBe('ended');
    expect(contexts[0]?.close).toHaveBeenCalledOnce();
    await expect(openMicrophone(cancel.signal)).rejects.toThrow();
    expect(tracks[1]?.readyState).toBe('ended');
    expect(contexts).toHaveLength(1);
  });
});

describe('openMicrophone with several microphones', () => {
  const B = { id: 'b', name: 'Microphone B' };
  const device = ({ id, name }: typeof B, kind = 'audioinput') => ({
    deviceId: id,
    label: name,
    kind,
  });
  let devices: ReturnType<typeof device>[];

  beforeEach(() => {
    devices = [device({ id: 'a', name: 'Microphone A' }), device(B)];
    const enumerateDevices = async () => devices;
    Object.assign(navigator.mediaDevices, { enumerateDevices });
  });

  const requested = () =>
    getUserMedia.mock.calls.map(([constraints]) => {
      return (constraints as { audio: { deviceId?: unknown } }).audio.deviceId;
    });

  it('requests the chosen one', async () => {
    await open();
    const { chooseMicrophone } = await import('./microphones.ts');
    chooseMicrophone('b');
    await open();
    expect(requested()).toEqual([undefined, { exact: 'b' }]);
  });

  it('finds the chosen one by its name if its id has changed', async () => {
    const { chosenMicrophone } = await import('./microphones.ts');
    chosenMicrophone.value = { ...B, id: 'old' };
    getUserMedia.mockRejectedValueOnce(new DOMException('', 'OverconstrainedError'));
    await open();
    expect(requested()).toEqual([{ exact: 'old' }, undefined, { exact: 'b' }]);
    expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
  });

  it.each(['OverconstrainedError', 'NotFoundError'])(
    'opens the system’s if the chosen one is gone (%s)',
    async (name) => {
      const { chosenMicrophone } = await import('./microphones.ts');
      chosenMicrophone.value = { id: 'gone', name: 'Gone' };
      getUserMedia.mockRejectedValueOnce(new DOMException('', name));
      await open();
      expect(requested()).toEqual([{ exact: 'gone' }, undefined]);
    },
  );

  it('asks once if access is denied', async () => {
    const { chosenMicrophone } = await import('./microphones.ts');
    chosenMicrophone.value = B;
    getUserMedia.mockRejectedValueOnce(new DOMException('', 'NotAllowedError'));
    await expect(open()).rejects.toMatchObject({ code: 'denied' });
    expect(getUserMedia).toHaveBeenCalledOnce();
  });

  it('does not reuse the stream of another one', async () => {
    permission = 'prompt';
    await (await open()).close();
    const { chooseMicrophone } = await import('./microphones.ts');
    chooseMicrophone('b');
    await (await open()).close();
    expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
    await open();
    expect(tracks).toHaveLength(2);
  });
});

describe('toMicrophoneFailure', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'no-microphone'],
    ['OverconstrainedError', 'no-microphone'],
    ['NotReadableError', 'in-use'],
    ['AbortError', 'in-use'],
    ['SecurityError', 'forbidden'],
    ['InvalidStateError', 'not-started'],
  ])('maps %s to "%s"', (name, code) => {
    expect(toMicrophoneFailure(new DOMException('why', name))).toMatchObject({
      code,
      detail: 'why',
    });
  });

  it('handles a thrown value that is no exception', () => {
    expect(toMicrophoneFailure('odd')).toMatchObject({ code: 'not-started', detail: 'odd' });
  });
});
