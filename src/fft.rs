//! Power spectra of two frames at once, one in each lane of a SIMD vector: what is done to one frame is
//! done to the other by the same instruction, and no lane ever waits for a shuffle.
//!
//! A frame of `n` real samples is read as `n/2` complex ones, transformed by Stockham's autosort
//! algorithm with radix 4 (Cochran et al., "What is the fast Fourier transform?", 1967: its passes write
//! in order, so no bits are reversed), and taken apart into its spectrum by the symmetry of real signals
//! (Press et al., *Numerical Recipes*, "FFT of single real function").

use std::f64::consts::TAU;

use wide::f64x2;

/// Frames that are transformed together.
pub(crate) const FRAMES: usize = 2;

/// A complex number of each frame.
#[derive(Clone, Copy, Default)]
struct Complex {
    re: f64x2,
    im: f64x2,
}

/// A complex factor, the same for all frames.
#[derive(Clone, Copy)]
struct Twiddle {
    re: f64,
    im: f64,
}

/// e^(−2πi · `numerator` / `denominator`)
fn twiddle(numerator: usize, denominator: usize) -> Twiddle {
    let angle = -TAU * (numerator % denominator) as f64 / denominator as f64;
    Twiddle { re: angle.cos(), im: angle.sin() }
}

/// A pass over all values. `stride` interleaved transforms become four, or two, times as many.
struct Pass {
    stride: usize,
    /// Of the second, third and fourth output; none for a pass of radix 2, whose only factor is 1.
    twiddles: Vec<[Twiddle; 3]>,
}

/// The plan for frames of one size, with their window.
pub(crate) struct PowerSpectrum {
    /// Half of the window: samples of even and of odd place. (Half, so that nothing is halved later.)
    window: Vec<[f64; 2]>,
    passes: Vec<Pass>,
    /// For the bins from 1 to below a quarter of the size.
    real: Vec<Twiddle>,
}

/// Memory for one transform at a time.
pub(crate) struct Scratch {
    values: Vec<Complex>,
    next: Vec<Complex>,
}

impl PowerSpectrum {
    /// A plan for frames as long as `window`, whose length is a power of two, 4 or more.
    pub(crate) fn new(window: &[f64]) -> Self {
        let half = window.len() / 2;
        let (mut length, mut stride, mut passes) = (half, 1, Vec::new());
        while length > 1 {
            let radix = if length.is_multiple_of(4) { 4 } else { 2 };
            let first = if radix == 4 { length / 4 } else { 0 };
            let twiddles = (0..first).map(|p| [1, 2, 3].map(|k| twiddle(k * p, length))).collect();
            passes.push(Pass { stride, twiddles });
            (length, stride) = (length / radix, stride * radix);
        }
        Self {
            window: window
                .as_chunks()
                .0
                .iter()
                .map(|pair: &[f64; 2]| pair.map(|weight| weight / 2.0))
                .collect(),
            passes,
            real: (1..half / 2).map(|bin| twiddle(bin, window.len())).collect(),
        }
    }

    /// Memory for [`PowerSpectrum::of`].
    pub(crate) fn scratch(&self) -> Scratch {
        let values = vec![Complex::default(); self.window.len()];
        Scratch { next: values.clone(), values }
    }

    /// Frequency bins of a frame, from 0 Hz to half the sample rate.
    pub(crate) fn bins(&self) -> usize {
        self.window.len() + 1
    }

    /// Squared magnitude of each bin of two frames. What `power` has beyond the bins is left alone.
    pub(crate) fn of(&self, frames: [&[f32]; FRAMES], scratch: &mut Scratch, power: &mut [[f32; FRAMES]]) {
        let Scratch { values, next } = scratch;
        let [a, b] = frames.map(|frame| frame.as_chunks::<2>().0);
        for (((value, weights), a), b) in values.iter_mut().zip(&self.window).zip(a).zip(b) {
            let [even, odd] = *weights;
            value.re = f64x2::new([f64::from(a[0]), f64::from(b[0])]) * even;
            value.im = f64x2::new([f64::from(a[1]), f64::from(b[1])]) * odd;
        }
        for pass in &self.passes {
            pass.run(values, next);
            std::mem::swap(values, next);
        }
        self.take_apart(values, power);
    }

    /// From the complex transform's values to the power of the real frames' bins.
    fn take_apart(&self, values: &[Complex], power: &mut [[f32; FRAMES]]) {
        let half = self.window.len();
        let Some((at_0, power)) = power.get_mut(..=half).and_then(<[_]>::split_first_mut) else { return };
        let Some((at_nyquist, power)) = power.split_last_mut() else { return };
        let Some((first, values)) = values.split_first() else { return };
        let (even, odd) = (first.re + first.re, first.im + first.im);
        *at_0 = squared(even + odd, f64x2::ZERO);
        *at_nyquist = squared(even - odd, f64x2::ZERO);

        // A bin below a quarter of the sample rate, and the one as far above it.
        let (low, high) = power.split_at_mut(half / 2);
        let bins = low.iter_mut().zip(high.iter_mut().rev()).zip(&self.real);
        for ((value, mirror), ((low, high), turn)) in values.iter().zip(values.iter().rev()).zip(bins) {
            let even = Complex { re: value.re + mirror.re, im: value.im - mirror.im };
            let odd = Complex { re: value.im + mirror.im, im: mirror.re - value.re } * *turn;
            *low = squared(even.re + odd.re, even.im + odd.im);
            *high = squared(even.re - odd.re, even.im - odd.im);
        }
        if let (Some(quarter), Some(value)) = (low.last_mut(), values.get((half / 2).wrapping_sub(1))) {
            *quarter = squared(value.re + value.re, value.im + value.im);
        }
    }
}

#[inline(always)]
fn squared(re: f64x2, im: f64x2) -> [f32; FRAMES] {
    (re * re + im * im).to_array().map(|power| power as f32)
}

impl std::ops::Mul<Twiddle> for Complex {
    type Output = Self;

    #[inline(always)]
    fn mul(self, by: Twiddle) -> Self {
        Self { re: self.re * by.re - self.im * by.im, im: self.re * by.im + self.im * by.re }
    }
}

impl Pass {
    fn run(&self, from: &[Complex], to: &mut [Complex]) {
        let half = from.len() / 2;
        let (first, second) = from.split_at(half);
        if self.twiddles.is_empty() {
            let (sums, differences) = to.split_at_mut(half.min(to.len()));
            for (((a, b), sum), difference) in first.iter().zip(second).zip(sums).zip(differences) {
                *sum = Complex { re: a.re + b.re, im: a.im + b.im };
                *difference = Complex { re: a.re - b.re, im: a.im - b.im };
            }
            return;
        }
        let ((a, b), (c, d)) = (first.split_at(half / 2), second.split_at(half / 2));
        let s = self.stride;
        if s == 1 {
            let from = a.iter().zip(b).zip(c).zip(d);
            for (((((a, b), c), d), to), twiddles) in from.zip(to.as_chunks_mut().0).zip(&self.twiddles) {
                *to = butterfly([a, b, c, d], twiddles);
            }
            return;
        }
        let from = a.chunks_exact(s).zip(b.chunks_exact(s)).zip(c.chunks_exact(s)).zip(d.chunks_exact(s));
        for (((((a, b), c), d), to), twiddles) in from.zip(to.chunks_exact_mut(4 * s)).zip(&self.twiddles) {
            let (low, high) = to.split_at_mut(2 * s);
            let ((e, f), (g, h)) = (low.split_at_mut(s), high.split_at_mut(s));
            let from = a.iter().zip(b).zip(c).zip(d);
            for ((((((a, b), c), d), e), f), (g, h)) in from.zip(e).zip(f).zip(g.iter_mut().zip(h)) {
                [*e, *f, *g, *h] = butterfly([a, b, c, d], twiddles);
            }
        }
    }
}

/// Four values to the four sums of a transform of that size, turned as the next pass wants them.
#[inline(always)]
fn butterfly([a, b, c, d]: [&Complex; 4], [one, two, three]: &[Twiddle; 3]) -> [Complex; 4] {
    let (ac, ac_less) = ((a.re + c.re, a.im + c.im), (a.re - c.re, a.im - c.im));
    let (bd, bd_less) = ((b.re + d.re, b.im + d.im), (b.re - d.re, b.im - d.im));
    [
        Complex { re: ac.0 + bd.0, im: ac.1 + bd.1 },
        Complex { re: ac_less.0 + bd_less.1, im: ac_less.1 - bd_less.0 } * *one,
        Complex { re: ac.0 - bd.0, im: ac.1 - bd.1 } * *two,
        Complex { re: ac_less.0 - bd_less.1, im: ac_less.1 + bd_less.0 } * *three,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By the definition.
    fn slow(frame: &[f32], window: &[f64]) -> Vec<f64> {
        let size = frame.len();
        (0..=size / 2)
            .map(|bin| {
                let (re, im) =
                    frame.iter().zip(window).enumerate().fold((0.0, 0.0), |(re, im), (n, (x, w))| {
                        let turn = twiddle(bin * n, size);
                        let x = f64::from(*x) * w;
                        (re + x * turn.re, im + x * turn.im)
                    });
                re * re + im * im
            })
            .collect()
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
    fn each_frame_has_the_spectrum_of_the_definition() {
        // 4, 16 and 1,024 samples need a pass of radix 2.
        for size in [4, 8, 16, 32, 512, 1_024] {
            let window: Vec<f64> = (0..size).map(|n| 0.3 + (n as f64).sin().abs()).collect();
            let plan = PowerSpectrum::new(&window);
            assert_eq!(plan.bins(), size / 2 + 1);
            let frames = [noise(size, 1), noise(size, 2)];
            let mut power = vec![[-1.0; 2]; plan.bins() + 1];
            plan.of([&frames[0], &frames[1]], &mut plan.scratch(), &mut power);
            for (lane, frame) in frames.iter().enumerate() {
                let want = slow(frame, &window);
                let loudest = want.iter().copied().fold(0.0, f64::max);
                for (bin, want) in want.iter().enumerate() {
                    let error = (f64::from(power[bin][lane]) - want).abs();
                    assert!(
                        error < 1e-6 * want + 1e-14 * loudest,
                        "{size}, frame {lane}, bin {bin}: {error:e}"
                    );
                }
            }
            assert_eq!(power[plan.bins()], [-1.0; 2], "beyond the bins");
        }
    }

    #[test]
    fn a_frame_has_the_same_spectrum_in_either_lane() {
        let window = vec![1.0; 512];
        let plan = PowerSpectrum::new(&window);
        let (a, b) = (noise(512, 3), noise(512, 4));
        let (mut ab, mut ba) = (vec![[0.0; 2]; 257], vec![[0.0; 2]; 257]);
        plan.of([&a, &b], &mut plan.scratch(), &mut ab);
        plan.of([&b, &a], &mut plan.scratch(), &mut ba);
        assert!(ab.iter().zip(&ba).all(|([a, b], [b2, a2])| (a, b) == (a2, b2)));
    }
}
