//! Converts the sample rate of a mono stream, with the windowed-sinc filters of rubato.
//!
//! The browser's own conversion differs from browser to browser (web-audio-api#30), but training
//! and inference need the same one.
//!
//! rubato designs and applies the filters. This file counts the samples, in whole numbers: nothing
//! drifts, and chunk sizes do not change the output. `rubato::Async`, which counts by itself, takes
//! 1.3 to 1.7 times as long; between phases, its output depends on chunk sizes by up to 6e-8.
//!
//! Measured against a polyphase filter written for this crate, at 44.1 and 48 kHz: rubato takes
//! 0.76 to 0.82 of the time in WebAssembly, and 0.50 to 0.61 natively. That filter had 272 taps at
//! 48 kHz; this one has 320. The module is 1.8 kB larger (Brotli), and the delay of a microphone is
//! 3.4 ms instead of 2.8. Natively rubato uses AVX and FMA, so samples differ from those in
//! WebAssembly by up to 2e-7 of full scale.

use rubato::WindowFunction;
use rubato::interpolation::interp_lin;
use rubato::sinc_interpolator::{AnyInterpolator, SincInterpolator as _, make_interpolator};

/// Cutoff of the filter (-6 dB), relative to the lower of the two Nyquist frequencies.
const CUTOFF: f32 = 0.995;

/// Filter length in samples at the lower of the two rates.
///
/// Measured as the shortest that passes 15/16 of the Nyquist frequency within 0.01 dB and
/// attenuates 17/16 of it by 83 dB. The model uses 70 dB (`dynamic_range_db` in `config.yaml`).
const TAPS_AT_LOWER_RATE: f64 = 106.5;

/// Largest number of filter phases, that is of positions between two input samples.
///
/// 44.1 kHz needs 160 phases, 48 kHz one. Rates that need more interpolate linearly between two.
const MAX_PHASES: usize = 1_024;

/// Converts a mono stream from one sample rate to another, without the filter's delay:
/// output sample `n` is at the time `n / to`.
pub struct Resampler {
    /// `None` when both rates are equal.
    filter: Option<AnyInterpolator<f32>>,
    /// The ratio of the rates in lowest terms: `down` input samples become `up` output samples.
    up: usize,
    down: usize,
    /// Input that is still needed, from half a filter before the next output sample on.
    pending: Vec<f32>,
    /// Time from an input sample to the next output sample, in `1 / up` of an input sample.
    phase: usize,
    frames_in: usize,
    frames_out: usize,
}

impl Resampler {
    /// Creates a converter between two checked sample rates in Hz.
    pub fn new(from: u32, to: u32) -> Self {
        let (mut gcd, mut rest) = (from, to);
        while rest != 0 {
            (gcd, rest) = (rest, gcd % rest);
        }
        let [up, down] = [to, from].map(|rate| (rate / gcd.max(1)).max(1) as usize);
        let filter = (up != down).then(|| {
            let ratio = up as f64 / down as f64;
            let taps = (TAPS_AT_LOWER_RATE / ratio.min(1.0)).round() as usize;
            let phases = up.min(MAX_PHASES);
            make_interpolator(taps, ratio, Some(CUTOFF), phases, WindowFunction::BlackmanHarris)
        });
        // Silence before the first sample.
        let pending = vec![0.0; filter.as_ref().map_or(0, |filter| filter.nbr_points() / 2)];
        Self { filter, up, down, pending, phase: 0, frames_in: 0, frames_out: 0 }
    }

    /// Resamples a chunk and appends the completed output samples to `out`.
    pub fn push(&mut self, samples: &[f32], out: &mut Vec<f32>) {
        self.frames_in += samples.len();
        let Some(filter) = &self.filter else {
            out.extend_from_slice(samples);
            self.frames_out += samples.len();
            return;
        };
        self.pending.extend_from_slice(samples);
        let frames_before = out.len();
        let mut rest = self.pending.as_slice();
        while let Some(window) = rest.get(..filter.nbr_points() + 2) {
            out.push(output_sample(filter, window, self.phase, self.up));
            self.phase += self.down;
            // A step is always shorter than the filter.
            rest = rest.split_at(self.phase / self.up).1;
            self.phase %= self.up;
        }
        self.frames_out += out.len() - frames_before;
        let used = self.pending.len() - rest.len();
        self.pending.drain(..used);
    }

    /// Appends the rest of the output, which then lasts as long as the input.
    pub fn finish(mut self, out: &mut Vec<f32>) {
        // In 64 bits: an hour in samples, times `up`, overflows 32.
        let expected = (self.frames_in as u64 * self.up as u64).div_ceil(self.down as u64) as usize;
        if let Some(filter) = &self.filter {
            let silence = vec![0.0; filter.nbr_points()];
            while self.frames_out < expected {
                self.push(&silence, out);
            }
        }
        // The caller may have taken earlier samples out of `out`.
        out.truncate(out.len().saturating_sub(self.frames_out.saturating_sub(expected)));
    }
}

/// Filters the output sample that is `phase / up` after the middle of `window`.
///
/// `window` is two samples longer than the filter: rubato asserts that it is longer than the
/// filter and its offset, which is 0 or 1.
#[inline(always)]
fn output_sample(filter: &AnyInterpolator<f32>, window: &[f32], phase: usize, up: usize) -> f32 {
    let phases = filter.nbr_sincs();
    // rubato's filter `k` is for `(k + 1) / phases`. So the middle needs the last filter, applied
    // one sample earlier.
    let filtered = |phase: usize| match phase.checked_sub(1) {
        Some(k) => filter.get_sinc_interpolated(window, 1, k),
        None => filter.get_sinc_interpolated(window, 0, phases - 1),
    };
    if phases == up {
        return filtered(phase);
    }
    let position = phase * phases;
    let (before, rest) = (position / up, position % up);
    interp_lin(rest as f32 / up as f32, &[filtered(before), filtered(before + 1)])
}

#[cfg(test)]
mod tests {
    use super::*;

    const TO: u32 = 16_000;
    const RATES: [u32; 10] =
        [8_000, 11_025, 22_050, 22_255, 44_100, 47_999, 48_000, 96_000, 192_000, 384_000];

    fn resample(samples: &[f32], from: u32, chunk: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(from, TO);
        let mut out = Vec::new();
        for part in samples.chunks(chunk) {
            resampler.push(part, &mut out);
        }
        resampler.finish(&mut out);
        out
    }

    fn sine(hz: f64, rate: u32, frames: usize) -> Vec<f32> {
        let radians = std::f64::consts::TAU * hz / f64::from(rate);
        (0..frames).map(|n| (radians * n as f64).sin() as f32).collect()
    }

    fn noise(count: usize) -> Vec<f32> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state as f32 / u32::MAX as f32 - 0.5
        };
        (0..count).map(|_| next()).collect()
    }

    /// Gain in dB of a sine of one second.
    fn gain_db(hz: f64, from: u32) -> f64 {
        let out = resample(&sine(hz, from, from as usize), from, 4_096);
        let power = |samples: &[f32]| samples.iter().map(|x| f64::from(x * x)).sum::<f64>();
        10.0 * (power(&out[800..15_200]) / power(&sine(440.0, TO, 14_400))).log10()
    }

    #[test]
    fn resampler_passes_15_16_of_nyquist_within_a_hundredth_db() {
        for from in RATES {
            let nyquist = f64::from(from.min(TO)) / 2.0;
            for hz in [20.0, nyquist / 4.0, nyquist * 15.0 / 16.0] {
                let gain = gain_db(hz, from);
                assert!(gain.abs() < 0.01, "{from} Hz, sine of {hz} Hz: {gain} dB");
            }
        }
    }

    #[test]
    fn resampler_attenuates_aliases_by_83_db() {
        for from in RATES.into_iter().filter(|from| *from > TO) {
            for hz in [8_500.0, 9_100.0, 10_900.0] {
                let gain = gain_db(hz, from);
                assert!(gain < -83.0, "{from} Hz, sine of {hz} Hz: {gain} dB");
            }
        }
    }

    #[test]
    fn resampler_output_is_aligned_with_sine_input() {
        for from in RATES {
            for hz in [440.0, 1_000.0, 3_700.0] {
                let out = resample(&sine(hz, from, from as usize), from, 4_096);
                let expected = sine(hz, TO, TO as usize);
                // Without the ends, where the sine starts and stops abruptly.
                for n in 800..15_200 {
                    let error = (out[n] - expected[n]).abs();
                    assert!(error < 2e-4, "{from} Hz, sine of {hz} Hz, sample {n}: off by {error}");
                }
            }
        }
    }

    #[test]
    fn resampler_output_peaks_at_time_of_impulse() {
        for from in RATES {
            // A quarter of a second is a whole number of samples at most of the rates.
            for at in [0, from as usize / 4] {
                let mut impulse = vec![0.0; from as usize / 2];
                impulse[at] = 1.0;
                let out = resample(&impulse, from, 1_000);
                let peak = (0..out.len()).max_by(|a, b| out[*a].total_cmp(&out[*b])).unwrap();
                let expected = at as f64 * f64::from(TO) / f64::from(from);
                let off = (peak as f64 - expected).abs();
                assert!(off <= 0.5, "{from} Hz, impulse at {at}: peak off by {off} samples");
            }
        }
    }

    #[test]
    fn resampler_output_lasts_as_long_as_input() {
        for from in RATES {
            for frames in [1, 2, 3, 100, 2_559, 2_560, 2_561, 30_001] {
                let out = resample(&noise(frames), from, 1_000);
                let expected = (frames * TO as usize).div_ceil(from as usize);
                assert_eq!(out.len(), expected, "{from} Hz, {frames} samples");
            }
        }
    }

    #[test]
    fn resampler_output_is_empty_for_empty_input() {
        for from in RATES {
            assert!(resample(&[], from, 1).is_empty(), "{from} Hz");
        }
    }

    #[test]
    fn resampler_copies_input_at_equal_rates() {
        assert_eq!(resample(&[0.25, -0.5], TO, 1), [0.25, -0.5]);
    }

    #[test]
    fn resampler_output_is_the_same_for_any_chunk_size() {
        for from in [8_000, 22_255, 44_100, 47_999, 48_000] {
            let input = noise(30_000);
            let whole = resample(&input, from, input.len());
            for chunk in [1, 128, 1_024, 4_097] {
                assert_eq!(resample(&input, from, chunk), whole, "{from} Hz, chunks of {chunk}");
            }
        }
    }

    #[test]
    fn resampler_delays_a_stream_by_at_most_half_the_filter() {
        let limits_ms = [(8_000, 7.5), (16_001, 3.5), (44_100, 3.5), (48_000, 3.5), (96_000, 3.5)];
        for (from, max_ms) in limits_ms {
            let (mut resampler, mut out) = (Resampler::new(from, TO), Vec::new());
            resampler.push(&sine(440.0, from, from as usize), &mut out);
            let delay_ms = (TO as usize - out.len()) as f64 * 1_000.0 / f64::from(TO);
            assert!(delay_ms <= max_ms, "{from} Hz: {delay_ms} ms");
        }
    }

    /// These rates share no factor with 16 kHz, or are the limits.
    #[test]
    fn resampler_output_is_finite_and_complete_at_odd_rates() {
        for from in [8_000, 8_001, 15_999, 16_001, 44_101, 383_999, 384_000] {
            let out = resample(&noise(20_000), from, 777);
            assert_eq!(out.len(), (20_000 * TO as usize).div_ceil(from as usize), "{from} Hz");
            assert!(out.iter().all(|x| x.is_finite()), "{from} Hz");
        }
    }
}
