/**
 * Several engines that share the work. The first is always there; others are started when recordings
 * pile up, and shut down when there is nothing left for them to do.
 */
import type { Reference } from '../../wasm/hot_or_cold.js';
import type { Classification, Saliency } from '../classify/classification.ts';
import type { Pcm } from '../util/wav.ts';
import type { ClassifierClient } from './classifier-client.ts';
import type { Progress } from './protocol.ts';

/** Each holds wasm, model and a recording: more of them cost memory on a machine with many cores. */
const MOST_ENGINES = 4;

/** To load one takes as long as a recording or two: for fewer than these it would come too late. */
const WORTH_AN_ENGINE = 2;

const IDLE_MS = 30_000;

export function poolSize(cores: number | undefined): number {
  return Math.max(1, Math.min(cores ?? 1, MOST_ENGINES));
}

export class WorkerPool {
  readonly #first: ClassifierClient;
  readonly #another: () => ClassifierClient;
  readonly #most: number;
  readonly #free: ClassifierClient[];
  readonly #waiting: ((engine: ClassifierClient) => void)[] = [];
  readonly #retiring = new Map<ClassifierClient, ReturnType<typeof setTimeout>>();
  #engines = 1;
  #starting = 0;

  constructor(first: ClassifierClient, another: () => ClassifierClient, most: number) {
    this.#first = first;
    this.#another = another;
    this.#most = most;
    this.#free = [first];
  }

  /** The samples are handed over, not copied: `pcm` is empty afterwards. */
  classify(
    pcm: Pcm,
    onProgress: Progress,
    signal: AbortSignal,
    references?: Reference[],
  ): Promise<Classification> {
    return this.#lend((engine) => engine.classify(pcm, onProgress, signal, references), signal);
  }

  /** As with `classify`, `pcm` is empty afterwards. */
  reference(pcm: Pcm, signal: AbortSignal): Promise<Reference> {
    return this.#lend((engine) => engine.reference(pcm, signal), signal);
  }

  saliency(pcm: Pcm, onProgress: Progress, signal: AbortSignal): Promise<Saliency> {
    return this.#lend((engine) => engine.saliency(pcm, onProgress, signal), signal);
  }

  synthesisePour(
    fahrenheit: number,
    seconds: number,
    sampleRate: number,
    seed: number,
    signal: AbortSignal,
  ): Promise<Float32Array<ArrayBuffer>> {
    return this.#lend(
      (engine) => engine.synthesisePour(fahrenheit, seconds, sampleRate, seed, signal),
      signal,
    );
  }

  async #lend<T>(work: (engine: ClassifierClient) => Promise<T>, signal: AbortSignal): Promise<T> {
    const engine = await this.#borrow(signal);
    try {
      return await work(engine);
    } finally {
      this.#giveBack(engine);
    }
  }

  #borrow(signal: AbortSignal): Promise<ClassifierClient> {
    signal.throwIfAborted();
    const engine = this.#takeFree();
    if (engine) return Promise.resolve(engine);
    return new Promise((resolve, reject) => {
      const turn = (free: ClassifierClient) => {
        signal.removeEventListener('abort', leave);
        resolve(free);
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(turn);
      void this.#grow();
    });
  }

  /** The first whenever it is free, so that the others get the chance to be idle. */
  #takeFree(): ClassifierClient | undefined {
    const place = Math.max(0, this.#free.indexOf(this.#first));
    const [engine] = this.#free.splice(place, 1);
    if (engine) {
      clearTimeout(this.#retiring.get(engine));
      this.#retiring.delete(engine);
    }
    return engine;
  }

  #giveBack(engine: ClassifierClient): void {
    const turn = this.#waiting.shift();
    if (turn) {
      turn(engine);
      return;
    }
    this.#free.push(engine);
    if (engine !== this.#first) {
      const timer = setTimeout(() => this.#retire(engine), IDLE_MS);
      this.#retiring.set(engine, timer);
    }
  }

  async #grow(): Promise<void> {
    const unserved = this.#waiting.length - this.#starting;
    if (unserved < WORTH_AN_ENGINE || this.#engines >= this.#most) return;
    this.#engines += 1;
    this.#starting += 1;
    const engine = this.#another();
    // It joins once it is warm: until then the recordings go to those that are.
    await engine.warm();
    this.#starting -= 1;
    if (engine.status.value === 'ready') this.#giveBack(engine);
    else this.#close(engine);
  }

  #retire(engine: ClassifierClient): void {
    this.#retiring.delete(engine);
    this.#free.splice(this.#free.indexOf(engine), 1);
    this.#close(engine);
  }

  #close(engine: ClassifierClient): void {
    engine.close();
    this.#engines -= 1;
  }
}
