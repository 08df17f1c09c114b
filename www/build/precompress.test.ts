import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compressed } from './precompress.ts';

const content = Buffer.from('pour hot water, pour cold water; '.repeat(500));

it.each(['quick', 'thorough'] as const)('%s: the same content comes out again', async (effort) => {
  const { '.br': br, '.gz': gz } = await compressed(content, effort);
  expect(brotliDecompressSync(br as Buffer).equals(content)).toBe(true);
  expect(gunzipSync(gz as Buffer).equals(content)).toBe(true);
});

it('the same bytes come of the same content, whenever', async () => {
  const once = await compressed(content, 'quick');
  // A gzip header can tell the time, to the second.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await compressed(content, 'quick')).toEqual(once);
});
