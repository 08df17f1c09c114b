import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { checkSynthesisedPours } from './build/check-synthesised-pours.ts';
import { cssClassNames } from './build/css-class-names.ts';
import { exampleRecordings } from './build/example-recordings.ts';
import { fontPreload } from './build/font-preload.ts';
import { htmlStrings } from './build/html-strings.ts';
import { licences } from './build/licences.ts';
import { linkPreview } from './build/link-preview.ts';
import { modelFigures } from './build/model-figures.ts';
import { notFoundPage } from './build/not-found-page.ts';
import { precompress } from './build/precompress.ts';
import { securityPolicy } from './build/security-policy.ts';
import { serviceWorker } from './build/service-worker.ts';
import { sourceCommit } from './build/source-commit.ts';
import { themeAttribute } from './build/theme-attribute.ts';
import { webManifest } from './build/web-manifest.ts';

const root = import.meta.dirname;
const repository = resolve(root, '..');
const { version, repository: field } = JSON.parse(
  readFileSync(resolve(repository, 'package.json'), 'utf8'),
);

/** Path of the site on its host. */
const sitePath = process.env.HOT_OR_COLD_BASE ?? '/';

const licenceList = licences(repository);

export default defineConfig({
  root,
  // Relative, so that dist/ works below any path.
  base: './',
  // Missing files get status 404, not index.html as by default.
  appType: 'mpa',
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __APP_COMMIT__: JSON.stringify(sourceCommit(repository)),
    // The page links to the public repository once package.json names it.
    __REPOSITORY_URL__: JSON.stringify(repositoryUrl(field)),
  },
  plugins: [
    htmlStrings(),
    themeAttribute(),
    cssClassNames(resolve(root, 'src')),
    exampleRecordings(repository),
    checkSynthesisedPours(repository),
    modelFigures(repository),
    securityPolicy(),
    fontPreload(),
    notFoundPage(sitePath),
    linkPreview(process.env.HOT_OR_COLD_URL),
    webManifest(sitePath),
    licenceList.page(),
    // After the plugins above, whose files it lists.
    serviceWorker(licenceList.serviceWorker()),
    // Last, because it compresses the files of all others.
    precompress(wasmProfile() === 'wasm-release' ? 'thorough' : 'quick'),
  ],
  build: {
    outDir: resolve(repository, 'dist'),
    emptyOutDir: true,
    // No data: URLs, which would need a less strict content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // All support simd128, which the page requires.
    target: ['chrome111', 'firefox115', 'safari16.4'],
  },
  worker: { format: 'es', plugins: () => [licenceList.worker()] },
  preview: {
    host: '127.0.0.1',
    port: Number(process.env.PORT ?? 4173),
    strictPort: true,
    // No other site needs to read from this server.
    cors: false,
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
  },
});

/** The web page of `git+https://….git`, the format of package.json; empty without one. */
function repositoryUrl(field: string | { url: string } | undefined): string {
  const url = typeof field === 'object' ? field.url : (field ?? '');
  return /https:\/\/.+?(?=\.git$|$)/.exec(url)?.[0] ?? '';
}

/** The Cargo profile with which build.sh compiled the classifier. */
function wasmProfile(): string | undefined {
  const file = resolve(root, 'wasm/profile');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
