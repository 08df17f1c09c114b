/** A server of the site for the tests of one file or group, where it is installed. */
import { rmSync } from 'node:fs';
import { test } from '@playwright/test';
import type { Kind } from './server-kinds.ts';
import { type Path, type Server, siteFolder } from './server-process.ts';

/** Started before the first of them and stopped after the last; without it they are skipped. */
export function running(kind: Kind, path: Path = '/'): () => Server {
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
