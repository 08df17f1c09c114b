/** A link of so many bits a second: what is sent through it waits its turn, whoever sends it. */
import type { ServerResponse } from 'node:http';
import { setTimeout as after } from 'node:timers/promises';

const TICK_MS = 5;

interface Transfer {
  response: ServerResponse;
  rest: Buffer;
}

export class Link {
  readonly #bytesPerTick: number;
  readonly #transfers: Transfer[] = [];
  #running = false;

  constructor(
    bitsPerSecond: number,
    /** From a request to the first byte of its answer. */
    readonly delayMs: number,
  ) {
    this.#bytesPerTick = (bitsPerSecond / 8) * (TICK_MS / 1000);
  }

  /** Ends the response when all of `body` is through. */
  async send(response: ServerResponse, body: Buffer): Promise<void> {
    await after(this.delayMs);
    this.#transfers.push({ response, rest: body });
    if (!this.#running) void this.#run();
  }

  async #run(): Promise<void> {
    this.#running = true;
    let sent = 0;
    const start = performance.now();
    while (this.#transfers.length > 0) {
      // By the clock, since timers come late.
      const due = ((performance.now() - start) / TICK_MS) * this.#bytesPerTick;
      while (sent < due && this.#transfers.length > 0) sent += this.#turn(due - sent);
      await after(TICK_MS);
    }
    this.#running = false;
  }

  /** The transfers take turns, as connections share a link. */
  #turn(most: number): number {
    const transfer = this.#transfers.shift();
    if (transfer === undefined) return 0;
    const share = Math.ceil(Math.min(most, this.#bytesPerTick) / (this.#transfers.length + 1));
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
