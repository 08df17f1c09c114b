/** Serves dist/ during the tests, and prints which of them are skipped. */
import { resolve } from 'node:path';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { recordings, repository } from '../e2e/paths.ts';
import { hasFfmpeg, NO_FFMPEG, NO_RECORDINGS } from '../e2e/skip-reasons.ts';
import { firefox } from './firefox.ts';
import { webkit } from './webkit.ts';

declare module 'vitest' {
  interface ProvidedContext {
    site: string;
  }
}

export default async function globalSetup(project: TestProject) {
  const skipped = [firefox, webkit].map(({ missing, noMicrophone }) => missing ?? noMicrophone);
  for (const line of skipped) if (line) console.log(`skipped: ${line}`);
  if (recordings === undefined) console.log(NO_RECORDINGS);
  if (!hasFfmpeg) console.log(NO_FFMPEG);
  const server = await preview({
    configFile: resolve(repository, 'www/vite.config.ts'),
    preview: { port: 0, strictPort: false },
  });
  const [site = ''] = server.resolvedUrls?.local ?? [];
  project.provide('site', site);
  return () => server.close();
}
