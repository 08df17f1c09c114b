/** Where the benchmarks find and leave things. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordings, repository } from '../e2e/paths.ts';

export const dist = join(repository, 'dist');
export const results = join(repository, 'target/bench');
export const peers = join(results, 'site');

export const CLIP = 'pouring/v1/212f-glassMug-2.m4a';
export const clip = recordings && join(recordings, CLIP);

/** tests/bench/report.py reads them. */
export function write(name: string, found: unknown): void {
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `${name}.json`), `${JSON.stringify(found, null, 1)}\n`);
}
