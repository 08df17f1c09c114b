/**
 * Decodes recordings that the browser cannot, in a worker of its own. The worker is started when it
 * is needed, decodes one recording at a time, and is ended when none is waiting or it fails.
 */
import { proxy, type Remote, wrap } from 'comlink';
import { home } from '../i18n/index.ts';
import { Failure } from '../util/failure.ts';
import { StallWatch } from '../worker/stall-watch.ts';
import { workerFailure } from '../worker/worker-errors.ts';
import { decodeFailure } from './decode-failure.ts';
import type { DecodedFile, DecodeFault, DecodeOutcome, DecoderApi } from './protocol.ts';

/** A decoder without progress is in an endless loop. */
const STALL_MS = 30_000;

interface Connection {
  worker: Worker;
  remote: Remote<DecoderApi>;
  ready: Promise<DecodeOutcome<true>>;
  /** Comlink alone would wait forever for a worker that failed. */
  failed: Promise<{ fault: DecodeFault }>;
}

export class DecoderClient {
  readonly #spawn: () => Worker;
  #connection: Connection | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #pending = 0;

  constructor(spawn: () => Worker) {
    this.#spawn = spawn;
  }

  /** Rejects with a `Failure`. */
  async decode(file: Blob): Promise<DecodedFile> {
    this.#pending += 1;
    const decoded = this.#last.then(() => this.#decode(file));
    this.#last = decoded.catch(() => undefined);
    try {
      return await decoded;
    } finally {
      this.#pending -= 1;
      if (this.#pending === 0) this.#disconnect();
    }
  }

  async #decode(file: Blob): Promise<DecodedFile> {
    this.#connection ??= connect(this.#spawn());
    const outcome = await decodeIn(this.#connection, file);
    if ('value' in outcome) {
      if (outcome.value.channels.length > 0) return outcome.value;
      throw new Failure('no-samples', () => home.failures['no-samples']);
    }
    const { fault } = outcome;
    if (fault.kind === 'crashed' || fault.kind === 'not-loaded') this.#disconnect();
    throw decodeFailure(fault);
  }

  #disconnect(): void {
    this.#connection?.worker.terminate();
    this.#connection = undefined;
  }
}

function connect(worker: Worker): Connection {
  const remote = wrap<DecoderApi>(worker);
  const ready = remote.warm();
  void cacheForOffline(remote, ready);
  return { worker, remote, ready, failed: workerFailure(worker, ready) };
}

async function decodeIn(
  { remote, ready, failed }: Connection,
  file: Blob,
): Promise<DecodeOutcome<DecodedFile>> {
  const loaded = await Promise.race([ready, failed]);
  if ('fault' in loaded) return loaded;
  const watch = new StallWatch(STALL_MS);
  const stalled = watch.stalled.then((): { fault: DecodeFault } => ({
    fault: { kind: 'crashed', detail: 'the decoder made no progress' },
  }));
  watch.restart();
  try {
    const onProgress = proxy(() => watch.restart());
    return await Promise.race([remote.decode(file, onProgress), failed, stalled]);
  } finally {
    // A message that is on its way could still restart the timer, without effect.
    watch.stop();
  }
}

/** Requests the files again if they were loaded before the service worker could cache them. */
async function cacheForOffline(
  remote: Remote<DecoderApi>,
  ready: Promise<DecodeOutcome<true>>,
): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined || serviceWorker.controller !== null) return;
  if ('fault' in (await ready)) return;
  const urls = await remote.urls();
  const request = () => {
    for (const url of urls) void fetch(url).catch(() => undefined);
  };
  serviceWorker.addEventListener('controllerchange', request, { once: true });
}

export const decoder = new DecoderClient(
  () => new Worker(new URL('./decoder.worker.ts', import.meta.url), { type: 'module' }),
);
