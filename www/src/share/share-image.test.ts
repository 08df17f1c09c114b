// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { shareImage, siteUrl } from './share-image.ts';

const image = new File(['x'], 'hot-or-cold-hot.png', { type: 'image/png' });
const details = { title: 'Hot or Cold', url: 'https://example.org/' };
const downloads: string[] = [];

beforeEach(() => {
  downloads.length = 0;
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    downloads.push(this.download);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function stubShare(share: () => Promise<void>, canShare = true) {
  const shared = vi.fn(share);
  vi.stubGlobal('navigator', { canShare: () => canShare, share: shared });
  return shared;
}

it('shareImage shares the picture and the address', async () => {
  const shared = stubShare(async () => undefined);
  expect(await shareImage(image, details)).toBe('shared');
  expect(shared).toHaveBeenCalledExactlyOnceWith({ files: [image], ...details });
  expect(downloads).toEqual([]);
});

it('shareImage downloads nothing after a person cancelled', async () => {
  stubShare(async () => {
    throw new DOMException('cancelled', 'AbortError');
  });
  expect(await shareImage(image, details)).toBe('cancelled');
  expect(downloads).toEqual([]);
});

it.each([
  ['that is absent', () => vi.stubGlobal('navigator', {})],
  ['that takes no files', () => stubShare(async () => undefined, false)],
  [
    'that is refused',
    () =>
      stubShare(async () => {
        throw new DOMException('too late', 'NotAllowedError');
      }),
  ],
])('shareImage downloads the picture with a share sheet %s', async (_, stub) => {
  stub();
  expect(await shareImage(image, details)).toBe('downloaded');
  expect(downloads).toEqual(['hot-or-cold-hot.png']);
});

it.each([
  ['/', 'https://example.org/'],
  ['/index.html', 'https://example.org/'],
  ['/pours/', 'https://example.org/pours/'],
  ['/pours/index.html', 'https://example.org/pours/'],
])('siteUrl of %s is %s', (pathname, url) => {
  expect(siteUrl({ origin: 'https://example.org', pathname })).toBe(url);
});
