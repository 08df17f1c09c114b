import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
  createMediaStreamSource = () => ({ connect: (node: unknown) => node, disconnect: vi.fn() });
}

class Node {
  port = Object.assign(new EventTarget(), {
    onmessage: null,
    postMessage: () => this.port.dispatchEvent(new MessageEvent('message', { data: FINISHED })),
  });
  connect = () => undefined;
}

let tracks: Track[];
let contexts: Context[];
let permission: string;
const getUserMedia = vi.fn(async (_constraints: unknown) => {
  const track = new Track();
  tracks.push(track);
  return { getAudioTracks: () => [track], getTracks: () => [track] };
});

beforeEach(() => {
  tracks = [];
  contexts = [];
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
