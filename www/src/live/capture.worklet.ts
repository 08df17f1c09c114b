/** Sends the microphone's samples to the page, mixed down to one channel. */
import { type Block, CAPTURE_PROCESSOR, FINISH, FINISHED } from './live-messages.ts';

// TypeScript's libraries do not declare the global scope of worklets.
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
declare const currentFrame: number;

/**
 * 21 ms at 48 kHz. A longer block would delay the verdict. Shorter ones would keep a phone busy
 * with messages.
 */
const BLOCK_SAMPLES = 1024;

class Capture extends AudioWorkletProcessor {
  #samples = new Float32Array(BLOCK_SAMPLES);
  #filled = 0;
  #start = 0;
  #isFinished = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => {
      if (data !== FINISH) return;
      this.#send();
      this.#isFinished = true;
      this.port.postMessage(FINISHED);
    };
  }

  process([channels]: Float32Array[][]): boolean {
    const quantum = channels?.[0]?.length ?? 0;
    // Without channels the source is not ready yet, or has ended.
    if (quantum === 0 || channels === undefined) return !this.#isFinished;
    if (this.#filled > 0 && this.#start + this.#filled !== currentFrame) this.#send();
    if (this.#filled === 0) this.#start = currentFrame;
    for (const channel of channels) {
      for (let i = 0; i < quantum; i++) {
        const at = this.#filled + i;
        this.#samples[at] = (this.#samples[at] ?? 0) + (channel[i] ?? 0) / channels.length;
      }
    }
    this.#filled += quantum;
    if (this.#filled + quantum > BLOCK_SAMPLES) this.#send();
    return !this.#isFinished;
  }

  #send(): void {
    if (this.#filled === 0) return;
    const samples =
      this.#filled === BLOCK_SAMPLES ? this.#samples : this.#samples.slice(0, this.#filled);
    const block: Block = { start: this.#start, time: Date.now(), samples };
    this.port.postMessage(block, [samples.buffer]);
    this.#samples = new Float32Array(BLOCK_SAMPLES);
    this.#filled = 0;
  }
}

registerProcessor(CAPTURE_PROCESSOR, Capture);
