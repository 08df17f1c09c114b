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
const getUserMedia = vi.fn(async (_wishes: unknown) => {
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

/** The module keeps a stream between calls, so each test gets a module of its own. */
async function open() {
  const { openMicrophone } = await import('./microphone.ts');
  return openMicrophone(new AbortController().signal);
}

describe('openMicrophone', () => {
  it('wishes for no processing, and never insists', async () => {
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
  ])('tells from %j what the device keeps on', async (settings, keptOn) => {
    getUserMedia.mockImplementationOnce(async () => {
      const track = Object.assign(new Track(), { settings });
      return { getAudioTracks: () => [track], getTracks: () => [track] };
    });
    expect((await open()).activeProcessing).toEqual(keptOn);
  });

  it('lets the microphone go where the permission lasts', async () => {
    await (await open()).close();
    expect(tracks[0]?.readyState).toBe('ended');
    expect(contexts[0]?.close).toHaveBeenCalledOnce();
    await open();
    expect(tracks).toHaveLength(2);
  });

  it('keeps the stream, switched off, where the browser would ask again', async () => {
    permission = 'prompt';
    await (await open()).close();
    expect(tracks[0]).toMatchObject({ readyState: 'live', enabled: false });
    await (await open()).close();
    expect(tracks).toHaveLength(1);
    // One that was unplugged meanwhile is of no use.
    tracks[0]?.stop();
    await open();
    expect(tracks).toHaveLength(2);
  });

  it('resumes from "suspended" only, and waits while interrupted', async () => {
    const microphone = await open();
    const heard = handlers();
    microphone.listen(heard);
    const [context] = contexts;
    const becomes = (state: string) => {
      if (context) context.state = state;
      context?.dispatchEvent(new Event('statechange'));
    };
    becomes('interrupted');
    expect(heard.onInterrupted).toHaveBeenLastCalledWith(true);
    expect(context?.resume).not.toHaveBeenCalled();
    becomes('suspended');
    expect(context?.resume).toHaveBeenCalledOnce();
    expect(heard.onInterrupted).toHaveBeenLastCalledWith(false);
  });

  it('resumes again when the page is seen again, though it was refused while hidden', async () => {
    const microphone = await open();
    microphone.listen(handlers());
    const [context] = contexts;
    if (context) context.state = 'suspended';
    context?.resume.mockRejectedValueOnce(new DOMException('', 'InvalidStateError'));
    context?.dispatchEvent(new Event('statechange'));
    document.dispatchEvent(new Event('visibilitychange'));
    expect(context?.resume).toHaveBeenCalledTimes(2);
  });

  it('tells when the device is muted, and when no more', async () => {
    const microphone = await open();
    const heard = handlers();
    microphone.listen(heard);
    const [track] = tracks;
    for (const muted of [true, false]) {
      Object.assign(track as Track, { muted });
      track?.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
      expect(heard.onInterrupted).toHaveBeenLastCalledWith(muted);
    }
  });

  it('opens no sound device before the microphone is there', async () => {
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

  it('tells when the device goes, but not when it is closed', async () => {
    const microphone = await open();
    const heard = handlers();
    microphone.listen(heard);
    tracks[0]?.dispatchEvent(new Event('ended'));
    expect(heard.onEnded).toHaveBeenCalledOnce();
    await microphone.close();
    tracks[0]?.dispatchEvent(new Event('ended'));
    expect(heard.onEnded).toHaveBeenCalledOnce();
  });

  it('leaves nothing on when it was cancelled', async () => {
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

describe('asMicrophoneFailure', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'no-microphone'],
    ['OverconstrainedError', 'no-microphone'],
    ['NotReadableError', 'in-use'],
    ['AbortError', 'in-use'],
    ['SecurityError', 'forbidden'],
    ['InvalidStateError', 'not-started'],
  ])('%s is "%s"', (name, code) => {
    expect(toMicrophoneFailure(new DOMException('why', name))).toMatchObject({
      code,
      detail: 'why',
    });
  });

  it('has a word for what is no exception', () => {
    expect(toMicrophoneFailure('odd')).toMatchObject({ code: 'not-started', detail: 'odd' });
  });
});
