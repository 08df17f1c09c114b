import { logMel } from '../features/fft-js.ts';
import { createPeer } from './create-peer.ts';
import { onnxruntime } from './onnxruntime.ts';
import { exposePeer } from './peer.ts';

exposePeer(async () => createPeer(logMel, await onnxruntime()));
