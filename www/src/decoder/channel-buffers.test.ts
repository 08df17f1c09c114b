import { expect, it, vi } from 'vitest';
import { ChannelBuffers } from './channel-buffers.ts';

it.each([1, 2, 6])('joins chunks of %i channels across blocks', (channels) => {
  const buffers = new ChannelBuffers(channels);
  // Chunks that end before, at and after the end of a block.
  const chunks = [1, 100_000, 2 ** 18 - 100_001, 2 ** 18, 300_000, 7];
  let frame = 0;
  for (const frames of chunks) {
    const first = frame;
    buffers.push(
      Float32Array.from(
        { length: frames * channels },
        (_, i) => first + Math.floor(i / channels) + (i % channels) / 8,
      ),
    );
    frame += frames;
  }
  expect(buffers.frames).toBe(frame);
  const joined = buffers.joinChannels();
  expect(joined).toHaveLength(channels);
  for (const [channel, samples] of joined.entries()) {
    expect(samples).toHaveLength(frame);
    expect(samples.findIndex((sample, i) => sample !== i + channel / 8)).toBe(-1);
  }
});

it('has no channels without chunks', () => {
  expect(new ChannelBuffers(0).joinChannels()).toEqual([]);
});

it('takes no memory for silence until it joins', () => {
  const created: number[] = [];
  const { Float32Array: Original } = globalThis;
  vi.stubGlobal(
    'Float32Array',
    class extends Original {
      constructor(...parameters: [number]) {
        super(...parameters);
        // Views of a block have a buffer as first parameter.
        if (typeof parameters[0] === 'number') created.push(parameters[0]);
      }
    },
  );
  const buffers = new ChannelBuffers(1);
  const silence = new Original(2 ** 18);
  for (let i = 0; i < 40; i++) buffers.push(silence);
  expect(created).toEqual([]);
  buffers.push(Original.from([0, 0.5]));
  expect(created).toHaveLength(1);
  vi.unstubAllGlobals();
  const [joined] = buffers.joinChannels();
  expect(joined?.length).toBe(40 * 2 ** 18 + 2);
  expect([joined?.[0], joined?.at(-1)]).toEqual([0, 0.5]);
});
