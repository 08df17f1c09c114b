/**
 * Runs the live classifier in a worker of its own, so that the classification of files and the live
 * verdict do not delay each other.
 */
import { expose } from 'comlink';
import type { LiveClassifier } from '../../wasm/hot_or_cold.js';
import { withClassifier } from '../worker/load-wasm.ts';
import type { LiveApi } from './live-messages.ts';

let live: LiveClassifier | undefined;

const api: LiveApi = {
  warm: () => withClassifier(() => true as const),

  open: (sampleRate, references) =>
    withClassifier((classifier) => {
      live = classifier.liveClassifier(sampleRate, references);
      return true as const;
    }),

  push: (samples) =>
    withClassifier(() => {
      if (live === undefined) throw new Error('pushed before open');
      return live.push(samples);
    }),
};

expose(api);
