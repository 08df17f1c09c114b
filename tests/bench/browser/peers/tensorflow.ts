/**
 * The same network on TensorFlow.js: WebAssembly with SIMD, one thread. TensorFlow.js does not read
 * ONNX, so weights.py extracts the weights, and this file repeats the layers of model/train/net.py.
 */
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import * as tf from '@tensorflow/tfjs-core';
import weightsUrl from '../../../../target/bench/weights.bin?url';
import shapes from '../../../../target/bench/weights.json';
import { constants, windows } from '../features/front-end.ts';
import type { Network } from './create-peer.ts';

const { mel_bands: BANDS } = constants;

export async function tensorflow(): Promise<Network> {
  setThreadsCount(1);
  // TensorFlow.js wants three paths, and fetches the one that fits.
  const names = ['', '-simd', '-threaded-simd'].map((kind) => `tfjs-backend-wasm${kind}.wasm`);
  setWasmPaths(Object.fromEntries(names.map((name) => [name, simdUrl])));
  const [buffer] = await Promise.all([
    fetch(weightsUrl).then((response) => response.arrayBuffer()),
    tf.setBackend('wasm').then((available) => {
      if (!available) throw new Error('TensorFlow.js cannot use WebAssembly here');
    }),
  ]);
  const weights = new Map(
    shapes.tensors.map(({ name, shape, start }) => {
      const size = shape.reduce((product, length) => product * length, 1);
      return [name, tf.tensor(new Float32Array(buffer, start, size), shape)];
    }),
  );
  const weight = <T extends tf.Tensor>(name: string): T => {
    const tensor = weights.get(name);
    if (tensor === undefined) throw new Error(`The network has no ${name}`);
    return tensor as T;
  };
  const { range_db, hole_db, scale_db, local_frames } = shapes.input;
  return async (input) => {
    const logits = tf.tidy(() => {
      const db = tf.tensor4d(input, [
        input.length / BANDS / windows.frames,
        BANDS,
        windows.frames,
        1,
      ]);
      const floored = tf.maximum(db, tf.sub(tf.max(db, [1, 2], true), range_db));
      const filled = tf.maximum(floored, tf.sub(tf.mean(floored, [2], true), hole_db));
      const deviation = tf.div(tf.sub(filled, tf.mean(filled, [2], true)), scale_db);
      const level = tf.sub(deviation, tf.mean(deviation, [1], true)) as tf.Tensor4D;
      const change = tf.sub(level, tf.avgPool(level, [1, local_frames], 1, 'same'));
      const flicker = tf.avgPool(
        tf.mul(change, change) as tf.Tensor4D,
        [1, local_frames],
        1,
        'same',
      );
      let x = tf.concat([level, flicker], 3);
      for (const block of shapes.blocks) {
        const convolved = tf.fused.conv2d({
          x,
          filter: weight(`${block}.weight`),
          bias: weight(`${block}.bias`),
          strides: 1,
          pad: 'same',
          activation: 'relu',
        });
        x = tf.avgPool(convolved, [2, 4], 2, 'same');
      }
      // ONNX has the channels as the slower axis.
      const pooled = tf.transpose(tf.mean(x, [2]), [0, 2, 1]);
      const flat = tf.reshape(pooled, [pooled.shape[0] as number, -1]);
      return tf.add(
        tf.matMul(flat as tf.Tensor2D, weight<tf.Tensor2D>('head.weight'), false, true),
        weight('head.bias'),
      );
    });
    const data = await logits.data();
    logits.dispose();
    return data as Float32Array;
  };
}
