// wasm.mjs METHOD FOLDER COUNT
//
// Reads FOLDER/in-0 … as float32, calls the classifier's METHOD on each, and writes the results to
// FOLDER/out-0 … as float64. WebAssembly computes the same in Node as in a browser.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('../../', import.meta.url);
const { Classifier, initSync } = await import(new URL('www/wasm/hot_or_cold.js', root));
initSync({ module: readFileSync(new URL('www/wasm/hot_or_cold_bg.wasm', root)) });
const classifier = new Classifier(
  readFileSync(new URL('model/hot-or-cold.onnx', root)),
  readFileSync(new URL('model/hot-or-cold.json', root), 'utf8'),
);

const [method, folder, count] = process.argv.slice(2);
for (let index = 0; index < Number(count); index++) {
  // A copy of its own buffer, which is aligned to 4 bytes.
  const bytes = new Uint8Array(readFileSync(join(folder, `in-${index}`)));
  const result = Float64Array.from(classifier[method](new Float32Array(bytes.buffer)));
  writeFileSync(join(folder, `out-${index}`), new Uint8Array(result.buffer));
}
