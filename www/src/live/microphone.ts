/** Opens the microphone without the processing that is meant for speech. */
import captureUrl from './capture.worklet.ts?worker&url';
import { type Block, CAPTURE_PROCESSOR, FINISH, FINISHED } from './live-messages.ts';
import { microphoneFailure, toMicrophoneFailure } from './microphone-errors.ts';
import { chosenMicrophone, connectedMicrophone, listMicrophones } from './microphones.ts';

/** Noise suppression removes a pour as noise, and gain control changes its level. */
const SPEECH_PROCESSING = ['echoCancellation', 'noiseSuppression', 'autoGainControl'] as const;
export type SpeechProcessing = (typeof SPEECH_PROCESSING)[number];

export interface CaptureHandlers {
  onBlock(block: Block): void;
  /** The device was unplugged, or its permission revoked. */
  onEnded(): void;
  /** `true` while a call, another app or the device itself mutes the microphone. */
  onInterrupted(isInterrupted: boolean): void;
}

export interface Microphone {
  readonly sampleRate: number;
  /** Processing that the device applies although it was asked not to. */
  readonly activeProcessing: readonly SpeechProcessing[];
  /** Delivers blocks, including those captured since the microphone opened. */
  listen(handlers: CaptureHandlers): void;
  /** Resolves after the last block. */
  close(): Promise<void>;
}

/** A suspended audio thread does not reply. */
const FINISH_TIMEOUT_MS = 300;

/** Stream kept for the next recording in browsers that would ask for permission again. */
let cachedStream: MediaStream | undefined;
/** The microphone that was wanted for it. */
let cachedId: string | undefined;

/**
 * Opens the microphone. Call it from a click handler: otherwise Safari starts no audio.
 * Rejects with a `Failure`, or with the signal's reason.
 */
export async function openMicrophone(signal: AbortSignal): Promise<Microphone> {
  if (!window.isSecureContext) throw microphoneFailure('insecure');
  if (!navigator.mediaDevices?.getUserMedia || typeof AudioWorkletNode !== 'function') {
    throw microphoneFailure('unsupported');
  }
  let stream: MediaStream | undefined;
  let context: AudioContext | undefined;
  try {
    stream = await acquireStream();
    signal.throwIfAborted();
    // Created after the stream: otherwise Chromium blocks the main thread for 50 ms to open the
    // audio device. A page with a microphone may play audio without a recent click. The rate is the
    // default: Firefox refuses to connect a microphone to a context of another rate.
    context = new AudioContext({ latencyHint: 'interactive' });
    await context.audioWorklet.addModule(captureUrl);
    signal.throwIfAborted();
    return connect(context, stream);
  } catch (thrown) {
    if (stream) release(stream);
    if (context) void settle(() => context?.close());
    signal.throwIfAborted();
    throw toMicrophoneFailure(thrown);
  }
}

async function acquireStream(): Promise<MediaStream> {
  const id = wantedId();
  const cached = cachedStream;
  cachedStream = undefined;
  const track = cached?.getAudioTracks()[0];
  if (cached && track?.readyState === 'live' && cachedId === id) {
    track.enabled = true;
    return cached;
  }
  // Safari opens one microphone at a time.
  if (cached) release(cached);
  const stream = await requestStream(id);
  // Now the browser names the microphones, and the chosen one may have a new id.
  await listMicrophones();
  cachedId = wantedId();
  if (cachedId === id || connectedMicrophone.peek() === undefined) return stream;
  release(stream);
  return requestStream(cachedId);
}

/** Id of the chosen microphone. Where the list is still empty, that of the last visit. */
function wantedId(): string | undefined {
  return (connectedMicrophone.peek() ?? chosenMicrophone.peek())?.id;
}

/** Opens the microphone `id`, or the system's if that is gone. */
async function requestStream(id: string | undefined): Promise<MediaStream> {
  // Ideals, never `exact`, which would reject a device that cannot turn them off
  // (w3c/mediacapture-main#457).
  const audio = Object.fromEntries(SPEECH_PROCESSING.map((name) => [name, { ideal: false }]));
  const { mediaDevices } = navigator;
  if (id === undefined) return mediaDevices.getUserMedia({ audio });
  try {
    // Chromium opens the system's microphone in spite of an ideal id.
    return await mediaDevices.getUserMedia({ audio: { ...audio, deviceId: { exact: id } } });
  } catch (thrown) {
    if (!isMissingDevice(thrown)) throw thrown;
    return mediaDevices.getUserMedia({ audio });
  }
}

/** Firefox and older browsers have the second name. */
function isMissingDevice(thrown: unknown): boolean {
  const name = (thrown as { name?: unknown } | null)?.name;
  return name === 'OverconstrainedError' || name === 'NotFoundError';
}

function connect(context: AudioContext, stream: MediaStream): Microphone {
  const track = stream.getAudioTracks()[0];
  if (track === undefined) throw microphoneFailure('no-microphone');
  const source = context.createMediaStreamSource(stream);
  const capture = new AudioWorkletNode(context, CAPTURE_PROCESSOR, { numberOfInputs: 1 });
  // The node outputs silence. It is connected because Safari runs no node without a destination.
  source.connect(capture).connect(context.destination);
  const closed = new AbortController();

  return {
    sampleRate: context.sampleRate,
    activeProcessing: readActiveProcessing(track),

    listen({ onBlock, onEnded, onInterrupted }) {
      capture.port.onmessage = ({ data }) => {
        if (data !== FINISHED) onBlock(data as Block);
      };
      track.addEventListener('ended', onEnded, { signal: closed.signal });
      if (track.readyState === 'ended') onEnded();
      const update = () => {
        // iOS adds "interrupted", during which resume() fails.
        const state: string = context.state;
        onInterrupted(state === 'interrupted' || track.muted);
        // May be refused while the page is hidden; visibilitychange then tries again.
        if (state === 'suspended') context.resume().catch(() => undefined);
      };
      const options = { signal: closed.signal };
      context.addEventListener('statechange', update, options);
      // Phones mute the microphone of a hidden page and during a call.
      track.addEventListener('mute', update, options);
      track.addEventListener('unmute', update, options);
      document.addEventListener('visibilitychange', update, options);
      update();
    },

    async close() {
      closed.abort();
      // Each step runs whether or not another fails: the microphone must not stay open.
      await settle(() => source.disconnect());
      await settle(() => flushWorklet(capture.port));
      await Promise.all([settle(() => cacheOrRelease(stream)), settle(() => context.close())]);
    },
  };
}

async function settle(step: () => void | Promise<void>): Promise<void> {
  try {
    await step();
  } catch (thrown) {
    console.warn('The microphone did not close cleanly:', thrown);
  }
}

/** Reads the settings back. Newer Chromium reports a kind of echo cancellation, not a boolean. */
function readActiveProcessing(track: MediaStreamTrack): SpeechProcessing[] {
  const settings = track.getSettings() as Record<string, unknown>;
  return SPEECH_PROCESSING.filter(
    (name) => settings[name] !== undefined && settings[name] !== false,
  );
}

function flushWorklet(port: MessagePort): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, FINISH_TIMEOUT_MS);
    port.addEventListener('message', ({ data }) => {
      if (data === FINISHED) resolve();
    });
    port.postMessage(FINISH);
  });
}

/**
 * Releases the microphone where the permission persists. Safari asks for every new stream, so there
 * the stream is kept for the visit, disabled.
 */
async function cacheOrRelease(stream: MediaStream): Promise<void> {
  const track = stream.getAudioTracks()[0];
  if (track?.readyState !== 'live' || (await isPermissionPersistent())) return release(stream);
  track.enabled = false;
  cachedStream = stream;
}

async function isPermissionPersistent(): Promise<boolean> {
  try {
    const { state } = await navigator.permissions.query({ name: 'microphone' as PermissionName });
    return state === 'granted';
  } catch {
    // Firefox before 132 does not know the name, and asks every time by default.
    return false;
  }
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
