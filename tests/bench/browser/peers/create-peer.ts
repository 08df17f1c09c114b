/** Builds a peer from a log-mel and a network: windows, pooling, calibration, picture, live. */
import { interpolateViridis } from 'd3-scale-chromatic';
import {
  calibration,
  constants,
  type LogMel,
  pooling,
  thresholds,
  windows,
} from '../features/front-end.ts';
import type { Peer, PeerResult } from './peer.ts';

/** Maps windows, each band-major, to their logits of *pouring* and *hot*. */
export type Network = (input: Float32Array) => Promise<ArrayLike<number>>;

const { mel_bands: BANDS } = constants;
const CELLS = BANDS * windows.frames;
const RANGE_DB = 80;
const SHADES = 256;
const viridis = Uint8Array.from(
  Array.from({ length: SHADES }, (_, n) =>
    (/#(..)(..)(..)/.exec(interpolateViridis(n / (SHADES - 1))) ?? [])
      .slice(1)
      .map((hex) => Number.parseInt(hex, 16)),
  ).flat(),
);

export function createPeer(logMel: LogMel, network: Network): Peer {
  return {
    logMel,
    network,
    async classify(samples) {
      const features = logMel(samples);
      const starts = windowStarts(features.length / BANDS);
      const input = new Float32Array(starts.length * CELLS);
      for (const [n, start] of starts.entries()) {
        bandMajor(features, start, windows.frames, input.subarray(n * CELLS));
      }
      return { ...calibrate(await network(input)), picture: picture(features) };
    },
    async live(steps) {
      await runLive(steps, logMel, network);
    },
  };
}

/** Starts of the windows: one per hop, and a last one that ends with the recording. */
function windowStarts(frames: number): number[] {
  const last = Math.max(0, frames - windows.frames);
  const starts = [];
  for (let start = 0; start <= last; start += windows.hop_frames) starts.push(start);
  if (last % windows.hop_frames !== 0) starts.push(last);
  return starts;
}

/** Copies a window in band-major order; too few frames are repeated to fill it. */
function bandMajor(features: Float32Array, start: number, frames: number, out: Float32Array): void {
  for (let frame = 0; frame < windows.frames; frame++) {
    const from = (start + (frame % frames)) * BANDS;
    for (let band = 0; band < BANDS; band++) {
      out[band * windows.frames + frame] = features[from + band] as number;
    }
  }
}

const probability = ({ scale, offset }: { scale: number; offset: number }, logit: number) =>
  1 / (1 + Math.exp(-(scale * logit + offset)));

function calibrate(logits: ArrayLike<number>): Omit<PeerResult, 'picture'> {
  const count = logits.length / 2;
  const pouring = Array.from({ length: count }, (_, n) =>
    probability(calibration.pouring, logits[2 * n] as number),
  );
  const sum = pouring.reduce((all, one) => all + one, 0);
  const hot = pouring.reduce((all, one, n) => all + (one / sum) * (logits[2 * n + 1] as number), 0);
  const highest = pouring.toSorted((a, b) => b - a).slice(0, pooling.pouring_top_windows);
  const mean = highest.reduce((all, one) => all + one, 0) / highest.length;
  const top = pooling.pouring_top_windows;
  const missing = (top - highest.length) / Math.max(1, top - 1);
  const odds = Math.exp(missing * pooling.pouring_single_window_logit);
  const probabilityPouring = (mean * odds) / (1 - mean + mean * odds);
  const { difference, midpoint, pour_variance, cup_variance } = calibration.cups;
  const scale = difference / (pour_variance + cup_variance);
  const probabilityHot = probability({ scale, offset: -scale * midpoint }, hot);
  return {
    verdict: verdictOf(probabilityHot, probabilityPouring),
    probabilityHot,
    probabilityPouring,
  };
}

function verdictOf(probabilityHot: number, probabilityPouring: number): string {
  if (probabilityPouring < thresholds.pouring) return 'not-pouring';
  if (Math.max(probabilityHot, 1 - probabilityHot) < thresholds.confidence) return 'unsure';
  return probabilityHot >= 0.5 ? 'hot' : 'cold';
}

/** Draws the spectrogram: one column per frame, the lowest band at the bottom. */
function picture(features: Float32Array): ImageData {
  const width = features.length / BANDS;
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of features) {
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  min = Math.max(min, max - RANGE_DB);
  const image = new ImageData(width, BANDS);
  for (let frame = 0; frame < width; frame++) {
    for (let band = 0; band < BANDS; band++) {
      const level = ((features[frame * BANDS + band] as number) - min) / (max - min);
      const shade = 3 * Math.round(Math.max(0, level) * (SHADES - 1));
      const at = 4 * ((BANDS - 1 - band) * width + frame);
      for (let colour = 0; colour < 3; colour++) {
        image.data[at + colour] = viridis[shade + colour] as number;
      }
      image.data[at + 3] = 255;
    }
  }
  return image;
}

/** Follows src/classify/live.rs: each 0.1 s, runs the last second and the last window. */
async function runLive(steps: Float32Array[], logMel: LogMel, network: Network): Promise<void> {
  const { hop, fft_size } = constants;
  const stepFrames = Math.ceil(windows.hop_frames / 2);
  const second = Math.floor((windows.min_seconds * constants.sample_rate - fft_size) / hop) + 1;
  let pending = new Float32Array(0);
  let features = new Float32Array(0);
  let [dropped, nextEnd] = [0, second];
  const input = new Float32Array(CELLS);
  for (const step of steps) {
    pending = concat(pending, step);
    const fresh = logMel(pending);
    pending = pending.slice((fresh.length / BANDS) * hop);
    features = concat(features, fresh);
    for (; nextEnd <= dropped + features.length / BANDS; nextEnd += stepFrames) {
      for (const length of [second, windows.frames]) {
        const start = Math.max(dropped, nextEnd - length);
        bandMajor(features, start - dropped, nextEnd - start, input);
        await network(input);
      }
    }
    const needed = Math.max(dropped, nextEnd - windows.frames);
    features = features.slice((needed - dropped) * BANDS);
    dropped = needed;
  }
}

function concat(one: Float32Array, other: Float32Array): Float32Array<ArrayBuffer> {
  const both = new Float32Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
