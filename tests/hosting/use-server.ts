/** Runs a server of the site for the tests of one file or group. */
import { rmSync } from 'node:fs';
import { test } from '@playwright/test';
import type { ServerKind } from './server-kinds.ts';
import { type Server, type SitePath, siteFolder } from './server-process.ts';

/** Starts a server before the tests and stops it after them; skips them if it is not installed. */
export function useServer(kind: ServerKind, path: SitePath = '/'): () => Server {
  let server: Server;
  let root: string;
  test.skip(kind.skipped !== undefined, kind.skipped ?? '');
  test.beforeAll(async () => {
    root = siteFolder(path);
    server = await kind.start(root);
  });
  test.afterAll(async () => {
    await server?.stop();
    if (root) rmSync(root, { recursive: true });
  });
  return () => server;
}
