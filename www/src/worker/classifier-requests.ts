/** The requests that the page makes to the classifier, whether to one worker or to a pool. */
import { proxy, type Remote, transfer } from 'comlink';
import type { PourReference } from '../../wasm/hot_or_cold.js';
import type { Classification, Saliency } from '../classify/classification.ts';
import type { Pcm } from '../util/wav.ts';
import type { ClassifierApi, Outcome, Progress } from './protocol.ts';

/** The width of a card on a high-density display, in pixels. */
const MAX_SPECTROGRAM_COLUMNS = 1600;

/** Calls `onActivity` whenever the worker reports progress. */
export type Request<T> = (
  remote: Remote<ClassifierApi>,
  onActivity: () => void,
) => Promise<Outcome<T>>;

/**
 * Subclasses decide which worker runs a request.
 *
 * Samples are transferred to the worker, not copied: `pcm` is empty afterwards. Every method
 * rejects with a `Failure`, or with the reason of `signal`.
 */
export abstract class ClassifierRequests {
  abstract run<T>(request: Request<T>, signal: AbortSignal): Promise<T>;

  /** With references, the result is relative to them. */
  classify(
    pcm: Pcm,
    onProgress: Progress,
    signal: AbortSignal,
    references?: PourReference[],
  ): Promise<Classification> {
    return this.run(
      (remote, onActivity) =>
        remote.classify(
          transferSamples(pcm),
          MAX_SPECTROGRAM_COLUMNS,
          proxy(callBoth(onActivity, onProgress)),
          references,
        ),
      signal,
    );
  }

  /** Finds which parts of a recording were decisive. Takes about 20 times as long as `classify`. */
  saliency(pcm: Pcm, onProgress: Progress, signal: AbortSignal): Promise<Saliency> {
    return this.run(
      (remote, onActivity) =>
        remote.saliency(transferSamples(pcm), proxy(callBoth(onActivity, onProgress))),
      signal,
    );
  }

  /** Measures a pour of known temperature, so that `classify` can compare others with it. */
  reference(pcm: Pcm, isHot: boolean, signal: AbortSignal): Promise<PourReference> {
    return this.run((remote) => remote.reference(transferSamples(pcm), isHot), signal);
  }

  /** Counts the pours of a cup that get the right class when judged relative to the others. */
  countRight(references: PourReference[], signal: AbortSignal): Promise<number> {
    return this.run((remote) => remote.countRight(references), signal);
  }

  /** Mono samples of full scale ±1. The same seed gives the same pour. */
  synthesisePour(
    fahrenheit: number,
    seconds: number,
    sampleRate: number,
    seed: number,
    signal: AbortSignal,
  ): Promise<Float32Array<ArrayBuffer>> {
    return this.run(
      (remote) => remote.synthesisePour(fahrenheit, seconds, sampleRate, seed),
      signal,
    );
  }
}

function callBoth(onActivity: () => void, onProgress: Progress): Progress {
  return (fraction) => {
    onActivity();
    onProgress(fraction);
  };
}

function transferSamples({ channels, sampleRate }: Pcm): Pcm {
  return transfer(
    { channels, sampleRate },
    channels.map((channel) => channel.buffer),
  );
}
