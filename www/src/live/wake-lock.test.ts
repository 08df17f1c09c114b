import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepScreenOn } from './wake-lock.ts';

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const release = vi.fn();
const request = vi.fn(async (_type: string) => ({ release }));

const settle = () => new Promise((resolve) => setTimeout(resolve));
const becomes = (visibilityState: string) => {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
};

beforeEach(() => {
  vi.clearAllMocks();
  page.visibilityState = 'visible';
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', { wakeLock: { request } });
});
afterEach(() => void vi.unstubAllGlobals());

it('keepScreenOn reacquires the lock when the tab becomes visible again', async () => {
  const releaseScreen = keepScreenOn();
  await settle();
  becomes('hidden');
  becomes('visible');
  await settle();
  expect(request).toHaveBeenCalledTimes(2);
  releaseScreen();
  expect(release).toHaveBeenCalledOnce();
  becomes('visible');
  expect(request).toHaveBeenCalledTimes(2);
});

it('keepScreenOn releases a lock that is granted too late', async () => {
  keepScreenOn()();
  await settle();
  expect(release).toHaveBeenCalledOnce();
});

it('keepScreenOn ignores a refused or missing wake lock', async () => {
  request.mockRejectedValueOnce(new DOMException('', 'NotAllowedError'));
  keepScreenOn()();
  await settle();
  vi.stubGlobal('navigator', {});
  keepScreenOn()();
});
