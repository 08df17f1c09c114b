import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { commitOf } from './commit.ts';

const folder = mkdtempSync(join(tmpdir(), 'hot-or-cold-'));
afterAll(() => rmSync(folder, { recursive: true }));

const git = (...words: string[]) =>
  execFileSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], {
    encoding: 'utf8',
  }).trim();

it('is empty outside a repository', () => expect(commitOf(folder, {})).toBe(''));

it('names the commit, and says where files were changed since', () => {
  git('init', '--quiet');
  writeFileSync(join(folder, 'a'), '1');
  git('add', 'a');
  git('commit', '--quiet', '--message', 'one');
  const commit = git('rev-parse', 'HEAD').slice(0, 10);
  expect(commitOf(folder, {})).toBe(commit);
  writeFileSync(join(folder, 'a'), '2');
  expect(commitOf(folder, {})).toBe(`${commit}+`);
});

it('is what SOURCE_COMMIT says', () => {
  expect(commitOf(folder, { SOURCE_COMMIT: '0123456789abcdef' })).toBe('0123456789');
});
