/** Builds two versions of the site, for the tests of the service worker. */
import { resolve } from 'node:path';
import { build, type Plugin } from 'vite';
import { builds, repository } from './paths.ts';
import { test } from './site.ts';

/** Adds the version to each worker, so that the hashed file names differ between builds. */
const tagWorkers = (version: string): Plugin => ({
  name: 'tag-workers',
  transform: (code, id) =>
    /\.worker\.ts/.test(id) ? `${code}\nself.buildOfThisWorker = '${version}';` : undefined,
});

for (const [name, version] of [
  ['A', '1.0.0-a'],
  ['B', '2.0.0-b'],
] as const) {
  test(`build ${name}`, async () => {
    await build({
      configFile: resolve(repository, 'www/vite.config.ts'),
      logLevel: 'error',
      define: { __APP_VERSION__: JSON.stringify(version) },
      worker: { plugins: () => [tagWorkers(version)] },
      build: { outDir: builds[name] },
    });
  });
}
