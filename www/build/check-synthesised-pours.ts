/**
 * Fails the build if the model classifies a synthesised pour of the page wrongly.
 *
 * Node runs the WebAssembly of the page: `synthesisePour`, rounding to 16 bits as in a WAV, then
 * `Classifier.classify`. Recorded examples need a decoder, which Node lacks; see
 * check-recorded-examples.js.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import {
  EXAMPLE_POURS,
  POUR_SAMPLE_RATE_HZ,
  POUR_SECONDS,
  QUIZ_POURS,
  type SynthesisedPour,
} from '../src/input/synthesised-pours.ts';
import { wavSamples } from '../src/util/wav.ts';
import { exampleFolder } from './example-recordings.ts';
import { type ExampleVerdict, type Labels, wrongVerdicts } from './wrong-verdicts.js';

export type PourVerdict = Omit<ExampleVerdict, 'name' | 'fahrenheit'>;
export type ClassifyPour = (pour: SynthesisedPour) => PourVerdict;

/** One sentence for each wrong verdict, then what to do; empty if all are right. */
export function wrongPours(
  pours: readonly SynthesisedPour[],
  labels: Labels,
  classify: ClassifyPour,
): string[] {
  const verdicts = pours.map((pour) => {
    const name = `${pour.fahrenheit} °F, seed ${pour.seed}`;
    return { name, fahrenheit: pour.fahrenheit, ...classify(pour) };
  });
  const sentences = wrongVerdicts(verdicts, labels);
  if (sentences.length === 0) return [];
  return [...sentences, 'Choose other seeds in www/src/input/synthesised-pours.ts.'];
}

export function checkSynthesisedPours(repository: string): Plugin {
  return {
    name: 'check-synthesised-pours',
    apply: 'build',
    // Not in `buildStart`: when that fails, the service worker is still built.
    async configResolved({ cacheDir }) {
      if (exampleFolder(repository) !== undefined) return;
      const passed = resolve(cacheDir, 'passed-pours');
      const inputs = digest(repository);
      if (existsSync(passed) && readFileSync(passed, 'utf8') === inputs) return;
      const sidecar = readFileSync(resolve(repository, 'model/hot-or-cold.json'), 'utf8');
      const { labels } = JSON.parse(sidecar) as { labels: Labels };
      const { classify, close } = await wasmClassifier(repository, sidecar);
      try {
        const problems = wrongPours([...EXAMPLE_POURS, ...QUIZ_POURS], labels, classify);
        if (problems.length > 0) throw new Error(problems.join('\n'));
      } finally {
        close();
      }
      mkdirSync(cacheDir, { recursive: true });
      writeFileSync(passed, inputs);
    },
  };
}

/** Files that decide the verdicts. The check is skipped if they haven't changed since it passed. */
const INPUTS = [
  'model/hot-or-cold.json',
  'model/hot-or-cold.onnx',
  'www/build/check-synthesised-pours.ts',
  'www/build/wrong-verdicts.js',
  'www/src/input/synthesised-pours.ts',
  'www/src/util/wav.ts',
  'www/wasm/hot_or_cold.js',
  'www/wasm/hot_or_cold_bg.wasm',
];

function digest(repository: string): string {
  const hash = createHash('sha256');
  for (const input of INPUTS) hash.update(readFileSync(resolve(repository, input)));
  return hash.digest('hex');
}

/** The classifier returns the spectrogram as ImageData, which Node lacks. */
class FakeImageData {}

async function wasmClassifier(repository: string, sidecar: string) {
  const built = resolve(repository, 'www/wasm/hot_or_cold');
  const { Classifier, initSync, synthesisePour } = (await import(
    pathToFileURL(`${built}.js`).href
  )) as typeof import('../wasm/hot_or_cold.js');
  const originalImageData = Reflect.get(globalThis, 'ImageData');
  Reflect.set(globalThis, 'ImageData', FakeImageData);
  initSync({ module: readFileSync(`${built}_bg.wasm`) });
  const onnx = readFileSync(resolve(repository, 'model/hot-or-cold.onnx'));
  const classifier = new Classifier(onnx, sidecar);
  return {
    classify({ fahrenheit, seed }: SynthesisedPour): PourVerdict {
      const samples = synthesisePour(fahrenheit, POUR_SECONDS, POUR_SAMPLE_RATE_HZ, seed);
      // Rounds like a 16-bit WAV that decodeAudioData reads.
      const played = Float32Array.from(wavSamples(samples), (sample) => sample / 32768);
      return classifier.classify([played], POUR_SAMPLE_RATE_HZ, 1);
    },
    close() {
      classifier.free();
      Reflect.set(globalThis, 'ImageData', originalImageData);
    },
  };
}
