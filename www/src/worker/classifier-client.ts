/** Runs the classifier in one worker, and replaces the worker when it fails. */
import { signal } from '@preact/signals';
import { type Remote, wrap } from 'comlink';
import { home } from '../i18n/index.ts';
import { Failure } from '../util/failure.ts';
import { READY_MARK } from '../util/performance-marks.ts';
import { ClassifierRequests, type Request } from './classifier-requests.ts';
import type { ClassifierApi, Fault, Outcome } from './protocol.ts';
import { StallWatch } from './stall-watch.ts';
import { localizeError, workerFailure } from './worker-errors.ts';

/**
 * A worker without progress ended silently or loops for ever. An hour of sound on a phone takes a
 * few seconds per step of progress.
 */
const STALL_MS = 60_000;

interface Connection {
  worker: Worker;
  remote: Remote<ClassifierApi>;
  ready: Promise<Outcome<true>>;
  /** Resolves if the worker fails or is ended: Comlink alone would wait for a reply forever. */
  ended: Promise<{ fault: Fault }>;
  end: (fault: { fault: Fault }) => void;
}

export class ClassifierClient extends ClassifierRequests {
  readonly #spawn: () => Worker;
  readonly #restarts: boolean;
  #connection: Connection | undefined;

  /** State of wasm and model. */
  readonly status = signal<'loading' | 'ready' | 'failed'>('loading');

  /** `restarts`: replace a worker at once, not only with the next recording. */
  constructor(spawn: () => Worker, restarts = true) {
    super();
    this.#spawn = spawn;
    this.#restarts = restarts;
  }

  /** Loads wasm and model, so that the first recording does not wait for them. */
  async warm(): Promise<void> {
    const connection = this.#connect();
    this.status.value = 'loading';
    const outcome = await Promise.race([connection.ready, connection.ended]);
    if (this.#connection !== connection) return;
    if ('fault' in outcome) this.#disconnect(connection, outcome.fault);
    this.status.value = 'fault' in outcome ? 'failed' : 'ready';
    if (this.status.value === 'ready') performance.mark(READY_MARK);
  }

  /** Ends the worker. Only for a client without pending requests. */
  close(): void {
    if (this.#connection) this.#disconnect(this.#connection);
  }

  override async run<T>(request: Request<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    const connection = this.#connect();
    let abort: (() => void) | undefined;
    const aborted = new Promise<'aborted'>((resolve) => {
      abort = () => resolve('aborted');
      signal.addEventListener('abort', abort);
    });
    const watch = new StallWatch(STALL_MS);
    const stalled = watch.stalled.then((): { fault: Fault } => ({
      fault: { kind: 'crashed', detail: 'its worker made no progress' },
    }));
    // Loading has limits of its own.
    let isDone = false;
    void connection.ready.then(() => {
      if (!isDone) watch.restart();
    });
    try {
      const outcome = await Promise.race([
        request(connection.remote, () => watch.restart()),
        connection.ended,
        aborted,
        stalled,
      ]);
      if (outcome === 'aborted') {
        // wasm cannot be interrupted, but its worker can be terminated.
        this.#replace(connection);
        throw signal.reason;
      }
      if ('fault' in outcome) throw this.#failure(outcome.fault, connection);
      this.status.value = 'ready';
      return outcome.value;
    } finally {
      isDone = true;
      watch.stop();
      if (abort) signal.removeEventListener('abort', abort);
    }
  }

  #connect(): Connection {
    this.#connection ??= connect(this.#spawn());
    return this.#connection;
  }

  #disconnect(
    connection: Connection,
    fault: Fault = { kind: 'crashed', detail: 'its worker was ended' },
  ): void {
    connection.worker.terminate();
    // Rejects the other pending requests, which would never be answered.
    connection.end({ fault });
    if (this.#connection === connection) this.#connection = undefined;
  }

  #replace(connection: Connection): void {
    this.#disconnect(connection);
    if (this.#restarts) void this.warm();
  }

  #failure(fault: Fault, connection: Connection): Failure {
    switch (fault.kind) {
      case 'refused':
        return new Failure(fault.code, () => localizeError(fault));
      case 'crashed':
        this.#replace(connection);
        return new Failure('crashed', () => home.failures.crashed, fault.detail);
      case 'not-loaded':
        // Not restarted at once, which would loop while a file is missing. The next recording
        // tries again.
        this.#disconnect(connection);
        this.status.value = 'failed';
        return new Failure('not-loaded', () => home.failures['not-loaded'], fault.detail);
    }
  }
}

function connect(worker: Worker): Connection {
  const remote = wrap<ClassifierApi>(worker);
  const ready = remote.warm();
  let end: Connection['end'] = () => undefined;
  const disconnected = new Promise<{ fault: Fault }>((resolve) => {
    end = resolve;
  });
  const ended = Promise.race([disconnected, workerFailure(worker, ready)]);
  return { worker, remote, ready, ended, end };
}

export function spawnClassifierWorker(): Worker {
  return new Worker(new URL('./classifier.worker.ts', import.meta.url), { type: 'module' });
}
