/**
 * Meyda's power spectrum. Its own mel bands have another scale and no norm: with them the model would
 * hear something else.
 */
import Meyda from 'meyda';
import { constants, hann, logMelBy } from './front-end.ts';

Meyda.bufferSize = constants.fft_size;
Meyda.sampleRate = constants.sample_rate;
// Its Hann window is symmetric.
Meyda.windowingFunction = 'rect';

const windowed = new Float32Array(constants.fft_size);
// It leaves out the bin at half the sample rate.
const power = new Float64Array(constants.fft_size / 2 + 1);

export const logMel = logMelBy((frame) => {
  for (let n = 0; n < windowed.length; n++) {
    windowed[n] = (frame[n] as number) * (hann[n] as number);
  }
  power.set(Meyda.extract('powerSpectrum', windowed) as unknown as Float32Array);
  return power;
});
