/**
 * Runs the live classifier in a worker of its own, so that the classification of files and the live
 * verdict do not delay each other.
 */
import { expose } from 'comlink';
import type { Listener } from '../../wasm/hot_or_cold.js';
import { withClassifier } from '../worker/load-wasm.ts';
import type { LiveApi } from './live-messages.ts';

let listener: Listener | undefined;

const api: LiveApi = {
  warm: () => withClassifier(() => true as const),

  open: (sampleRate, references) =>
    withClassifier((classifier) => {
      listener = classifier.listener(sampleRate, references);
      return true as const;
    }),

  push: (samples) =>
    withClassifier(() => {
      if (listener === undefined) throw new Error('pushed before open');
      return listener.push(samples);
    }),
};

expose(api);
