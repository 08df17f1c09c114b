/** Every peer in a worker of its own, and the same sound for all: tests/bench/*.spec.ts drives it. */
import type { Remote } from 'comlink';
import { logMel } from './features/fft-js.ts';
import { constants, windows } from './features/front-end.ts';
import type { Name } from './peers/names.ts';
import type { Input, PeerApi, Task } from './peers/peer.ts';
import { spawn } from './peers/workers.ts';

/** A block of the page's own live path: a tenth of a second. */
const STEP_SECONDS = 0.1;

const started = new Map<Name, Remote<PeerApi>>();
let input: Input;

const peer = (name: Name): Remote<PeerApi> => {
  const there = started.get(name);
  if (there === undefined) throw new Error(`${name} is not started`);
  return there;
};

const harness = {
  /** Resolves with the seconds of sound. */
  async load(clip: string): Promise<number> {
    const { sample_rate, mel_bands } = constants;
    const bytes = await (await fetch(clip)).arrayBuffer();
    const decoded = await new OfflineAudioContext(1, 1, sample_rate).decodeAudioData(bytes);
    const samples = decoded.getChannelData(0);
    const features = logMel(samples);
    const window = new Float32Array(mel_bands * windows.frames);
    for (let cell = 0; cell < window.length; cell++) {
      const [band, frame] = [Math.floor(cell / windows.frames), cell % windows.frames];
      window[cell] = features[frame * mel_bands + band] as number;
    }
    input = { samples, window, stepSamples: STEP_SECONDS * sample_rate };
    return decoded.duration;
  },
  async start(name: Name): Promise<void> {
    const remote = spawn(name);
    started.set(name, remote);
    await remote.ready();
  },
  measure: (name: Name, task: Task, times: number) => peer(name).measure(task, input, times),
  wasmMemory: (name: Name) => peer(name).wasmMemory(),
  async judge(name: Name) {
    const { verdict, probabilityHot, probabilityPouring, picture } = await peer(name).judge(
      input.samples,
    );
    return {
      verdict,
      probabilityHot,
      probabilityPouring,
      width: picture.width,
      height: picture.height,
    };
  },
  /** The furthest that its log-mel is from ours, in dB. */
  async apart(name: Name): Promise<number> {
    const theirs = await peer(name).logMel(input.samples);
    const ours = await peer('hot-or-cold').logMel(input.samples);
    if (theirs.length !== ours.length) return Number.POSITIVE_INFINITY;
    return ours.reduce((most, db, n) => Math.max(most, Math.abs(db - (theirs[n] as number))), 0);
  },
};

export type Harness = typeof harness;

Object.assign(window, { harness });
