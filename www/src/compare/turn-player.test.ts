import { describe, expect, it, vi } from 'vitest';
import { TurnPlayer } from './turn-player.ts';

/** A player whose end the test decides. */
function fakePlayback() {
  let end: (hasEnded: boolean) => void = () => undefined;
  return {
    playToEnd: vi.fn(() => new Promise<boolean>((resolve) => (end = resolve))),
    stop: vi.fn(() => end(false)),
    async end(hasEnded: boolean) {
      end(hasEnded);
      // Until the turn has changed.
      for (let i = 0; i < 5; i++) await Promise.resolve();
    },
  };
}

function twoTurns() {
  const [a, b] = [fakePlayback(), fakePlayback()];
  return { a, b, player: new TurnPlayer([a, b]) };
}

describe('TurnPlayer', () => {
  it('plays the second recording after the first', async () => {
    const { a, b, player } = twoTurns();
    player.toggle();
    expect([player.turn.value, b.playToEnd.mock.calls.length]).toEqual([0, 0]);
    await a.end(true);
    expect([player.turn.value, b.playToEnd.mock.calls.length]).toEqual([1, 1]);
    await b.end(true);
    expect(player.turn.value).toBeUndefined();
  });

  it('toggle stops the recording that plays', async () => {
    const { a, b, player } = twoTurns();
    player.toggle();
    await a.end(true);
    player.toggle();
    expect([a.stop.mock.calls.length, b.stop.mock.calls.length]).toEqual([0, 1]);
    expect(player.turn.value).toBeUndefined();
  });

  it('ends when a recording is paused', async () => {
    const { a, b, player } = twoTurns();
    player.toggle();
    await a.end(false);
    expect([player.turn.value, b.playToEnd.mock.calls.length]).toEqual([undefined, 0]);
  });

  it('starts again at once after it was stopped', async () => {
    const { a, player } = twoTurns();
    player.toggle();
    player.toggle();
    player.toggle();
    await Promise.resolve();
    expect(player.turn.value).toBe(0);
    await a.end(true);
    expect(player.turn.value).toBe(1);
  });
});
