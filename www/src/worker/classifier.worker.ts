/** Worker that runs the wasm core on recordings. */
import { expose, type ProxyMarked, type Remote, releaseProxy, transfer } from 'comlink';
import { synthesisePour } from '../../wasm/hot_or_cold.js';
import { isClipped } from '../util/clipping.ts';
import { withClassifier } from './load-wasm.ts';
import type { ClassifierApi, Progress } from './protocol.ts';

const api: ClassifierApi = {
  warm: () => withClassifier(() => true as const),

  async classify({ channels, sampleRate }, maxSpectrogramColumns, onProgress, references) {
    try {
      return await withClassifier((ready) => ({
        ...ready.classify(channels, sampleRate, maxSpectrogramColumns, onProgress, references),
        ...(isClipped({ channels, sampleRate }) ? { isClipped: true } : {}),
      }));
    } finally {
      release(onProgress);
    }
  },

  async saliency({ channels, sampleRate }, onProgress) {
    try {
      return await withClassifier((ready) => ready.saliency(channels, sampleRate, onProgress));
    } finally {
      release(onProgress);
    }
  },

  reference: ({ channels, sampleRate }, isHot) =>
    withClassifier((ready) => ready.reference(channels, sampleRate, isHot)),

  countRight: (references) => withClassifier((ready) => ready.countRight(references)),

  async synthesisePour(fahrenheit, seconds, sampleRate, seed) {
    const outcome = await withClassifier(
      () => synthesisePour(fahrenheit, seconds, sampleRate, seed) as Float32Array<ArrayBuffer>,
    );
    return 'value' in outcome ? transfer(outcome, [outcome.value.buffer]) : outcome;
  },
};

function release(onProgress: Progress): void {
  (onProgress as unknown as Remote<Progress & ProxyMarked>)[releaseProxy]();
}

expose(api);
