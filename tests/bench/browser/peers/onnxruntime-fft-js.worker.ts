import { logMel } from '../features/fft-js.ts';
import { peerFromParts } from './by-features.ts';
import { onnxruntime } from './onnxruntime.ts';
import { serve } from './peer.ts';

serve(async () => peerFromParts(logMel, await onnxruntime()));
