/**
 * What the microphone has given so far. It is kept here, on the page's side, so that a worker that
 * dies takes nothing with it.
 */

import { DEVICE_START_SAMPLES } from './limits.ts';
import type { Block } from './live-messages.ts';

export class CaptureBuffer {
  #blocks: { at: number; samples: Float32Array }[] = [];
  #expectedFrame: number | undefined;
  #end = 0;
  #dropped = 0;

  /** Samples received since the start, forgotten ones included. */
  get end(): number {
    return this.#end;
  }

  /** The first sample that is still kept. */
  get start(): number {
    return this.#blocks[0]?.at ?? this.#end;
  }

  /** Samples that passed while the audio thread was held up: nobody has them. */
  get dropped(): number {
    return this.#dropped;
  }

  add({ start, samples }: Pick<Block, 'start' | 'samples'>): void {
    if (this.#end > DEVICE_START_SAMPLES) {
      this.#dropped += Math.max(0, start - (this.#expectedFrame ?? start));
    }
    this.#expectedFrame = start + samples.length;
    this.#blocks.push({ at: this.#end, samples });
    this.#end += samples.length;
  }

  /** Lets go of whole blocks that end at `sample` or before. */
  discardBefore(sample: number): void {
    const kept = this.#blocks.findIndex(({ at, samples }) => at + samples.length > sample);
    this.#blocks.splice(0, kept < 0 ? this.#blocks.length : kept);
  }

  /** A copy of what is kept from `from` on, at most `most` samples. */
  copy(from: number, most = Number.POSITIVE_INFINITY): Float32Array<ArrayBuffer> {
    const first = Math.max(from, this.start);
    const out = new Float32Array(Math.max(0, Math.min(this.#end - first, most)));
    for (const { at, samples } of this.#blocksFrom(first)) {
      if (at >= first + out.length) break;
      const skip = Math.max(0, first - at);
      const place = at + skip - first;
      out.set(samples.subarray(skip, skip + out.length - place), place);
    }
    return out;
  }

  /** The newest blocks are asked for far more often than the oldest. */
  #blocksFrom(sample: number) {
    let index = this.#blocks.length;
    while (index > 0 && (this.#blocks[index - 1]?.at ?? 0) >= sample) index--;
    return this.#blocks.slice(Math.max(0, index - 1));
  }
}
