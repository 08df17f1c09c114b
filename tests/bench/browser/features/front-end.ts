/** Shared parts of log-mel front ends in JavaScript: constants, window and mel filters. */
import sidecar from '../../../../model/hot-or-cold.json';

export const { front_end: constants, windows, pooling, calibration, thresholds } = sidecar;

export const BINS = constants.fft_size / 2 + 1;

/** Returns the log-mel in dB of mono PCM at the model's rate, ordered as `Classifier.logMel`. */
export type LogMel = (samples: Float32Array) => Float32Array;

/** Returns the power of each bin of a frame before windowing; may reuse its array. */
export type PowerSpectrum = (frame: Float32Array) => ArrayLike<number>;

/** Periodic Hann window, as librosa's `get_window(..., fftbins=True)`. */
export const hann = Float64Array.from(
  { length: constants.fft_size },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / constants.fft_size),
);

/** One triangle of `librosa.filters.mel(norm="slaney")`, without its zeros. */
interface MelFilter {
  firstBin: number;
  weights: Float64Array;
}

const HZ_PER_MEL = 200 / 3;
const LOG_START_HZ = 1000;
const LOG_STEP = Math.log(6.4) / 27;

const melOf = (hz: number) =>
  hz < LOG_START_HZ
    ? hz / HZ_PER_MEL
    : LOG_START_HZ / HZ_PER_MEL + Math.log(hz / LOG_START_HZ) / LOG_STEP;

const hzOf = (mel: number) =>
  mel < LOG_START_HZ / HZ_PER_MEL
    ? mel * HZ_PER_MEL
    : LOG_START_HZ * Math.exp(LOG_STEP * (mel - LOG_START_HZ / HZ_PER_MEL));

function filters(): MelFilter[] {
  const { mel_bands: count, mel_min_hz, mel_max_hz, sample_rate, fft_size } = constants;
  const [low, high] = [melOf(mel_min_hz), melOf(mel_max_hz)];
  const edges = Array.from({ length: count + 2 }, (_, n) =>
    hzOf(low + ((high - low) * n) / (count + 1)),
  );
  return Array.from({ length: count }, (_, band) => {
    const [from = 0, centre = 0, to = 0] = edges.slice(band, band + 3);
    const weights = Array.from({ length: BINS }, (__, bin) => {
      const hz = (bin * sample_rate) / fft_size;
      const height = Math.min((hz - from) / (centre - from), (to - hz) / (to - centre));
      return (Math.max(0, height) * 2) / (to - from);
    });
    const firstBin = weights.findIndex((weight) => weight > 0);
    const lastBin = weights.findLastIndex((weight) => weight > 0);
    return { firstBin, weights: Float64Array.from(weights.slice(firstBin, lastBin + 1)) };
  });
}

const bands = filters();

const framesIn = (samples: number) =>
  Math.max(0, Math.floor((samples - constants.fft_size) / constants.hop) + 1);

/** Builds a log-mel front end on a power spectrum. */
export function createLogMel(power: PowerSpectrum): LogMel {
  return (samples) => {
    const frames = framesIn(samples.length);
    const values = new Float32Array(frames * bands.length);
    let at = 0;
    for (let frame = 0; frame < frames; frame++) {
      const start = frame * constants.hop;
      const spectrum = power(samples.subarray(start, start + constants.fft_size));
      for (const { firstBin, weights } of bands) {
        let sum = 0;
        for (let n = 0; n < weights.length; n++) {
          sum += (weights[n] as number) * (spectrum[firstBin + n] as number);
        }
        values[at++] = 10 * Math.log10(Math.max(sum, constants.power_floor));
      }
    }
    return values;
  };
}
