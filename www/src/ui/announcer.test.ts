import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Announcer } from './announcer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('Announcer joins sentences that come close together', () => {
  const announcer = new Announcer();
  announcer.say('One.');
  announcer.say('Two.');
  expect(announcer.text.value).toBe('');
  vi.advanceTimersByTime(1000);
  expect(announcer.text.value).toBe('One. Two.');
  announcer.say('Three.');
  vi.advanceTimersByTime(1000);
  expect(announcer.text.value).toBe('Three.');
});
