/** A worker whose API is an object in this process, over a real message channel. */
import { expose } from 'comlink';
import type { DecoderApi } from '../src/decoder/protocol.ts';
import type { LiveApi } from '../src/live/live-messages.ts';
import type { ClassifierApi } from '../src/worker/protocol.ts';

export class FakeWorker extends EventTarget {
  readonly #channel = new MessageChannel();
  terminated = false;

  constructor(api: Partial<ClassifierApi> | Partial<LiveApi> | Partial<DecoderApi>) {
    super();
    const fullApi: typeof api = {
      warm: async () => ({ value: true }),
      ...api,
    };
    // The ports of Node and browsers differ in their types only.
    expose(fullApi, this.#channel.port2 as unknown as Worker);
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

  /** Fires the event of a script that fails to load or throws outside a call. */
  fail(message: string): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message }));
  }
}
