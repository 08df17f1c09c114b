/** The page's side of the worker: keeps one warm, and replaces it when it dies. */
import { signal } from '@preact/signals';
import { proxy, type Remote, transfer, wrap } from 'comlink';
import type { Reference } from '../../wasm/hot_or_cold.js';
import type { Classification, Saliency } from '../classify/classification.ts';
import { home } from '../i18n/index.ts';
import { Failure } from '../util/failure.ts';
import { READY_MARK } from '../util/performance-marks.ts';
import type { Pcm } from '../util/wav.ts';
import type { ClassifierApi, Fault, Outcome, Progress } from './protocol.ts';
import { localizeError, workerFailure } from './worker-errors.ts';

/** As wide as a card gets on a dense display; more columns would not be seen. */
const PICTURE_MAX_COLUMNS = 1600;

interface Connection {
  worker: Worker;
  remote: Remote<ClassifierApi>;
  ready: Promise<Outcome<true>>;
  /** Resolves if the worker itself fails: Comlink alone would wait for its answer forever. */
  died: Promise<{ fault: Fault }>;
  die: (end: { fault: Fault }) => void;
}

export class ClassifierClient {
  readonly #spawn: () => Worker;
  readonly #keptWarm: boolean;
  #connection: Connection | undefined;

  /** Whether wasm and model are ready. */
  readonly status = signal<'loading' | 'ready' | 'failed'>('loading');

  /** One that is not kept warm starts anew with the next recording, and not at once. */
  constructor(spawn: () => Worker, keptWarm = true) {
    this.#spawn = spawn;
    this.#keptWarm = keptWarm;
  }

  /** Starts loading, so that the first recording does not wait for it. */
  async warm(): Promise<void> {
    const connection = this.#connect();
    this.status.value = 'loading';
    const outcome = await Promise.race([connection.ready, connection.died]);
    if (this.#connection !== connection) return;
    if ('fault' in outcome) this.#drop(connection);
    this.status.value = 'fault' in outcome ? 'failed' : 'ready';
    if (this.status.value === 'ready') performance.mark(READY_MARK);
  }

  /** Ends the worker. Only for an engine that nobody waits for. */
  close(): void {
    if (this.#connection) this.#drop(this.#connection);
  }

  /** The samples are handed over, not copied: `pcm` is empty afterwards. */
  classify(
    pcm: Pcm,
    onProgress: Progress,
    signal: AbortSignal,
    references?: Reference[],
  ): Promise<Classification> {
    return this.#call(
      (remote) =>
        remote.classify(handedOver(pcm), PICTURE_MAX_COLUMNS, proxy(onProgress), references),
      signal,
    );
  }

  /** Which part decided; takes some twenty times as long as `classify`. Takes `pcm` likewise. */
  saliency(pcm: Pcm, onProgress: Progress, signal: AbortSignal): Promise<Saliency> {
    return this.#call((remote) => remote.saliency(handedOver(pcm), proxy(onProgress)), signal);
  }

  /** As with `classify`, `pcm` is empty afterwards. */
  reference(pcm: Pcm, signal: AbortSignal): Promise<Reference> {
    return this.#call((remote) => remote.reference(handedOver(pcm)), signal);
  }

  synthesisePour(
    fahrenheit: number,
    seconds: number,
    sampleRate: number,
    seed: number,
    signal: AbortSignal,
  ): Promise<Float32Array<ArrayBuffer>> {
    return this.#call(
      (remote) => remote.synthesisePour(fahrenheit, seconds, sampleRate, seed),
      signal,
    );
  }

  async #call<T>(
    ask: (remote: Remote<ClassifierApi>) => Promise<Outcome<T>>,
    signal: AbortSignal,
  ): Promise<T> {
    signal.throwIfAborted();
    const connection = this.#connect();
    let abort: (() => void) | undefined;
    const aborted = new Promise<'aborted'>((resolve) => {
      abort = () => resolve('aborted');
      signal.addEventListener('abort', abort);
    });
    try {
      const outcome = await Promise.race([ask(connection.remote), connection.died, aborted]);
      if (outcome === 'aborted') {
        // wasm cannot be interrupted from outside, but its worker can be ended.
        this.#replace(connection);
        throw signal.reason;
      }
      if ('fault' in outcome) throw this.#failure(outcome.fault, connection);
      this.status.value = 'ready';
      return outcome.value;
    } finally {
      if (abort) signal.removeEventListener('abort', abort);
    }
  }

  #connect(): Connection {
    this.#connection ??= connect(this.#spawn());
    return this.#connection;
  }

  #drop(connection: Connection): void {
    connection.worker.terminate();
    // Whoever else waits for this worker would wait forever.
    connection.die({ fault: { kind: 'crashed', detail: 'its worker was ended' } });
    if (this.#connection === connection) this.#connection = undefined;
  }

  #replace(connection: Connection): void {
    this.#drop(connection);
    if (this.#keptWarm) void this.warm();
  }

  #failure(fault: Fault, connection: Connection): Failure {
    switch (fault.kind) {
      case 'refused':
        return new Failure(fault.code, () => localizeError(fault));
      case 'crashed':
        this.#replace(connection);
        return new Failure('crashed', () => home.failures.crashed, fault.detail);
      case 'not-loaded':
        // Not started anew at once, which would be a loop where a file is missing: the next
        // recording tries again.
        this.#drop(connection);
        this.status.value = 'failed';
        return new Failure('not-loaded', () => home.failures['not-loaded'], fault.detail);
    }
  }
}

function handedOver(pcm: Pcm): Pcm {
  return transfer(
    pcm,
    pcm.channels.map((channel) => channel.buffer),
  );
}

function connect(worker: Worker): Connection {
  const remote = wrap<ClassifierApi>(worker);
  const ready = remote.warm();
  let die: Connection['die'] = () => undefined;
  const told = new Promise<{ fault: Fault }>((resolve) => {
    die = resolve;
  });
  const died = Promise.race([told, workerFailure(worker, ready)]);
  return { worker, remote, ready, died, die };
}

export function spawnClassifierWorker(): Worker {
  return new Worker(new URL('./classifier.worker.ts', import.meta.url), { type: 'module' });
}
