import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withIntegrity } from './service-worker.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = { url: 'a.js', revision: null, size: 5 };

it('withIntegrity adds the hash of a file', () => {
  writeFileSync(join(folder, 'a.js'), 'alert');
  const digest = createHash('sha384').update('alert').digest('base64');
  expect(withIntegrity([entry], folder)).toMatchObject([
    { url: 'a.js', integrity: `sha384-${digest}` },
  ]);
});

it('withIntegrity gives changed files another revision', () => {
  const revisions = ['alert', 'other'].map((content) => {
    writeFileSync(join(folder, 'a.js'), content);
    return withIntegrity([entry], folder)[0]?.revision;
  });
  expect(new Set(revisions).size).toBe(2);
});

it('withIntegrity marks the files of the decoder', () => {
  mkdirSync(join(folder, 'assets'));
  const marked = [
    'assets/decoder.worker-BqE3_x1z.js',
    'assets/hot_or_cold_decoder_bg-C0-fGh12.wasm',
    'assets/hot_or_cold_bg-C0-fGh12.wasm',
    'assets/classifier.worker-BqE3_x1z.js',
  ].map((url) => {
    writeFileSync(join(folder, url), 'content');
    return withIntegrity([{ ...entry, url }], folder)[0]?.isOnDemand;
  });
  expect(marked).toEqual([true, true, undefined, undefined]);
});
