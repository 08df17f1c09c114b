/** The commit of a build, which the footer of the page shows. */
import { execFileSync } from 'node:child_process';

/**
 * Ten digits, and "+" after uncommitted changes. Outside a repository, for instance in an unpacked
 * archive, SOURCE_COMMIT or else empty.
 */
export function sourceCommit(repository: string, environment = process.env): string {
  if (environment.SOURCE_COMMIT) return environment.SOURCE_COMMIT.slice(0, 10);
  const git = (...parameters: string[]) =>
    execFileSync('git', ['-C', repository, ...parameters], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    const hasChanges = git('status', '--porcelain', '--untracked-files=no') !== '';
    return git('rev-parse', '--short=10', 'HEAD') + (hasChanges ? '+' : '');
  } catch {
    return '';
  }
}
