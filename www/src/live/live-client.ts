/** Feeds a recording to the live worker, and replaces a worker that crashes. */
import { type Remote, transfer, wrap } from 'comlink';
import type { PourReference } from '../../wasm/hot_or_cold.js';
import { messageOf } from '../util/failure.ts';
import type { Fault, Outcome } from '../worker/protocol.ts';
import { StallWatch } from '../worker/stall-watch.ts';
import { workerFailure } from '../worker/worker-errors.ts';
import type { CaptureBuffer } from './capture-buffer.ts';
import type { LiveApi, LiveState } from './live-messages.ts';

/** One replacement only: a recording that crashes a worker would crash each one. */
const MAX_WORKERS = 2;

/** Longest audio in one message: after a wait for wasm, shorter pieces keep the display moving. */
const MAX_PUSH_SECONDS = 1;

/** A worker classifies a second of audio in milliseconds. */
const STALL_MS = 10_000;

interface Connection {
  worker: Worker;
  remote: Remote<LiveApi>;
  failed: Promise<{ fault: Fault }>;
}

export interface LiveClassifierEvents {
  /** Times are seconds since the first sample of the recording. */
  onState(state: LiveState): void;
  /** No live verdicts from now on. The recording continues. */
  onFailed(fault: Fault): void;
}

export class LiveClassifierClient {
  readonly #spawn: () => Worker;
  #current: Connection | undefined;
  #isClosed = false;
  #resumeFeeding: () => void = () => undefined;
  #resolveEnded: () => void = () => undefined;
  readonly #ended = new Promise<'closed'>((resolve) => {
    this.#resolveEnded = () => resolve('closed');
  });
  #cursor = 0;
  /** Sample up to which states have been reported. */
  #reportedEnd = 0;

  /** Starts a worker at once, so that it loads while the person answers the permission prompt. */
  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
    this.#current = connect(spawn());
  }

  /** Index of the next sample to send. The buffer must hold all samples from here on. */
  get cursor(): number {
    return this.#cursor;
  }

  /** Call it after adding samples to the buffer. */
  notifySamples(): void {
    this.#resumeFeeding();
  }

  close(): void {
    this.#isClosed = true;
    this.#resumeFeeding();
    this.#resolveEnded();
    this.#current?.worker.terminate();
  }

  /** Feeds the worker until it is closed or has failed. */
  async run(
    buffer: CaptureBuffer,
    sampleRate: number,
    events: LiveClassifierEvents,
    references?: PourReference[],
  ): Promise<void> {
    const open = (remote: Remote<LiveApi>) => remote.open(sampleRate, references);
    for (let workers = 1; ; workers++) {
      const connection = this.#current ?? connect(this.#spawn());
      this.#current = connection;
      const fault = await this.#feed(connection, buffer, sampleRate, open, events.onState).catch(
        (thrown): Fault => ({ kind: 'crashed', detail: messageOf(thrown) }),
      );
      connection.worker.terminate();
      this.#current = undefined;
      if (fault === undefined) return;
      if (workers === MAX_WORKERS || fault.kind !== 'crashed') {
        this.#cursor = Number.POSITIVE_INFINITY;
        return events.onFailed(fault);
      }
    }
  }

  async #feed(
    { remote, failed }: Connection,
    buffer: CaptureBuffer,
    sampleRate: number,
    open: (remote: Remote<LiveApi>) => Promise<Outcome<true>>,
    onState: (state: LiveState) => void,
  ): Promise<Fault | undefined> {
    const watch = new StallWatch(STALL_MS);
    const stalled = watch.stalled.then((): { fault: Fault } => ({
      fault: { kind: 'crashed', detail: 'the live worker made no progress' },
    }));
    const orEnded = createInterruptible(Promise.race([failed, this.#ended, stalled]));
    const opened = await orEnded(open(remote));
    if (opened === 'closed') return undefined;
    if ('fault' in opened) return opened.fault;

    const first = buffer.start;
    this.#cursor = first;
    while (!this.#isClosed) {
      const samples = buffer.copy(this.#cursor, MAX_PUSH_SECONDS * sampleRate);
      if (samples.length === 0) {
        await this.#nextSamples();
        continue;
      }
      this.#cursor += samples.length;
      watch.restart();
      const pushed = await orEnded(remote.push(transfer(samples, [samples.buffer])));
      watch.stop();
      if (pushed === 'closed') return undefined;
      if ('fault' in pushed) return pushed.fault;
      // A replacement worker repeats states that were already reported.
      if (this.#cursor <= this.#reportedEnd) continue;
      this.#reportedEnd = this.#cursor;
      onState(shiftTimes(first / sampleRate, pushed.value));
    }
    return undefined;
  }

  #nextSamples(): Promise<void> {
    return new Promise((resolve) => {
      this.#resumeFeeding = resolve;
    });
  }
}

/**
 * Returns a function that resolves with a request's outcome, or with `end` once that has resolved.
 * `Promise.race` would add a reaction to `end` for each request: 86 a second, for minutes.
 */
function createInterruptible<End>(end: Promise<End>) {
  let ended: { value: End } | undefined;
  let interrupt: (value: End) => void = () => undefined;
  void end.then((value) => {
    ended = { value };
    interrupt(value);
  });
  return <T>(request: Promise<Outcome<T>>): Promise<Outcome<T> | End> =>
    new Promise((resolve, reject) => {
      if (ended) return resolve(ended.value);
      interrupt = resolve;
      request.then(resolve, reject);
    });
}

/** Adds `offset` to the times of a state: a worker counts from the first sample it received. */
function shiftTimes(offset: number, state: LiveState): LiveState {
  const shift = (time: number | null) => (time === null ? null : time + offset);
  return {
    ...state,
    seconds: state.seconds + offset,
    pourStart: shift(state.pourStart),
    pourEnd: shift(state.pourEnd),
    recordingStart: shift(state.recordingStart),
    recordingEnd: shift(state.recordingEnd),
  };
}

function connect(worker: Worker): Connection {
  const remote = wrap<LiveApi>(worker);
  return { worker, remote, failed: workerFailure(worker, remote.warm()) };
}

export function spawnLiveWorker(): Worker {
  return new Worker(new URL('./live.worker.ts', import.meta.url), { type: 'module' });
}
