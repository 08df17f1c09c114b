/** A worker whose other side is an object in this process, over a real message channel. */
import { expose } from 'comlink';
import type { Classification } from '../src/classify/classification.ts';
import type { LiveApi } from '../src/live/live-messages.ts';
import type { ClassifierApi } from '../src/worker/protocol.ts';

export function makeClassification(changes: Partial<Classification> = {}): Classification {
  return {
    verdict: 'hot',
    probabilityHot: 0.97,
    probabilityPouring: 0.99,
    seconds: 8,
    references: 0,
    windows: [],
    spectrogram: {
      image: { width: 1, height: 1, data: new Uint8ClampedArray(4) } as unknown as ImageData,
      bandHz: Float32Array.from([1000]),
      seconds: 8,
      minDb: -80,
      maxDb: 0,
    },
    ...changes,
  };
}

export class FakeWorker extends EventTarget {
  readonly #channel = new MessageChannel();
  terminated = false;

  constructor(api: Partial<ClassifierApi> | Partial<LiveApi>) {
    super();
    const whole: Partial<ClassifierApi> | Partial<LiveApi> = {
      warm: async () => ({ value: true }),
      ...api,
    };
    // Node's ports differ from a browser's in their types only.
    expose(whole, this.#channel.port2 as unknown as Worker);
    this.#channel.port1.onmessage = ({ data }) =>
      this.dispatchEvent(new MessageEvent('message', { data }));
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.#channel.port1.postMessage(message, transfer as never);
  }

  terminate(): void {
    this.terminated = true;
    this.#channel.port1.close();
  }

  /** What a browser does when a worker's script fails to load or throws outside a call. */
  fail(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}
