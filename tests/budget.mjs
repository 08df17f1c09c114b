// Fails if a first visit downloads more than the budget: the files in dist/ that the page needs
// offline, compressed as a server sends them (Brotli 11). `./build.sh` runs it on the release; the
// wasm of a development build alone is several times as large.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { ON_DEMAND } from '../www/build/on-demand.js';

// What a release measures, and 3 kB for small changes.
const BUDGET = 727_000;
// Files that are loaded on demand (recordings, pictures, licences) or configure servers, and the
// manifests in other languages.
const NOT_NEEDED =
  /\.(m4a|wav|png|md|br|gz|[^.]+\.webmanifest)$|\/(404\.html|_headers|robots\.txt)$/;
// A visit loads one other language at most; English is part of the page.
const languageFolders = new URL('../www/src/i18n/', import.meta.url);
const others = readdirSync(languageFolders, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'en')
  .map((entry) => entry.name);
const LANGUAGE = new RegExp(`^assets/(${others.join('|')})-`);

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const needed = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !NOT_NEEDED.test(path));
const sizes = needed.map((path) => {
  const bytes = readFileSync(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return { name: path.slice(dist.length), size: brotliCompressSync(bytes, { params }).length };
});
sizes.sort((one, other) => other.size - one.size);
for (const { name, size } of sizes) console.log(`${kilobytes(size)}  ${name}`);

const languages = sizes.filter(({ name }) => LANGUAGE.test(name));
const decoder = sizes.filter(({ name }) => ON_DEMAND.test(name));
const always = sizes.filter(({ name }) => !LANGUAGE.test(name) && !ON_DEMAND.test(name));
const [largestLanguage] = languages;
const total = always.reduce((sum, { size }) => sum + size, largestLanguage?.size ?? 0);
const budget = kilobytes(BUDGET).trim();
const onDemand = decoder.reduce((sum, { size }) => sum + size, 0);
console.log(`${kilobytes(onDemand)}  the decoder, on demand`);
console.log(`${kilobytes(total)}  in all with the largest language, of ${budget}`);
if (total > BUDGET) {
  console.error(`The page needs ${total} bytes, which is more than its budget of ${BUDGET}.`);
  process.exit(1);
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
}
