/** Starts each measured implementation in its own worker. */
import { type Remote, wrap } from 'comlink';
import type { PeerApi } from './peer.ts';

/** Vite bundles a worker only where its URL is a literal. */
const WORKERS = {
  'hot-or-cold': () =>
    new Worker(new URL('./hot-or-cold.worker.ts', import.meta.url), { type: 'module' }),
  'onnxruntime-fft-js': () =>
    new Worker(new URL('./onnxruntime-fft-js.worker.ts', import.meta.url), { type: 'module' }),
  tensorflow: () =>
    new Worker(new URL('./tensorflow.worker.ts', import.meta.url), { type: 'module' }),
} satisfies Record<string, () => Worker>;

export type PeerName = keyof typeof WORKERS;

export const PEER_NAMES = Object.keys(WORKERS) as PeerName[];

export const startPeer = (name: PeerName): Remote<PeerApi> => wrap<PeerApi>(WORKERS[name]());
