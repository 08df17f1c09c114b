/** essentia.js, MTG's C++ library as WebAssembly, with the settings that follow librosa. */
import Essentia from 'essentia.js/dist/essentia.js-core.es.js';
import { EssentiaWASM } from 'essentia.js/dist/essentia-wasm.es.js';
import { BINS, constants, framesIn, type LogMel } from './front-end.ts';

const essentia = new Essentia(EssentiaWASM);

export const logMel: LogMel = (samples) => {
  const { fft_size, hop, mel_bands, mel_min_hz, mel_max_hz, sample_rate } = constants;
  const frames = framesIn(samples.length);
  const values = new Float32Array(frames * mel_bands);
  for (let frame = 0; frame < frames; frame++) {
    const vector = essentia.arrayToVector(samples.subarray(frame * hop, frame * hop + fft_size));
    // normalized, size, window, zero padding, zero phase
    const windowed = essentia.Windowing(vector, false, fft_size, 'hann', 0, false).frame;
    const { spectrum } = essentia.Spectrum(windowed, fft_size);
    const { bands } = essentia.MelBands(
      spectrum,
      mel_max_hz,
      BINS,
      false,
      mel_min_hz,
      'unit_tri',
      mel_bands,
      sample_rate,
      'power',
      'slaneyMel',
      'linear',
    );
    const power: Float32Array = essentia.vectorToArray(bands);
    for (let band = 0; band < mel_bands; band++) {
      const floored = Math.max(power[band] as number, constants.power_floor);
      values[frame * mel_bands + band] = 10 * Math.log10(floored);
    }
    // What C++ made is C++'s to free.
    for (const made of [vector, windowed, spectrum, bands]) made.delete();
  }
  return values;
};
