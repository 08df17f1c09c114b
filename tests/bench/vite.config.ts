/** Builds the pages of the benchmark into target/bench/site, as the site itself is built. */
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
    // essentia.js and ONNX Runtime are as large as they are.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      input: ['harness', 'onnxruntime', 'tensorflow'].map((page) => resolve(root, `${page}.html`)),
    },
  },
  worker: { format: 'es' },
});
