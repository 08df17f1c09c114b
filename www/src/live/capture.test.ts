import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Block, FINISH, FINISHED } from './live-messages.ts';

interface Processor {
  port: { onmessage(event: { data: unknown }): void; postMessage: ReturnType<typeof vi.fn> };
  process(inputs: Float32Array[][]): boolean;
}

let Capture: new () => Processor;

beforeAll(async () => {
  vi.stubGlobal(
    'AudioWorkletProcessor',
    class {
      port = { onmessage: null, postMessage: vi.fn() };
    },
  );
  vi.stubGlobal('registerProcessor', (_name: string, processor: new () => Processor) => {
    Capture = processor;
  });
  await import('./capture.worklet.ts');
});

function createCapture() {
  const processor = new Capture();
  let frame = 1280;
  const feed = (times: number, ...channels: number[]) => {
    for (let i = 0; i < times; i++) {
      vi.stubGlobal('currentFrame', frame);
      processor.process([channels.map((value) => new Float32Array(128).fill(value))]);
      frame += 128;
    }
  };
  const sent = () => processor.port.postMessage.mock.calls.map(([message]) => message as Block);
  return { processor, feed, sent };
}

describe('Capture', () => {
  it('sends consecutive blocks and transfers their memory', () => {
    const { feed, sent, processor } = createCapture();
    feed(17, 0.25);
    expect(sent().map(({ start, samples }) => [start, samples.length])).toEqual([
      [1280, 1024],
      [1280 + 1024, 1024],
    ]);
    for (const [block, transferred] of processor.port.postMessage.mock.calls) {
      expect(transferred).toEqual([block.samples.buffer]);
    }
  });

  it('averages the channels', () => {
    const { feed, sent } = createCapture();
    feed(16, 0.5, -0.25);
    expect(new Set(sent()[0]?.samples)).toEqual(new Set([0.125]));
  });

  it('starts a new block after a gap', () => {
    const { feed, sent } = createCapture();
    feed(2, 0.1);
    feed(3);
    feed(8, 0.1);
    expect(sent().map(({ start, samples }) => [start, samples.length])).toEqual([
      [1280, 256],
      [1280 + 5 * 128, 1024],
    ]);
  });

  it('sends the remaining samples and ends when asked to finish', () => {
    const { feed, sent, processor } = createCapture();
    feed(3, 0.1);
    processor.port.onmessage({ data: FINISH });
    expect(sent()[0]?.samples).toHaveLength(384);
    expect(sent()[1]).toBe(FINISHED);
    expect(processor.process([])).toBe(false);
  });
});
