/** Feeds a recording to the live worker as fast as that takes it, and replaces a worker that dies. */
import { type Remote, transfer, wrap } from 'comlink';
import type { Reference } from '../../wasm/hot_or_cold.js';
import { messageOf } from '../util/failure.ts';
import type { Fault, Outcome } from '../worker/protocol.ts';
import { workerFailure } from '../worker/worker-errors.ts';
import type { CaptureBuffer } from './capture-buffer.ts';
import type { LiveApi, LiveState } from './live-messages.ts';

/** Heard a second time by a replacement, a recording that kills workers kills that one too. */
const MAX_WORKERS = 2;

/** Sound that had to wait, for wasm to load for instance, goes in pieces: the display stays alive. */
const MAX_PUSH_SECONDS = 1;

interface Connection {
  worker: Worker;
  remote: Remote<LiveApi>;
  failed: Promise<{ fault: Fault }>;
}

export interface LiveClassifierEvents {
  /** Times are seconds since the recording's first sample. */
  onState(state: LiveState): void;
  /** No live verdict from here on; what is recorded can be judged all the same. */
  onFailed(fault: Fault): void;
}

export class LiveClassifierClient {
  readonly #spawn: () => Worker;
  #current: Connection | undefined;
  #closed = false;
  #resumeFeeding: () => void = () => undefined;
  #resolveEnded: () => void = () => undefined;
  readonly #ended = new Promise<'closed'>((resolve) => {
    this.#resolveEnded = () => resolve('closed');
  });
  #cursor = 0;
  /** How far the live state has been told. */
  #reportedEnd = 0;

  /** A worker starts to load at once, while the person still looks for the microphone. */
  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
    this.#current = connect(spawn());
  }

  /** The first sample that is still needed. */
  get cursor(): number {
    return this.#cursor;
  }

  /** There are new samples. */
  notifySamples(): void {
    this.#resumeFeeding();
  }

  close(): void {
    this.#closed = true;
    this.#resumeFeeding();
    this.#resolveEnded();
    this.#current?.worker.terminate();
  }

  /** Resolves when closed or deaf. */
  async run(
    recording: CaptureBuffer,
    sampleRate: number,
    events: LiveClassifierEvents,
    references?: Reference[],
  ): Promise<void> {
    const open = (remote: Remote<LiveApi>) => remote.open(sampleRate, references);
    for (let workers = 1; ; workers++) {
      const connection = this.#current ?? connect(this.#spawn());
      this.#current = connection;
      const fault = await this.#feed(connection, recording, sampleRate, open, events.onState).catch(
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
    recording: CaptureBuffer,
    sampleRate: number,
    open: (remote: Remote<LiveApi>) => Promise<Outcome<true>>,
    onState: (state: LiveState) => void,
  ): Promise<Fault | undefined> {
    const answer = createInterruptible(Promise.race([failed, this.#ended]));
    const opened = await answer(open(remote));
    if (opened === 'closed') return undefined;
    if ('fault' in opened) return opened.fault;

    const first = recording.start;
    this.#cursor = first;
    while (!this.#closed) {
      const samples = recording.copy(this.#cursor, MAX_PUSH_SECONDS * sampleRate);
      if (samples.length === 0) {
        await this.#nextSamples();
        continue;
      }
      this.#cursor += samples.length;
      const heard = await answer(remote.push(transfer(samples, [samples.buffer])));
      if (heard === 'closed') return undefined;
      if ('fault' in heard) return heard.fault;
      // A replacement hears again what the page already knows.
      if (this.#cursor <= this.#reportedEnd) continue;
      this.#reportedEnd = this.#cursor;
      onState(shiftTimes(first / sampleRate, heard.value));
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
 * What is asked, or what ended it. A `Promise.race` for each question would leave its trace on the promise of the
 * end until that comes: 86 a second, for minutes.
 */
function createInterruptible<Over>(over: Promise<Over>) {
  let ended: { as: Over } | undefined;
  let interrupt: (as: Over) => void = () => undefined;
  void over.then((as) => {
    ended = { as };
    interrupt(as);
  });
  return <T>(asked: Promise<Outcome<T>>): Promise<Outcome<T> | Over> =>
    new Promise((resolve, reject) => {
      if (ended) return resolve(ended.as);
      interrupt = resolve;
      asked.then(resolve, reject);
    });
}

/** A worker counts from the first sample that it was given. */
function shiftTimes(offset: number, state: LiveState): LiveState {
  const moved = (time: number | null) => (time === null ? null : time + offset);
  return {
    ...state,
    seconds: state.seconds + offset,
    pourStart: moved(state.pourStart),
    pourEnd: moved(state.pourEnd),
    recordingStart: moved(state.recordingStart),
    recordingEnd: moved(state.recordingEnd),
  };
}

function connect(worker: Worker): Connection {
  const remote = wrap<LiveApi>(worker);
  return { worker, remote, failed: workerFailure(worker, remote.warm()) };
}

export function spawnLiveWorker(): Worker {
  return new Worker(new URL('./live.worker.ts', import.meta.url), { type: 'module' });
}
