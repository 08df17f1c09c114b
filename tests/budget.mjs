// What a visit costs: everything in dist/ that the page needs to work without a network, as a server sends
// it compressed (Brotli 11), against a budget. `./build.sh` runs it on the release; a development build of
// wasm alone is several times as large.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const BUDGET = 900_000;
// Asked for when they are wanted, or never: recordings, pictures of the page, licences.
const NOT_NEEDED = new Set(['.m4a', '.wav', '.png', '.md']);

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const needed = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && !NOT_NEEDED.has(extname(entry.name)))
  .map((entry) => join(entry.parentPath, entry.name));
const sizes = needed.map((path) => {
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { name: path.slice(dist.length), size: brotliCompressSync(bytes, { params }).length };
});
sizes.sort((one, other) => other.size - one.size);
for (const { name, size } of sizes) console.log(`${kilobytes(size)}  ${name}`);

const total = sizes.reduce((sum, { size }) => sum + size, 0);
console.log(`${kilobytes(total)}  in all, of ${kilobytes(BUDGET).trim()}`);
if (total > BUDGET) {
  console.error(`The page needs ${total} bytes, which is more than its budget of ${BUDGET}.`);
  process.exit(1);
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
}
