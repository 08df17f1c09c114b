import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { compress } from './precompress.ts';

const content = Buffer.from('pour hot water, pour cold water; '.repeat(500));

it.each(['quick', 'thorough'] as const)('compress is lossless with effort %s', async (effort) => {
  const { '.br': br, '.gz': gz } = await compress(content, effort);
  expect(brotliDecompressSync(br as Buffer).equals(content)).toBe(true);
  expect(gunzipSync(gz as Buffer).equals(content)).toBe(true);
});

it('compress is reproducible', async () => {
  const once = await compress(content, 'quick');
  // A gzip header may contain the time in seconds.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  expect(await compress(content, 'quick')).toEqual(once);
});
