import { logMel } from '../features/essentia.ts';
import { contestantBy } from './by-features.ts';
import { serve } from './contestant.ts';
import { onnxruntime } from './onnxruntime.ts';

serve(async () => contestantBy(logMel, await onnxruntime()));
