import { logMel } from '../features/fft-js.ts';
import { createPeer } from './create-peer.ts';
import { exposePeer } from './peer.ts';
import { tensorflow } from './tensorflow.ts';

exposePeer(async () => createPeer(logMel, await tensorflow()));
