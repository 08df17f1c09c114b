/** Holds the captured samples on the page, so that a worker that crashes loses nothing. */
import { DEVICE_START_SAMPLES } from './limits.ts';
import type { Block } from './live-messages.ts';

export class CaptureBuffer {
  #blocks: { at: number; samples: Float32Array }[] = [];
  #expectedFrame: number | undefined;
  #end = 0;
  #dropped = 0;

  /** Number of samples received since the start, including discarded ones. */
  get end(): number {
    return this.#end;
  }

  /** Index of the first sample that is still held. */
  get start(): number {
    return this.#blocks[0]?.at ?? this.#end;
  }

  /** Number of samples lost while the audio thread was blocked. */
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

  /** Drops whole blocks that end at `sample` or before. */
  discardBefore(sample: number): void {
    const first = this.#blocks.findIndex(({ at, samples }) => at + samples.length > sample);
    this.#blocks.splice(0, first < 0 ? this.#blocks.length : first);
  }

  /** Copies at most `maxSamples` of the held samples from `from` on. */
  copy(from: number, maxSamples = Number.POSITIVE_INFINITY): Float32Array<ArrayBuffer> {
    const first = Math.max(from, this.start);
    const out = new Float32Array(Math.max(0, Math.min(this.#end - first, maxSamples)));
    for (const { at, samples } of this.#blocksFrom(first)) {
      if (at >= first + out.length) break;
      const skip = Math.max(0, first - at);
      const offset = at + skip - first;
      out.set(samples.subarray(skip, skip + out.length - offset), offset);
    }
    return out;
  }

  /** Searches from the end: the newest blocks are read most often. */
  #blocksFrom(sample: number) {
    let index = this.#blocks.length;
    while (index > 0 && (this.#blocks[index - 1]?.at ?? 0) >= sample) index--;
    return this.#blocks.slice(Math.max(0, index - 1));
  }
}
