/** Runs every peer in its own worker on the same sound; tests/bench/speed.spec.ts drives it. */
import type { Remote } from 'comlink';
import { logMel } from './features/fft-js.ts';
import { constants, windows } from './features/front-end.ts';
import type { PeerApi, PeerInput, Task } from './peers/peer.ts';
import { type PeerName, startPeer } from './peers/start-peer.ts';

/** Length of a block on the page's live path. */
const STEP_SECONDS = 0.1;

const peers = new Map<PeerName, Remote<PeerApi>>();
let input: PeerInput;

const peer = (name: PeerName): Remote<PeerApi> => {
  const found = peers.get(name);
  if (found === undefined) throw new Error(`${name} is not started`);
  return found;
};

const harness = {
  /** Decodes the clip as input of all tasks, and returns its length in seconds. */
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
  async start(name: PeerName): Promise<void> {
    const remote = startPeer(name);
    peers.set(name, remote);
    await remote.ready();
  },
  measure: (name: PeerName, task: Task, repeats: number) =>
    peer(name).measure(task, input, repeats),
  wasmMemory: (name: PeerName) => peer(name).wasmMemory(),
  async classify(name: PeerName) {
    const { verdict, probabilityHot, probabilityPouring, picture } = await peer(name).classify(
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
  /** Returns the largest difference in dB between the log-mels of a peer and of Hot or Cold. */
  async maxLogMelDifference(name: PeerName): Promise<number> {
    const actual = await peer(name).logMel(input.samples);
    const expected = await peer('hot-or-cold').logMel(input.samples);
    if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
    return expected.reduce((max, db, n) => Math.max(max, Math.abs(db - (actual[n] as number))), 0);
  },
};

export type Harness = typeof harness;

Object.assign(window, { harness });
