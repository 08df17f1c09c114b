//! Power spectra of frames, two at a time.
//!
//! rustfft transforms any number type. This file supplies one: a SIMD vector with one lane per
//! frame, so that each instruction serves both frames.
//!
//! Measured gain over rustfft's `Radix4<f64>` on each frame of 1,024 samples: 1.6 times as fast
//! natively (x86-64, SSE2), 1.5 times in WebAssembly (Node 20, `simd128`).
//!
//! The numbers are `f64`: rounding in `f32` would move quiet bands by up to 0.2 dB (`mel.rs`).
//!
//! A frame of `n` real samples is transformed as `n/2` complex ones.
//! `PowerSpectrum::real_spectrum` derives the bins from them (Press et al., *Numerical Recipes*,
//! "FFT of Single Real Function").

use std::f64::consts::TAU;
use std::ops::{Add, Div, Mul, Neg, Rem, Sub};
use std::sync::Arc;

use rustfft::algorithm::Radix4;
use rustfft::algorithm::butterflies::{Butterfly2, Butterfly4, Butterfly8, Butterfly16};
use rustfft::num_complex::Complex;
use rustfft::num_traits::{FromPrimitive, Num, One, Signed, Zero};
use rustfft::{Fft, FftDirection, Length};
use wide::f64x2;

/// Frames per transform.
pub(crate) const FRAMES: usize = 2;

/// One number of each frame.
#[derive(Clone, Copy, Debug, PartialEq)]
struct F64x2Number(f64x2);

/// Computes power spectra of frames of one length.
pub(crate) struct PowerSpectrum {
    /// Half the window: the weights of each even and the following odd sample. The factor 1/2
    /// belongs to `real_spectrum`.
    window: Vec<[f64; 2]>,
    transform: Radix4<F64x2Number>,
    /// e^(−2πi · bin / n) for the bins 1 … n/4 − 1.
    twiddles: Vec<Complex<F64x2Number>>,
}

/// Buffers for one transform at a time.
pub(crate) struct Scratch {
    samples: Vec<Complex<F64x2Number>>,
    values: Vec<Complex<F64x2Number>>,
    transform: Vec<Complex<F64x2Number>>,
}

impl PowerSpectrum {
    /// Plans the transform of frames as long as `window`: a power of two, at least 4.
    pub(crate) fn new(window: &[f64]) -> Self {
        let (pairs, _) = window.as_chunks::<2>();
        let twiddle = |bin: usize| {
            let angle = -TAU * bin as f64 / window.len() as f64;
            Complex::new(F64x2Number::splat(angle.cos()), F64x2Number::splat(angle.sin()))
        };
        Self {
            window: pairs.iter().map(|pair| pair.map(|weight| weight / 2.0)).collect(),
            transform: complex_transform(pairs.len()),
            twiddles: (1..pairs.len() / 2).map(twiddle).collect(),
        }
    }

    /// Allocates the buffers for [`PowerSpectrum::compute`].
    pub(crate) fn scratch(&self) -> Scratch {
        let zeros = |length: usize| vec![Complex::zero(); length];
        Scratch {
            samples: zeros(self.transform.len()),
            values: zeros(self.transform.len()),
            transform: zeros(self.transform.get_outofplace_scratch_len()),
        }
    }

    /// Number of frequency bins, from 0 Hz to half the sample rate.
    pub(crate) fn bins(&self) -> usize {
        self.window.len() + 1
    }

    /// Writes the squared magnitude of each bin of both frames to `power`. Elements of `power`
    /// beyond the last bin keep their values.
    pub(crate) fn compute(
        &self,
        frames: [&[f32]; FRAMES],
        scratch: &mut Scratch,
        power: &mut [[f32; FRAMES]],
    ) {
        let [a, b] = frames.map(|frame| frame.as_chunks::<2>().0);
        let pairs = a.iter().zip(b).zip(&self.window);
        for (sample, ((a, b), weights)) in scratch.samples.iter_mut().zip(pairs) {
            let [even_weight, odd_weight] = *weights;
            let (even, odd) = ([a[0], b[0]].map(f64::from), [a[1], b[1]].map(f64::from));
            sample.re = F64x2Number(f64x2::new(even) * even_weight);
            sample.im = F64x2Number(f64x2::new(odd) * odd_weight);
        }
        self.transform.process_outofplace_with_scratch(
            &mut scratch.samples,
            &mut scratch.values,
            &mut scratch.transform,
        );
        self.real_spectrum(&scratch.values, power);
    }

    /// Derives the bins of the real frames from the values of the complex transform.
    ///
    /// Value `k` and the conjugate of value `n/2 − k` give the spectra of the even and the odd
    /// samples. With the odd one turned by the twiddle, their sum is bin `k` and their difference
    /// has the magnitude of bin `n/2 − k`.
    fn real_spectrum(&self, values: &[Complex<F64x2Number>], power: &mut [[f32; FRAMES]]) {
        let half = self.window.len();
        let bins = power.get_mut(..=half).and_then(<[_]>::split_first_mut);
        let Some((dc, power)) = bins else { return };
        let Some((nyquist, power)) = power.split_last_mut() else { return };
        let Some((first, values)) = values.split_first() else { return };
        let (even, odd) = (first.re + first.re, first.im + first.im);
        *dc = squared_magnitude(Complex::from(even + odd));
        *nyquist = squared_magnitude(Complex::from(even - odd));

        let (low, high) = power.split_at_mut(half / 2);
        let bins = low.iter_mut().zip(high.iter_mut().rev()).zip(&self.twiddles);
        let pairs = values.iter().zip(values.iter().rev());
        for ((value, mirror), ((low, high), twiddle)) in pairs.zip(bins) {
            let even = Complex::new(value.re + mirror.re, value.im - mirror.im);
            let odd = Complex::new(value.im + mirror.im, mirror.re - value.re) * twiddle;
            *low = squared_magnitude(even + odd);
            *high = squared_magnitude(even - odd);
        }
        // The bin n/4 is its own mirror image.
        let middle = values.get((half / 2).wrapping_sub(1));
        if let (Some(power), Some(value)) = (low.last_mut(), middle) {
            *power = squared_magnitude(value + value);
        }
    }
}

/// Plans a transform of `length` values, a power of two, at least 2.
///
/// Uses `Radix4` directly: rustfft's planner would add 50 kB (Brotli) to the WebAssembly module.
/// Bases of 8 and 16 values measured faster than 2 and 4 (12% at 1,024 samples in WebAssembly).
fn complex_transform(length: usize) -> Radix4<F64x2Number> {
    let log2 = length.max(1).ilog2();
    let forward = FftDirection::Forward;
    let base: Arc<dyn Fft<F64x2Number>> = match log2 {
        0 | 1 => Arc::new(Butterfly2::new(forward)),
        2 => Arc::new(Butterfly4::new(forward)),
        _ if log2 % 2 == 1 => Arc::new(Butterfly8::new(forward)),
        _ => Arc::new(Butterfly16::new(forward)),
    };
    let base_log2 = base.len().ilog2();
    Radix4::new_with_base(log2.saturating_sub(base_log2) / 2, base)
}

#[inline(always)]
fn squared_magnitude(value: Complex<F64x2Number>) -> [f32; FRAMES] {
    value.norm_sqr().0.to_array().map(|power| power as f32)
}

impl F64x2Number {
    fn splat(value: f64) -> Self {
        Self(f64x2::splat(value))
    }

    fn map_lanes(self, function: impl Fn(f64) -> f64) -> Self {
        Self(f64x2::new(self.0.to_array().map(function)))
    }
}

macro_rules! implement_operators {
    ($($operator:ident :: $method:ident),*) => {$(
        impl $operator for F64x2Number {
            type Output = Self;

            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self(self.0.$method(other.0))
            }
        }
    )*};
}

implement_operators!(Add::add, Sub::sub, Mul::mul, Div::div);

impl Neg for F64x2Number {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Zero for F64x2Number {
    #[inline(always)]
    fn zero() -> Self {
        Self(f64x2::ZERO)
    }

    fn is_zero(&self) -> bool {
        self.0 == f64x2::ZERO
    }
}

impl FromPrimitive for F64x2Number {
    fn from_i64(value: i64) -> Option<Self> {
        Self::from_f64(value as f64)
    }

    fn from_u64(value: u64) -> Option<Self> {
        Self::from_f64(value as f64)
    }

    fn from_f64(value: f64) -> Option<Self> {
        Some(Self::splat(value))
    }
}

// rustfft's `FftNum` requires the traits below, but the transforms used here never call them.

impl One for F64x2Number {
    fn one() -> Self {
        Self(f64x2::ONE)
    }
}

impl Rem for F64x2Number {
    type Output = Self;

    fn rem(self, other: Self) -> Self {
        let ([a, b], [c, d]) = (self.0.to_array(), other.0.to_array());
        Self(f64x2::new([a % c, b % d]))
    }
}

impl Num for F64x2Number {
    type FromStrRadixErr = <f64 as Num>::FromStrRadixErr;

    fn from_str_radix(text: &str, radix: u32) -> Result<Self, Self::FromStrRadixErr> {
        f64::from_str_radix(text, radix).map(Self::splat)
    }
}

impl Signed for F64x2Number {
    fn abs(&self) -> Self {
        self.map_lanes(f64::abs)
    }

    fn abs_sub(&self, other: &Self) -> Self {
        (*self - *other).map_lanes(|difference| difference.max(0.0))
    }

    fn signum(&self) -> Self {
        self.map_lanes(f64::signum)
    }

    fn is_positive(&self) -> bool {
        self.0.to_array().into_iter().all(|lane| lane > 0.0)
    }

    fn is_negative(&self) -> bool {
        self.0.to_array().into_iter().all(|lane| lane < 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Squared magnitudes of the bins 0 … n/2, by the definition of the transform.
    fn naive_dft(frame: &[f32], window: &[f64]) -> Vec<f64> {
        let size = frame.len();
        let power = |bin: usize| {
            let terms = frame.iter().zip(window).enumerate().map(|(n, (&sample, weight))| {
                let angle = -TAU * ((bin * n) % size) as f64 / size as f64;
                Complex::from_polar(f64::from(sample) * weight, angle)
            });
            terms.sum::<Complex<f64>>().norm_sqr()
        };
        (0..=size / 2).map(power).collect()
    }

    fn noise(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        (0..count)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                state as f32 / u32::MAX as f32 - 0.5
            })
            .collect()
    }

    #[test]
    fn power_spectrum_matches_naive_dft() {
        for size in [4, 8, 16, 32, 64, 512, 1_024] {
            let window: Vec<f64> = (0..size).map(|n| 0.3 + (n as f64).sin().abs()).collect();
            let spectrum = PowerSpectrum::new(&window);
            assert_eq!(spectrum.bins(), size / 2 + 1);
            let frames = [noise(size, 1), noise(size, 2)];
            let mut power = vec![[0.0; FRAMES]; spectrum.bins()];
            let [a, b] = &frames;
            spectrum.compute([a, b], &mut spectrum.scratch(), &mut power);
            for (lane, frame) in frames.iter().enumerate() {
                let expected = naive_dft(frame, &window);
                let maximum = expected.iter().copied().fold(0.0, f64::max);
                for (bin, expected) in expected.iter().enumerate() {
                    let error = (f64::from(power[bin][lane]) - expected).abs();
                    assert!(
                        error < 1e-6 * expected + 1e-14 * maximum,
                        "size {size}, lane {lane}, bin {bin}: error {error:e}"
                    );
                }
            }
        }
    }

    #[test]
    fn power_spectrum_is_identical_in_either_lane() {
        for size in [4, 512, 1_024] {
            let spectrum = PowerSpectrum::new(&vec![1.0; size]);
            let (a, b) = (noise(size, 3), noise(size, 4));
            let mut scratch = spectrum.scratch();
            let mut ab = vec![[0.0; FRAMES]; spectrum.bins()];
            let mut ba = ab.clone();
            spectrum.compute([&a, &b], &mut scratch, &mut ab);
            spectrum.compute([&b, &a], &mut scratch, &mut ba);
            for power in &mut ba {
                power.reverse();
            }
            assert_eq!(ab, ba, "size {size}");
        }
    }

    #[test]
    fn compute_keeps_values_beyond_last_bin() {
        let spectrum = PowerSpectrum::new(&[1.0; 16]);
        let frame = noise(16, 5);
        let mut power = vec![[-1.0; FRAMES]; spectrum.bins() + 2];
        spectrum.compute([&frame, &frame], &mut spectrum.scratch(), &mut power);
        assert_eq!(power[spectrum.bins()..], [[-1.0; FRAMES]; 2]);
    }

    #[test]
    fn compute_accepts_buffers_of_any_length() {
        for size in 0..40 {
            let spectrum = PowerSpectrum::new(&vec![1.0; size]);
            for count in [0, 1, size / 2, size + 3] {
                let frame = noise(count, 6);
                let mut power = vec![[0.0; FRAMES]; count];
                spectrum.compute([&frame, &[]], &mut spectrum.scratch(), &mut power);
                spectrum.compute([&frame, &frame], &mut spectrum.scratch(), &mut power);
            }
        }
    }
}
