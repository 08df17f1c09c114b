/** Lays `.br` and `.gz` beside what can be compressed, for servers that send them as they are. */
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

/** Below a packet, nothing is gained. */
const MIN_BYTES = 1024;

/**
 * The last two steps of brotli save 14 % of the WebAssembly of `./build.sh serve` and take 24 s in
 * place of 2.3: only what is deployed is worth them.
 */
const QUALITY = { thorough: constants.BROTLI_MAX_QUALITY, quick: 9 };

export type Effort = keyof typeof QUALITY;

export async function compressed(content: Buffer, effort: Effort): Promise<Record<string, Buffer>> {
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
    // After all that others write.
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
          for (const [ending, smaller] of Object.entries(await compressed(content, effort))) {
            if (smaller.length < content.length) await writeFile(path + ending, smaller);
          }
        }
      },
    },
  };
}
