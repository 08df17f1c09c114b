/** Writes `.br` and `.gz` versions of files, for servers that send precompressed files. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const COMPRESSIBLE = [
  '.css',
  '.html',
  '.js',
  '.json',
  '.md',
  '.onnx',
  '.svg',
  '.txt',
  '.wasm',
  '.webmanifest',
];

/** Smaller files fit into one network packet anyway. */
const MIN_BYTES = 1024;

/**
 * The highest two qualities of brotli save 14% of the WebAssembly but take 24 s in place of 2.3 s.
 * Only deployed builds are worth it.
 */
const QUALITY = { thorough: constants.BROTLI_MAX_QUALITY, quick: 9 };

export type Effort = keyof typeof QUALITY;

export async function compress(content: Buffer, effort: Effort): Promise<Record<string, Buffer>> {
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(content, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: QUALITY[effort],
        [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
        [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
      },
    }),
    promisify(gzip)(content, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  return { '.br': br, '.gz': gz };
}

export function precompress(effort: Effort): Plugin {
  let folder = '';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved(config) {
      folder = config.build.outDir;
    },
    // After the other plugins have written their files.
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true });
        for (const entry of entries) {
          const path = join(entry.parentPath, entry.name);
          if (!entry.isFile() || !COMPRESSIBLE.includes(extname(path))) continue;
          const content = await readFile(path);
          if (content.length < MIN_BYTES) continue;
          for (const [ending, smaller] of Object.entries(await compress(content, effort))) {
            if (smaller.length < content.length) await writeFile(path + ending, smaller);
          }
        }
      },
    },
  };
}
