/** Loads the wasm core when a worker starts, so that its first result is quick. */
import sidecarUrl from '../../../model/hot-or-cold.json?url';
import modelUrl from '../../../model/hot-or-cold.onnx?url';
import init, { Classifier, type ErrorDetails } from '../../wasm/hot_or_cold.js';
import wasmUrl from '../../wasm/hot_or_cold_bg.wasm?url';
import { fetchAsset } from './fetch-asset.ts';
import { type Fault, type Outcome, STARTED } from './protocol.ts';

// console_error_panic_hook logs the message and location of a panic. The trap that follows says
// only "unreachable", so the log is stored for the error's details.
let lastReport = '';
const report = console.error;
console.error = (...values: unknown[]) => {
  lastReport = values.map(String).join(' ');
  report(...values);
};

postMessage(STARTED);
const classifier = load();
// Each call reports a failure to load; without this, it would also be an unhandled rejection.
classifier.catch(() => undefined);

async function load(): Promise<Classifier> {
  const [onnx, sidecar] = await Promise.all([
    fetchAsset(modelUrl).then((response) => response.arrayBuffer()),
    fetchAsset(sidecarUrl).then((response) => response.text()),
    init({ module_or_path: fetchAsset(wasmUrl) }),
  ]);
  return new Classifier(new Uint8Array(onnx), sidecar);
}

function toFault(thrown: unknown): Fault {
  if (thrown instanceof Error && thrown.name === 'HotOrColdError') {
    const { code, values, message } = thrown as Error & ErrorDetails;
    return { kind: 'refused', code, values, sentence: message };
  }
  return { kind: 'crashed', detail: [lastReport, String(thrown)].filter(Boolean).join('\n') };
}

/** Calls `work` with the loaded classifier and turns exceptions into faults. */
export async function withClassifier<T>(work: (ready: Classifier) => T): Promise<Outcome<T>> {
  let ready: Classifier;
  try {
    ready = await classifier;
  } catch (thrown) {
    return { fault: { kind: 'not-loaded', detail: String(thrown) } };
  }
  try {
    return { value: work(ready) };
  } catch (thrown) {
    return { fault: toFault(thrown) };
  }
}
