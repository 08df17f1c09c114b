/** Which commit is built, so that a page can say so: ten digits, with a + where files were changed since. */
import { execFileSync } from 'node:child_process';

/** Empty outside a repository, as in an unpacked archive, unless SOURCE_COMMIT says it. */
export function commitOf(repository: string, environment = process.env): string {
  if (environment.SOURCE_COMMIT) return environment.SOURCE_COMMIT.slice(0, 10);
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', repository, ...words], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short=10', 'HEAD') + (changed ? '+' : '');
  } catch {
    return '';
  }
}
