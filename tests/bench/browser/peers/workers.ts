/** Vite bundles a worker only where its address is written out. */
import { type Remote, wrap } from 'comlink';
import type { Name } from './names.ts';
import type { PeerApi } from './peer.ts';

const SPAWN: Record<Name, () => Worker> = {
  'hot-or-cold': () =>
    new Worker(new URL('./hot-or-cold.worker.ts', import.meta.url), { type: 'module' }),
  'onnxruntime-fft-js': () =>
    new Worker(new URL('./onnxruntime-fft-js.worker.ts', import.meta.url), { type: 'module' }),
  tensorflow: () =>
    new Worker(new URL('./tensorflow.worker.ts', import.meta.url), { type: 'module' }),
  'onnxruntime-meyda': () =>
    new Worker(new URL('./onnxruntime-meyda.worker.ts', import.meta.url), { type: 'module' }),
  'onnxruntime-essentia': () =>
    new Worker(new URL('./onnxruntime-essentia.worker.ts', import.meta.url), { type: 'module' }),
};

export const spawn = (name: Name): Remote<PeerApi> => wrap<PeerApi>(SPAWN[name]());
