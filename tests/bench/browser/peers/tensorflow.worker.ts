import { logMel } from '../features/fft-js.ts';
import { peerFromParts } from './by-features.ts';
import { serve } from './peer.ts';
import { tensorflow } from './tensorflow.ts';

serve(async () => peerFromParts(logMel, await tensorflow()));
