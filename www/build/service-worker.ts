/** Builds the service worker with a list of all files to cache and their hashes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin, PluginOption } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { manifestFile } from '../src/i18n/locale.ts';
import { LICENCES } from './licences.ts';
import { ON_DEMAND } from './on-demand.js';

/** Larger files fail the build. The development build of wasm has 15.2 MB. */
const MAX_FILE_BYTES = 24 * 2 ** 20;

/**
 * All files that the page may request, but of the manifests only the one that index.html links to:
 * offline, browsers need none. Files for the server only, such as _headers, are not served, and one
 * missing file would make the installation fail.
 */
const PRECACHED_FILES = [
  'index.html',
  'favicon.ico',
  'theme.js',
  'assets/**',
  'icons/**',
  LICENCES,
  manifestFile('en'),
];

interface Entry {
  url: string;
  revision: string | null;
  size: number;
  integrity?: string;
}

/**
 * Adds hashes as integrity and as revision, so that builds share unchanged files only. Marks the
 * files that are cached on demand.
 */
export function withIntegrity<T extends Entry>(
  entries: T[],
  folder: string,
): (T & { isOnDemand?: true })[] {
  return entries.map((entry) => {
    const digest = createHash('sha384')
      .update(readFileSync(resolve(folder, entry.url)))
      .digest();
    return {
      ...entry,
      revision: digest.toString('hex').slice(0, 16),
      integrity: `sha384-${digest.toString('base64')}`,
      ...(ON_DEMAND.test(entry.url) ? { isOnDemand: true } : {}),
    };
  });
}

/** `bundlePlugin` takes part in bundling the worker's code. */
export function serviceWorker(bundlePlugin: Plugin): PluginOption[] {
  let folder = '';
  const outputFolder: Plugin = {
    name: 'service-worker-folder',
    configResolved: ({ root, build }) => {
      folder = resolve(root, build.outDir);
    },
  };
  const worker = VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/offline',
    filename: 'service-worker.ts',
    // The page registers the worker and has its own manifest.
    injectRegister: false,
    manifest: false,
    injectManifest: {
      // A classic script, for older Firefox without module service workers.
      rollupFormat: 'iife',
      buildPlugins: { vite: [bundlePlugin] },
      globPatterns: PRECACHED_FILES,
      globIgnores: [],
      maximumFileSizeToCacheInBytes: MAX_FILE_BYTES,
      manifestTransforms: [
        (entries) => ({ manifest: withIntegrity(entries, folder), warnings: [] }),
      ],
    },
  });
  return [outputFolder, worker];
}
