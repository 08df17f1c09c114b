/** Limits the speed of all responses that share one link. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

const TICK_MS = 5;

interface Transfer {
  response: ServerResponse;
  rest: Buffer;
}

export class ThrottledLink {
  readonly #bytesPerTick: number;
  readonly #transfers: Transfer[] = [];
  #isRunning = false;

  constructor(
    bitsPerSecond: number,
    /** Delay from a request to the first byte of its response. */
    readonly delayMs: number,
  ) {
    this.#bytesPerTick = (bitsPerSecond / 8) * (TICK_MS / 1000);
  }

  /** Sends `body`, and ends the response after it. */
  async send(response: ServerResponse, body: Buffer): Promise<void> {
    await wait(this.delayMs);
    this.#transfers.push({ response, rest: body });
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    let sent = 0;
    const start = performance.now();
    while (this.#transfers.length > 0) {
      // Based on the clock, since timers fire late.
      const due = ((performance.now() - start) / TICK_MS) * this.#bytesPerTick;
      while (sent < due && this.#transfers.length > 0) sent += this.#sendPart(due - sent);
      await wait(TICK_MS);
    }
    this.#isRunning = false;
  }

  /** Sends up to `maxBytes` of the next transfer, and returns the bytes sent. */
  #sendPart(maxBytes: number): number {
    const transfer = this.#transfers.shift();
    if (transfer === undefined) return 0;
    const share = Math.ceil(Math.min(maxBytes, this.#bytesPerTick) / (this.#transfers.length + 1));
    const part = transfer.rest.subarray(0, share);
    transfer.rest = transfer.rest.subarray(part.length);
    if (transfer.rest.length === 0) transfer.response.end(part);
    else {
      transfer.response.write(part);
      this.#transfers.push(transfer);
    }
    return Math.max(1, part.length);
  }
}
