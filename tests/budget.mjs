// What a visit costs: everything in dist/ that the page needs to work without a network, as a server sends
// it compressed (Brotli 11), against a budget. `./build.sh` runs it on the release; a development build of
// wasm alone is several times as large.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const BUDGET = 700_000;
// Asked for when they are wanted, or never: recordings, pictures of the page, licences; and what is
// for servers.
const NOT_NEEDED = /\.(m4a|wav|png|md|br|gz)$|\/(404\.html|_headers|robots\.txt)$/;
// English is part of the page. Whoever reads another language needs one of these.
const LANGUAGE = /^assets\/(de|es|fr|ja|zh-Hans)-/;

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const needed = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((path) => !NOT_NEEDED.test(path));
const sizes = needed.map((path) => {
  const bytes = readFileSync(path);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return { name: path.slice(dist.length), size: brotliCompressSync(bytes, { params }).length };
});
sizes.sort((one, other) => other.size - one.size);
for (const { name, size } of sizes) console.log(`${kilobytes(size)}  ${name}`);

const [languages, others] = [true, false].map((is) =>
  sizes.filter(({ name }) => LANGUAGE.test(name) === is),
);
const total = others.reduce((sum, { size }) => sum + size, 0) + (languages[0]?.size ?? 0);
console.log(`${kilobytes(total)}  in all with the largest language, of ${kilobytes(BUDGET).trim()}`);
if (total > BUDGET) {
  console.error(`The page needs ${total} bytes, which is more than its budget of ${BUDGET}.`);
  process.exit(1);
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(1).padStart(8)} kB`;
}
