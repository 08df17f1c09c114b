/** Builds the benchmark's pages into target/bench/site, with the site's build options. */
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { precompress } from '../../www/build/precompress.ts';

const root = resolve(import.meta.dirname, 'browser');

export default defineConfig({
  root,
  base: './',
  plugins: [precompress('thorough')],
  build: {
    outDir: resolve(root, '../../../target/bench/site'),
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'chrome111',
    // ONNX Runtime is large.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      input: ['harness', 'onnxruntime', 'tensorflow'].map((page) => resolve(root, `${page}.html`)),
    },
  },
  worker: { format: 'es' },
});
