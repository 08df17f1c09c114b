import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { SHARED_FILES } from './launch-action.ts';
import { receiveShare, storeSharedFiles, takeSharedFiles } from './shared-files.ts';

const share = (...parts: [string, File | string][]) => {
  const form = new FormData();
  for (const [name, part] of parts) form.append(name, part);
  return new Request('https://site/sub/share-target', { method: 'POST', body: form });
};

it('takeSharedFiles returns each share once', async () => {
  await storeSharedFiles({ files: [] });
  await storeSharedFiles({ files: [] });
  expect(await takeSharedFiles()).toHaveLength(2);
  expect(await takeSharedFiles()).toEqual([]);
});

it('receiveShare stores files and ignores text', async () => {
  const response = await receiveShare(
    share(
      [SHARED_FILES, new File(['sound'], 'pour.wav')],
      [SHARED_FILES, 'words'],
      ['other', new File(['sound'], 'other.wav')],
    ),
    'https://site/sub/',
  );
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('https://site/sub/?do=shared');
  const [{ files } = { files: [] }] = await takeSharedFiles();
  expect(files).toHaveLength(1);
});

it('receiveShare redirects to an error without a form', async () => {
  const request = new Request('https://site/share-target', { method: 'POST', body: 'x' });
  const response = await receiveShare(request, 'https://site/');
  expect(response.headers.get('location')).toBe('https://site/?do=share-failed');
  expect(await takeSharedFiles()).toEqual([]);
});
