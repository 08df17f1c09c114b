/** Log-mel with fft.js, the fastest FFT in JavaScript (radix 4, no allocation in the loop). */
import FFT from 'fft.js';
import { BINS, constants, createLogMel, hann } from './front-end.ts';

const fft = new FFT(constants.fft_size);
const input = new Array<number>(constants.fft_size).fill(0);
const spectrum = fft.createComplexArray();
const power = new Float64Array(BINS);

export const logMel = createLogMel((frame) => {
  for (let n = 0; n < input.length; n++) input[n] = (frame[n] as number) * (hann[n] as number);
  fft.realTransform(spectrum, input);
  for (let bin = 0; bin < BINS; bin++) {
    const [re, im] = [spectrum[2 * bin] as number, spectrum[2 * bin + 1] as number];
    power[bin] = re * re + im * im;
  }
  return power;
});
