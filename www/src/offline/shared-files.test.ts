import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { SHARED_FILES } from './launch-action.ts';
import { put, receive, takeAll } from './shared-files.ts';

const share = (...parts: [string, File | string][]) => {
  const form = new FormData();
  for (const [name, part] of parts) form.append(name, part);
  return new Request('https://site/sub/share-target', { method: 'POST', body: form });
};

it('is empty once it was taken', async () => {
  await put({ files: [] });
  await put({ files: [] });
  expect(await takeAll()).toHaveLength(2);
  expect(await takeAll()).toEqual([]);
});

it('takes files, and no words', async () => {
  const response = await receive(
    share(
      [SHARED_FILES, new File(['sound'], 'pour.wav')],
      [SHARED_FILES, 'words'],
      ['other', new File(['sound'], 'other.wav')],
    ),
    'https://site/sub/',
  );
  expect(response.status).toBe(303);
  expect(response.headers.get('location')).toBe('https://site/sub/?do=shared');
  const [{ files } = { files: [] }] = await takeAll();
  expect(files).toHaveLength(1);
});

it('leads to a sentence where what comes is no form', async () => {
  const request = new Request('https://site/share-target', { method: 'POST', body: 'x' });
  const response = await receive(request, 'https://site/');
  expect(response.headers.get('location')).toBe('https://site/?do=share-failed');
  expect(await takeAll()).toEqual([]);
});
