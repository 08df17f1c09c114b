import { describe, expect, it } from 'vitest';
import { TaskQueue } from './task-queue.ts';

const neverAborted = () => new AbortController().signal;
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, 1));

/** A queue whose tasks log when they start and end. */
function observed(places?: number) {
  const queue = new TaskQueue(places);
  const log: string[] = [];
  let running = 0;
  let most = 0;
  const add = (name: string, weight?: number) =>
    queue.add(
      async () => {
        log.push(`${name} starts`);
        running += weight ?? 1;
        most = Math.max(most, running);
        await pause();
        running -= weight ?? 1;
        log.push(`${name} ends`);
      },
      neverAborted(),
      weight,
    );
  return { add, log, most: () => most };
}

describe('TaskQueue', () => {
  it('runs one task at a time, in order', async () => {
    const { add, log } = observed();
    await Promise.all([add('a'), add('b')]);
    expect(log).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  });

  it('runs as many tasks as it has places, started in order', async () => {
    const { add, log, most } = observed(3);
    const names = [...'abcdefghij'];
    await Promise.all(names.map((name) => add(name)));
    const started = log.filter((line) => line.endsWith('starts'));
    expect(started).toEqual(names.map((name) => `${name} starts`));
    expect(most()).toBe(3);
  });

  it('gives a heavy task several places and preserves the order', async () => {
    const { add, log, most } = observed(3);
    await Promise.all([add('a', 2), add('heavy', 2), add('light')]);
    expect(log.indexOf('heavy starts')).toBeGreaterThan(log.indexOf('a ends'));
    expect(log.indexOf('light starts')).toBeGreaterThan(log.indexOf('heavy starts'));
    expect(most()).toBeLessThanOrEqual(3);
  });

  it('runs a task that is heavier than all places alone', async () => {
    const { add, log } = observed(3);
    await Promise.all([add('a'), add('hour', 90), add('b')]);
    expect(log).toEqual(['a starts', 'a ends', 'hour starts', 'hour ends', 'b starts', 'b ends']);
  });

  it('skips a task that was aborted before its turn', async () => {
    const queue = new TaskQueue();
    const abort = new AbortController();
    let ran = false;
    const first = queue.add(pause, neverAborted());
    const second = queue.add(async () => {
      ran = true;
    }, abort.signal);
    abort.abort();
    await Promise.all([first, second]);
    expect(ran).toBe(false);
  });

  it('continues after a task that throws', async () => {
    const queue = new TaskQueue();
    const broken = queue.add(() => Promise.reject(new Error('broken')), neverAborted());
    let ran = false;
    const next = queue.add(async () => {
      ran = true;
    }, neverAborted());
    await expect(broken).rejects.toThrow('broken');
    await next;
    expect(ran).toBe(true);
  });
});
