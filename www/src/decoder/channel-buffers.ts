/**
 * Collects interleaved chunks of samples, and joins them by channel. Silence takes no memory until
 * then: ten hours of it fit into 400 kB of FLAC.
 */

/** Frames per block: large enough to be few, small enough to be filled. */
const BLOCK_FRAMES = 2 ** 18;

export class ChannelBuffers {
  /** Blocks of each channel; `undefined` for one that is silent so far. */
  readonly #blocks: (Float32Array<ArrayBuffer> | undefined)[][];
  #frames = 0;

  constructor(channels: number) {
    this.#blocks = Array.from({ length: channels }, () => []);
  }

  get frames(): number {
    return this.#frames;
  }

  /** Most bytes in use at once by `joinChannels`: the blocks, and a copy of one channel. */
  get peakBytes(): number {
    const channels = this.#blocks.length;
    return this.frames * (channels + 1) * Float32Array.BYTES_PER_ELEMENT;
  }

  /** Appends whole frames. */
  push(interleaved: Float32Array): void {
    const channels = this.#blocks.length;
    for (const [channel, blocks] of this.#blocks.entries()) {
      let block = blocks.at(-1);
      let position = this.#frames % BLOCK_FRAMES;
      for (let i = channel; i < interleaved.length; i += channels) {
        if (position === 0) {
          block = undefined;
          blocks.push(block);
        }
        const sample = interleaved[i] ?? 0;
        if (sample !== 0 && block === undefined) {
          block = new Float32Array(BLOCK_FRAMES);
          blocks[blocks.length - 1] = block;
        }
        if (block !== undefined) block[position] = sample;
        position = (position + 1) % BLOCK_FRAMES;
      }
    }
    this.#frames += interleaved.length / channels;
  }

  /** Joins and releases the blocks, channel by channel, which limits the memory in use. */
  joinChannels(): Float32Array<ArrayBuffer>[] {
    return this.#blocks.map((blocks) => {
      const channel = new Float32Array(this.#frames);
      for (const [index, block] of blocks.splice(0).entries()) {
        const start = index * BLOCK_FRAMES;
        if (block) channel.set(block.subarray(0, this.#frames - start), start);
      }
      return channel;
    });
  }
}
