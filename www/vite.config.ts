import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';
import { checkSynthesisedPours } from './build/check-synthesised-pours.ts';
import { commitOf } from './build/commit.ts';
import { exampleRecordings } from './build/example-recordings.ts';
import { htmlStrings } from './build/html-strings.ts';
import { modelFigures } from './build/model-figures.ts';
import { notFound } from './build/not-found-page.ts';
import { precompress } from './build/precompress.ts';
import { securityPolicy } from './build/security-policy.ts';
import { serviceWorker } from './build/service-worker.ts';
import { webManifest } from './build/web-manifest.ts';

const root = import.meta.dirname;
const repository = resolve(root, '..');
const { version, repository: code } = JSON.parse(
  readFileSync(resolve(repository, 'package.json'), 'utf8'),
);

export default defineConfig({
  root,
  // Relative, so that dist/ works on a subpath of anyone's web space.
  base: './',
  // A file that is not there answers 404; the default would answer index.html for it.
  appType: 'mpa',
  define: {
    __APP_VERSION__: JSON.stringify(version),
    __APP_COMMIT__: JSON.stringify(commitOf(repository)),
    // Where the code lies in public; the page links to it once package.json names it.
    __CODE_ADDRESS__: JSON.stringify(publicAddress(code)),
  },
  plugins: [
    htmlStrings(),
    exampleRecordings(repository),
    checkSynthesisedPours(repository),
    modelFigures(repository),
    securityPolicy(),
    notFound(process.env.HOT_OR_COLD_BASE ?? '/'),
    webManifest(),
    // It lists what the others have written.
    serviceWorker(),
    // Last: it compresses what the others have written.
    precompress(wasmProfile() === 'wasm-release' ? 'thorough' : 'quick'),
  ],
  build: {
    outDir: resolve(repository, 'dist'),
    emptyOutDir: true,
    // Everything is its own hashed file: a data: address would need a wider content policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // simd128 is there from Chrome 91, Firefox 89 and Safari 16.4 on; the page needs it anyway.
    target: ['chrome111', 'firefox115', 'safari16.4'],
    license: { fileName: 'licences.md' },
  },
  worker: { format: 'es' },
  preview: {
    host: '127.0.0.1',
    port: Number(process.env.PORT ?? 4173),
    strictPort: true,
    // No other site has business here.
    cors: false,
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'build/**/*.test.ts'],
  },
});

/** package.json writes `git+https://….git`, or an object that holds it. */
function publicAddress(written: string | { url: string } | undefined): string {
  const url = typeof written === 'object' ? written.url : (written ?? '');
  return /https:\/\/.+?(?=\.git$|$)/.exec(url)?.[0] ?? '';
}

/** How build.sh compiled the classifier. */
function wasmProfile(): string | undefined {
  const note = resolve(root, 'wasm/profile');
  return existsSync(note) ? readFileSync(note, 'utf8').trim() : undefined;
}
