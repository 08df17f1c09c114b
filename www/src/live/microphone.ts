/** The microphone: asked for as it is, without the processing that is meant for speech. */

import captureUrl from './capture.worklet.ts?worker&url';
import { type Block, CAPTURE_PROCESSOR, FINISH, FINISHED } from './live-messages.ts';
import { microphoneFailure, toMicrophoneFailure } from './microphone-errors.ts';

/** Noise suppression takes a pour for noise, and gain control hides how loud it is. */
export const SPEECH_PROCESSING = [
  'echoCancellation',
  'noiseSuppression',
  'autoGainControl',
] as const;
export type SpeechProcessing = (typeof SPEECH_PROCESSING)[number];

export interface CaptureHandlers {
  onBlock(block: Block): void;
  /** The device is gone, or was taken away. */
  onEnded(): void;
  /** A call, another app or the device itself has taken the sound away; `false` when it is back. */
  onInterrupted(interrupted: boolean): void;
}

export interface Microphone {
  readonly sampleRate: number;
  /** Processing that the device does although it was asked not to. */
  readonly activeProcessing: readonly SpeechProcessing[];
  /** Sound that came since the microphone opened is given too. */
  listen(heard: CaptureHandlers): void;
  /** Resolves when the last block was given. */
  close(): Promise<void>;
}

/** An audio thread that is suspended does not answer. */
const FINISH_TIMEOUT_MS = 300;

/** A stream that is kept for the next time, because the browser would ask again. */
let cachedStream: MediaStream | undefined;

/**
 * To be called from a press of a button: Safari lets no audio start otherwise. Rejects with a
 * Failure, or with the signal's reason.
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
    // After the stream: the first context of a page waits for Chromium's sound device on the main
    // thread, for 50 ms, unless a stream has opened it. A page that hears may also sound, so the
    // press of the button need not be recent. Its default rate: Firefox refuses to connect a
    // microphone to a context of another rate.
    context = new AudioContext({ latencyHint: 'interactive' });
    await context.audioWorklet.addModule(captureUrl);
    signal.throwIfAborted();
    return connect(context, stream);
  } catch (thrown) {
    if (stream) release(stream);
    void context?.close();
    signal.throwIfAborted();
    throw toMicrophoneFailure(thrown);
  }
}

async function acquireStream(): Promise<MediaStream> {
  const again = cachedStream;
  cachedStream = undefined;
  const track = again?.getAudioTracks()[0];
  if (again && track?.readyState === 'live') {
    track.enabled = true;
    return again;
  }
  return navigator.mediaDevices.getUserMedia({
    // Wishes, never `exact`: a device that cannot switch them off would be refused
    // (w3c/mediacapture-main#457).
    audio: Object.fromEntries(SPEECH_PROCESSING.map((name) => [name, { ideal: false }])),
  });
}

function connect(context: AudioContext, stream: MediaStream): Microphone {
  const track = stream.getAudioTracks()[0];
  if (track === undefined) throw microphoneFailure('no-microphone');
  const source = context.createMediaStreamSource(stream);
  const capture = new AudioWorkletNode(context, CAPTURE_PROCESSOR, { numberOfInputs: 1 });
  // It plays silence: Safari runs no node that leads nowhere.
  source.connect(capture).connect(context.destination);
  const over = new AbortController();

  return {
    sampleRate: context.sampleRate,
    activeProcessing: readActiveProcessing(track),

    listen({ onBlock, onEnded, onInterrupted }) {
      capture.port.onmessage = ({ data }) => {
        if (data !== FINISHED) onBlock(data as Block);
      };
      track.addEventListener('ended', onEnded, { signal: over.signal });
      if (track.readyState === 'ended') onEnded();
      const follow = () => {
        // iOS: "interrupted" is not in the standard, and resume() fails until it is over.
        const state: string = context.state;
        onInterrupted(state === 'interrupted' || track.muted);
        // It may be refused while the page is hidden; then it is asked again when it is seen.
        if (state === 'suspended') context.resume().catch(() => undefined);
      };
      const options = { signal: over.signal };
      context.addEventListener('statechange', follow, options);
      // Phones mute the microphone of a page that is out of sight, and of one during a call.
      track.addEventListener('mute', follow, options);
      track.addEventListener('unmute', follow, options);
      document.addEventListener('visibilitychange', follow, options);
      follow();
    },

    async close() {
      over.abort();
      source.disconnect();
      await flushWorklet(capture.port);
      await Promise.all([cacheOrRelease(stream), context.close()]);
    },
  };
}

/** Newer Chromium tells kinds of echo cancellation apart by name. */
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
 * Where the permission lasts, the microphone is let go and its light goes out. Safari asks anew for
 * every stream, so there one is kept for the visit, switched off.
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
    // Firefox before 132 does not know the name; it too asks every time, unless told otherwise.
    return false;
  }
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
