/** Folders and files that the benchmarks read and write. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recordings, repository } from '../e2e/paths.ts';

export const dist = join(repository, 'dist');
export const results = join(repository, 'target/bench');
export const peerSite = join(results, 'site');

/** Options of the benchmarks' servers: compressed, as hosts send it, and revalidated. */
export const SERVER = { brotli: true, cacheControl: 'no-cache' };

export const CLIP = 'pouring/v1/212f-glassMug-2.m4a';
export const clip = recordings && join(recordings, CLIP);

/** Writes figures as JSON, for tests/bench/report.py. */
export function writeResults(name: string, figures: unknown): void {
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, `${name}.json`), `${JSON.stringify(figures, null, 1)}\n`);
}
