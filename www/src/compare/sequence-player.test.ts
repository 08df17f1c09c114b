import { describe, expect, it, vi } from 'vitest';
import { SequencePlayer } from './sequence-player.ts';

/** A player whose end the test decides. */
function fakePlayback() {
  let end: (hasEnded: boolean) => void = () => undefined;
  return {
    playToEnd: vi.fn(() => new Promise<boolean>((resolve) => (end = resolve))),
    stop: vi.fn(() => end(false)),
    async end(hasEnded: boolean) {
      end(hasEnded);
      // Until the next one plays.
      for (let i = 0; i < 5; i++) await Promise.resolve();
    },
  };
}

function twoRecordings() {
  const [a, b] = [fakePlayback(), fakePlayback()];
  return { a, b, player: new SequencePlayer([a, b], () => true) };
}

describe('SequencePlayer', () => {
  it('plays the second recording after the first', async () => {
    const { a, b, player } = twoRecordings();
    player.toggle();
    expect([player.current.value, b.playToEnd.mock.calls.length]).toEqual([0, 0]);
    await a.end(true);
    expect([player.current.value, b.playToEnd.mock.calls.length]).toEqual([1, 1]);
    await b.end(true);
    expect(player.current.value).toBeUndefined();
  });

  it('toggle stops the recording that plays', async () => {
    const { a, b, player } = twoRecordings();
    player.toggle();
    await a.end(true);
    player.toggle();
    expect([a.stop.mock.calls.length, b.stop.mock.calls.length]).toEqual([0, 1]);
    expect(player.current.value).toBeUndefined();
  });

  it('ends when a recording is paused', async () => {
    const { a, b, player } = twoRecordings();
    player.toggle();
    await a.end(false);
    expect([player.current.value, b.playToEnd.mock.calls.length]).toEqual([undefined, 0]);
  });

  it('starts again at once after it was stopped', async () => {
    const { a, player } = twoRecordings();
    player.toggle();
    player.toggle();
    player.toggle();
    await Promise.resolve();
    expect(player.current.value).toBe(0);
    await a.end(true);
    expect(player.current.value).toBe(1);
  });

  it('starts only if all recordings can be played, and stops anyway', async () => {
    const { a, b } = twoRecordings();
    let canStart = false;
    const player = new SequencePlayer([a, b], () => canStart);
    player.toggle();
    expect([player.current.value, a.playToEnd.mock.calls.length]).toEqual([undefined, 0]);
    canStart = true;
    player.toggle();
    canStart = false;
    player.toggle();
    expect([player.current.value, a.stop.mock.calls.length]).toEqual([undefined, 1]);
  });
});
