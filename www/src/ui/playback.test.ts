// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { Playback } from './playback.ts';

function attached(playback = new Playback()) {
  const audio = document.createElement('audio');
  return { playback, audio, detach: playback.attach(audio) };
}

describe('Playback', () => {
  it('seeks the player and follows its position', () => {
    const { playback, audio } = attached();
    playback.seek(2.5);
    expect(audio.currentTime).toBe(2.5);
    audio.currentTime = 4;
    audio.dispatchEvent(new Event('timeupdate'));
    expect(playback.seconds.value).toBe(4);
  });

  it('waits for the end of a seek and then applies only the latest', () => {
    const { playback, audio } = attached();
    let seeking = false;
    Object.defineProperty(audio, 'seeking', { get: () => seeking });
    playback.seek(1);
    seeking = true;
    playback.seek(2);
    playback.seek(3);
    expect([audio.currentTime, playback.seconds.value]).toEqual([1, 3]);
    seeking = false;
    audio.dispatchEvent(new Event('seeked'));
    expect(audio.currentTime).toBe(3);
  });

  it('reads the position in each frame while playing', () => {
    const frames: FrameRequestCallback[] = [];
    const request = vi
      .spyOn(globalThis, 'requestAnimationFrame')
      .mockImplementation((frame) => frames.push(frame));
    const { playback, audio } = attached();
    audio.dispatchEvent(new Event('play'));
    expect(playback.isPlaying.value).toBe(true);
    audio.currentTime = 1.25;
    frames.shift()?.(0);
    expect(playback.seconds.value).toBe(1.25);
    audio.dispatchEvent(new Event('pause'));
    frames.shift()?.(0);
    expect(frames).toHaveLength(0);
    request.mockRestore();
  });

  it('pauses when another one starts', () => {
    const [one, two] = [attached(), attached()];
    const pauses = [one, two].map(({ audio }) => vi.spyOn(audio, 'pause'));
    for (const { audio } of [one, one, two]) audio.dispatchEvent(new Event('play'));
    expect(pauses.map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  });

  it('passes its position to the next player', () => {
    const { playback, audio, detach } = attached();
    playback.seek(3);
    detach();
    const next = attached(playback).audio;
    expect(next.currentTime).toBe(3);
    playback.seek(5);
    expect([audio.currentTime, next.currentTime]).toEqual([3, 5]);
  });

  it('playToEnd plays from the start and resolves at the end', async () => {
    const { playback, audio } = attached();
    playback.seek(3);
    const play = vi.spyOn(audio, 'play').mockResolvedValue();
    const ended = playback.playToEnd();
    expect([play.mock.calls.length, audio.currentTime]).toEqual([1, 0]);
    Object.defineProperty(audio, 'ended', { value: true });
    audio.dispatchEvent(new Event('pause'));
    expect(await ended).toBe(true);
  });

  it('playToEnd resolves to false when paused, detached or refused', async () => {
    const { playback, audio, detach } = attached();
    const play = vi.spyOn(audio, 'play').mockResolvedValue();
    const paused = playback.playToEnd();
    audio.dispatchEvent(new Event('pause'));
    const detached = playback.playToEnd();
    detach();
    const without = playback.playToEnd();
    playback.attach(audio);
    play.mockRejectedValue(new DOMException('', 'NotAllowedError'));
    const refused = playback.playToEnd();
    expect(await Promise.all([paused, detached, without, refused])).toEqual(
      Array.from({ length: 4 }, () => false),
    );
  });

  it('playToEnd ignores the pause before a player was started again', async () => {
    const { playback, audio } = attached();
    vi.spyOn(audio, 'play').mockResolvedValue();
    let resolved = false;
    void playback.playToEnd().then(() => {
      resolved = true;
    });
    Object.defineProperty(audio, 'paused', { value: false });
    audio.dispatchEvent(new Event('pause'));
    await Promise.resolve();
    expect(resolved).toBe(false);
  });
});
