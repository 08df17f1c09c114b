/**
 * Several classifier workers that share the requests. The first always runs; others are started
 * when requests queue up, and ended when they are idle.
 */
import type { ClassifierClient } from './classifier-client.ts';
import { ClassifierRequests, type Request } from './classifier-requests.ts';

/** Each worker holds wasm, the model and a recording in memory. */
const MAX_WORKERS = 4;

/** Loading a worker takes as long as classifying one or two recordings. */
const MIN_WAITING_TO_START = 2;

const IDLE_MS = 30_000;

export function poolSize(cores: number | undefined): number {
  return Math.max(1, Math.min(cores ?? 1, MAX_WORKERS));
}

export class WorkerPool extends ClassifierRequests {
  readonly #first: ClassifierClient;
  readonly #createClient: () => ClassifierClient;
  readonly #maxClients: number;
  readonly #idle: ClassifierClient[];
  readonly #waiting: ((client: ClassifierClient) => void)[] = [];
  readonly #closeTimers = new Map<ClassifierClient, ReturnType<typeof setTimeout>>();
  #clients = 1;
  #starting = 0;

  constructor(first: ClassifierClient, createClient: () => ClassifierClient, maxClients: number) {
    super();
    this.#first = first;
    this.#createClient = createClient;
    this.#maxClients = maxClients;
    this.#idle = [first];
  }

  override async run<T>(request: Request<T>, signal: AbortSignal): Promise<T> {
    const client = await this.#acquire(signal);
    try {
      return await client.run(request, signal);
    } finally {
      this.#release(client);
    }
  }

  #acquire(signal: AbortSignal): Promise<ClassifierClient> {
    signal.throwIfAborted();
    const client = this.#takeIdle();
    if (client) return Promise.resolve(client);
    return new Promise((resolve, reject) => {
      const proceed = (free: ClassifierClient) => {
        signal.removeEventListener('abort', leave);
        resolve(free);
      };
      const leave = () => {
        this.#waiting.splice(this.#waiting.indexOf(proceed), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(proceed);
      void this.#grow();
    });
  }

  /** Prefers the first client, so that the others can become idle. */
  #takeIdle(): ClassifierClient | undefined {
    const index = Math.max(0, this.#idle.indexOf(this.#first));
    const [client] = this.#idle.splice(index, 1);
    if (client) {
      clearTimeout(this.#closeTimers.get(client));
      this.#closeTimers.delete(client);
    }
    return client;
  }

  #release(client: ClassifierClient): void {
    const proceed = this.#waiting.shift();
    if (proceed) {
      proceed(client);
      return;
    }
    this.#idle.push(client);
    if (client !== this.#first) {
      const timer = setTimeout(() => this.#closeIdle(client), IDLE_MS);
      this.#closeTimers.set(client, timer);
    }
  }

  async #grow(): Promise<void> {
    const unserved = this.#waiting.length - this.#starting;
    if (unserved < MIN_WAITING_TO_START || this.#clients >= this.#maxClients) return;
    this.#clients += 1;
    this.#starting += 1;
    const client = this.#createClient();
    // Requests go to the other clients until this one is warm.
    await client.warm();
    this.#starting -= 1;
    if (client.status.value === 'ready') this.#release(client);
    else this.#close(client);
  }

  #closeIdle(client: ClassifierClient): void {
    this.#closeTimers.delete(client);
    this.#idle.splice(this.#idle.indexOf(client), 1);
    this.#close(client);
  }

  #close(client: ClassifierClient): void {
    client.close();
    this.#clients -= 1;
  }
}
