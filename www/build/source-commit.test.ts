import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { sourceCommit } from './source-commit.ts';

const folder = mkdtempSync(join(tmpdir(), 'hot-or-cold-'));
afterAll(() => rmSync(folder, { recursive: true }));

const git = (...parameters: string[]) =>
  execFileSync(
    'git',
    ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.c', ...parameters],
    {
      encoding: 'utf8',
    },
  ).trim();

it('sourceCommit is empty outside a repository', () => expect(sourceCommit(folder, {})).toBe(''));

it('sourceCommit marks uncommitted changes', () => {
  git('init', '--quiet');
  writeFileSync(join(folder, 'a'), '1');
  git('add', 'a');
  git('commit', '--quiet', '--message', 'one');
  const commit = git('rev-parse', 'HEAD').slice(0, 10);
  expect(sourceCommit(folder, {})).toBe(commit);
  writeFileSync(join(folder, 'a'), '2');
  expect(sourceCommit(folder, {})).toBe(`${commit}+`);
});

it('sourceCommit prefers SOURCE_COMMIT', () => {
  expect(sourceCommit(folder, { SOURCE_COMMIT: '0123456789abcdef' })).toBe('0123456789');
});
