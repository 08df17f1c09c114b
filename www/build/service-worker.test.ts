import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
