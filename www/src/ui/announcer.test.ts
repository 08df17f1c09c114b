import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Announcer } from './announcer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('Announcer joins sentences that come close together', () => {
  const announcer = new Announcer();
  announcer.announce('One.');
  announcer.announce('Two.');
  expect(announcer.text.value).toBe('');
  vi.advanceTimersByTime(1000);
  expect(announcer.text.value).toBe('One. Two.');
  announcer.announce('Three.');
  vi.advanceTimersByTime(1000);
  expect(announcer.text.value).toBe('Three.');
});
