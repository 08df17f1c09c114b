import { describe, expect, it } from 'vitest';
import { Queue } from '../src/queue.ts';

const never = () => new AbortController().signal;
const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('Queue', () => {
  it('runs one task at a time, in order', async () => {
    const queue = new Queue();
    const log: string[] = [];
    const task = (name: string) => async () => {
      log.push(`${name} starts`);
      await pause();
      log.push(`${name} ends`);
    };
    await Promise.all([queue.add(task('a'), never()), queue.add(task('b'), never())]);
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  });

  it('leaves out a task that was aborted before its turn', async () => {
    const queue = new Queue();
    const abort = new AbortController();
    let ran = false;
    const first = queue.add(pause as () => Promise<void>, never());
    const second = queue.add(async () => {
      ran = true;
    }, abort.signal);
    abort.abort();
    await Promise.all([first, second]);
    expect(ran).toBe(false);
  });

  it('carries on after a task that throws', async () => {
    const queue = new Queue();
    const broken = queue.add(() => Promise.reject(new Error('broken')), never());
    let ran = false;
    const next = queue.add(async () => {
      ran = true;
    }, never());
    await expect(broken).rejects.toThrow('broken');
    await next;
    expect(ran).toBe(true);
  });
});
