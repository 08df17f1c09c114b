/** onnxruntime-web on the CPU: WebAssembly with SIMD, one thread. */

import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import * as ort from 'onnxruntime-web/wasm';
import modelUrl from '../../../../model/hot-or-cold.onnx?url';
import { constants, windows } from '../features/front-end.ts';
import type { Network } from './create-peer.ts';

const SHAPE = [1, 1, constants.mel_bands, windows.frames];
const CELLS = constants.mel_bands * windows.frames;

export async function onnxruntime(): Promise<Network> {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = { wasm: wasmUrl };
  const session = await ort.InferenceSession.create(modelUrl, {
    executionProviders: ['wasm'],
    graphOptimizationLevel: 'all',
  });
  const [inputName = '', outputName = ''] = [session.inputNames[0], session.outputNames[0]];
  return async (input) => {
    // The model takes one window at a time.
    const logits = [];
    for (let start = 0; start < input.length; start += CELLS) {
      const tensor = new ort.Tensor('float32', input.subarray(start, start + CELLS), SHAPE);
      const output = (await session.run({ [inputName]: tensor }))[outputName];
      logits.push(...((output?.data ?? []) as Float32Array));
    }
    return logits;
  };
}
