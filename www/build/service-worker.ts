/** Builds the service worker, with the list of all files that it holds, and what each must hash to. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin, PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { MANIFEST } from './web-manifest.ts';

/** The development build of wasm is 15.2 MB, the largest file by far. Above this the build fails. */
const MOST_BYTES = 24 * 2 ** 20;

/**
 * All that the page may ask for. Not `**`: what is there for the server, such as a file of headers,
 * is not served by it, and one file that is missing keeps the whole from being installed.
 */
const HELD = ['index.html', 'assets/**', 'icons/**', 'licences.md', MANIFEST];

interface Entry {
  url: string;
  revision: string | null;
  size: number;
  integrity?: string;
}

/** The revision is by content as well, so that two builds never share what differs. */
export function withIntegrity<T extends Entry>(entries: T[], folder: string): T[] {
  return entries.map((entry) => {
    const digest = createHash('sha384')
      .update(readFileSync(resolve(folder, entry.url)))
      .digest();
    return {
      ...entry,
      revision: digest.toString('hex').slice(0, 16),
      integrity: `sha384-${digest.toString('base64')}`,
    };
  });
}

export function serviceWorker(): PluginOption[] {
  let folder = '';
  const whereTo: Plugin = {
    name: 'service-worker-folder',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
  };
  const worker = VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/offline',
    filename: 'service-worker.ts',
    // The page registers it, and writes its own manifest.
    injectRegister: false,
    manifest: false,
    injectManifest: {
      // A classic script: Firefox ran no modules as service workers for long.
      rollupFormat: 'iife',
      globPatterns: HELD,
      globIgnores: [],
      maximumFileSizeToCacheInBytes: MOST_BYTES,
      manifestTransforms: [
        (entries) => ({ manifest: withIntegrity(entries, folder), warnings: [] }),
      ],
    },
  });
  return [whereTo, worker];
}
