//! Synthesised pours for demonstrations, tests and pre-training. No figure uses them.
//!
//! The sound is a texture: noise whose level in each mel band follows statistics of recorded pours
//! (McDermott & Simoncelli, "Sound texture perception via statistics of the auditory periphery",
//! Neuron 2011). `model/data/textures.py` measures them, on cold and on hot pours; at
//! temperatures between, both are mixed. `levels.rs` turns them into the level of each frequency.
//! The phases are random.
//!
//! After the pour, drips fall: damped sines at the resonance of air bubbles (Minnaert 1933). The
//! damping is that of van den Doel, "Physically based models for liquid sounds" (ACM TAP 2005).
//!
//! The sound is in the public domain (CC0 1.0), and the page labels it as synthesised.

mod levels;
mod random;
mod statistics;

use std::f64::consts::{PI, TAU};

use hot_or_cold_kernels::Resampler;
use rustfft::algorithm::Radix4;
use rustfft::num_complex::Complex;
use rustfft::{Fft as _, FftDirection};

use crate::audio::clip::{MAX_SAMPLE_RATE, MIN_SAMPLE_RATE};
use levels::{Levels, PourPlan};
use random::Random;
pub use statistics::{STATISTICS, Statistics};

/// Temperatures of liquid water in °F. Values outside count as the nearest of these.
pub const FAHRENHEIT: std::ops::RangeInclusive<f64> = 32.0..=212.0;

/// Longest pour in seconds; longer ones are cut.
pub const MAX_SECONDS: f64 = 600.0;

/// Largest sample of [`pour`].
pub const PEAK: f32 = 0.5;

/// Fade at the end, in seconds.
const FADE_SECONDS: f64 = 0.01;

/// Height and diameter of a vessel in cm.
pub const VESSEL_CM: std::ops::RangeInclusive<f64> = 1.0..=100.0;

/// Parameters of a synthesised pour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pour {
    /// Temperature of the water in °F; values outside [`FAHRENHEIT`] count as its ends.
    pub fahrenheit: f64,
    /// Length in seconds, 0 … [`MAX_SECONDS`].
    pub seconds: f64,
    /// Sample rate in Hz, [`MIN_SAMPLE_RATE`] … [`MAX_SAMPLE_RATE`].
    pub sample_rate: u32,
    /// Equal seeds give equal samples.
    pub seed: u64,
    /// The vessel; `None` is a cup drawn by the seed.
    pub vessel: Option<Vessel>,
    /// Flow in millilitres a second; `None` fills 85% of the vessel by the end of the pour. A
    /// faster flow ends the pour when these are filled.
    pub flow_ml_s: Option<f64>,
}

/// An upright cylinder, open at the top. Sizes outside [`VESSEL_CM`] count as its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vessel {
    /// Inner height in cm.
    pub height_cm: f64,
    /// Inner diameter in cm.
    pub diameter_cm: f64,
}

impl Default for Pour {
    fn default() -> Self {
        Self {
            fahrenheit: 200.0,
            seconds: 6.0,
            sample_rate: 48_000,
            seed: 1,
            vessel: None,
            flow_ml_s: None,
        }
    }
}

/// Synthesises a pour: mono, peak ±[`PEAK`], `seconds · sample_rate` samples.
#[cfg(any(test, not(target_arch = "wasm32")))]
pub fn pour(pour: &Pour) -> Vec<f32> {
    pour_from(Statistics::shipped(), pour)
}

/// Synthesises a pour by the given statistics: mono, peak ±[`PEAK`], `seconds · sample_rate`
/// samples.
pub fn pour_from(statistics: &Statistics, pour: &Pour) -> Vec<f32> {
    let mut samples = Vec::new();
    let mut stream = PourStream::new(statistics, pour);
    while stream.next_block(&mut samples) {}
    let gain = gain(peak(&samples));
    for sample in &mut samples {
        *sample *= gain;
    }
    samples
}

/// Returns the largest magnitude of the samples.
pub fn peak(samples: &[f32]) -> f32 {
    samples.iter().fold(0.0, |peak, sample| peak.max(sample.abs()))
}

/// Returns the factor that brings a pour of this peak to [`PEAK`].
pub fn gain(peak: f32) -> f32 {
    PEAK / peak.max(f32::MIN_POSITIVE)
}

/// A pour, block by block, in memory that does not grow with its length.
///
/// Its level is arbitrary: multiply by [`gain`] of the whole pour's peak. Two streams of one pour
/// are identical: the first pass can find the peak, the second can write.
pub struct PourStream<'a> {
    levels: Levels<'a>,
    transform: Radix4<f64>,
    spectrum: Vec<Complex<f64>>,
    scratch: Vec<Complex<f64>>,
    /// Square root of the Hann window: its squares at a distance of half a frame add up to 1.
    window: Vec<f64>,
    /// Second half of the last frame.
    overlap: Vec<f64>,
    drips: Drips,
    resampler: Resampler,
    block: Vec<f32>,
    /// Samples left to write, and those of the fade at the end.
    remaining: usize,
    fade: usize,
}

impl<'a> PourStream<'a> {
    /// Prepares a pour.
    pub fn new(statistics: &'a Statistics, pour: &Pour) -> Self {
        let sample_rate = pour.sample_rate.clamp(MIN_SAMPLE_RATE, MAX_SAMPLE_RATE);
        // The cast turns NaN into 0.
        let samples =
            (pour.seconds.clamp(0.0, MAX_SECONDS) * f64::from(sample_rate)).round() as usize;
        let seconds = samples as f64 / f64::from(sample_rate);
        let mut random = Random::new(pour.seed);
        let plan = PourPlan::new(pour, seconds, &mut random);
        let drips = Drips::new(plan.end..seconds, statistics.sample_rate, &mut random);
        let (low, high) = (*FAHRENHEIT.start(), *FAHRENHEIT.end());
        let fahrenheit =
            if pour.fahrenheit.is_nan() { low } else { pour.fahrenheit.clamp(low, high) };
        let frame = statistics.frame;
        let transform = Radix4::new(frame, FftDirection::Forward);
        Self {
            levels: Levels::new(statistics, fahrenheit, plan, random),
            scratch: vec![Complex::default(); transform.get_inplace_scratch_len()],
            transform,
            spectrum: vec![Complex::default(); frame],
            window: (0..frame).map(|n| (PI * (n as f64 + 0.5) / frame as f64).sin()).collect(),
            overlap: vec![0.0; statistics.hop],
            drips,
            resampler: Resampler::new(statistics.sample_rate, sample_rate),
            block: Vec::with_capacity(statistics.hop),
            remaining: samples,
            fade: (FADE_SECONDS * f64::from(sample_rate)) as usize,
        }
    }

    /// Appends the next samples to `out`; false when none are left.
    pub fn next_block(&mut self, out: &mut Vec<f32>) -> bool {
        if self.remaining == 0 {
            return false;
        }
        self.synthesise_hop();
        let before = out.len();
        self.resampler.push(&self.block, out);
        let written = (out.len() - before).min(self.remaining);
        out.truncate(before + written);
        // Cut off at full level, the noise would end with a click.
        for sample in out.iter_mut().skip(before) {
            self.remaining -= 1;
            if self.remaining < self.fade {
                *sample *= self.remaining as f32 / self.fade as f32;
            }
        }
        true
    }

    /// Writes the next hop's samples to `block`: noise with the frame's levels and random phases,
    /// windowed and added to the previous frame.
    fn synthesise_hop(&mut self) {
        // The positive frequencies alone: the real part of their transform is the signal. Forward
        // and inverse transform differ by the phases' sign only, and these are random.
        self.spectrum.fill(Complex::default());
        self.levels.next_frame(&mut self.spectrum);
        self.transform.process_with_scratch(&mut self.spectrum, &mut self.scratch);
        let (first, second) = self.spectrum.split_at(self.overlap.len());
        let (rise, fall) = self.window.split_at(self.overlap.len());
        self.block.clear();
        for ((value, weight), overlap) in first.iter().zip(rise).zip(&self.overlap) {
            let sample = value.re * weight + overlap;
            self.block.push((sample + self.drips.next_sample(sample)) as f32);
        }
        for ((value, weight), overlap) in second.iter().zip(fall).zip(&mut self.overlap) {
            *overlap = value.re * weight;
        }
    }
}

/// Frequency times radius of an air bubble in water at atmospheric pressure, in m/s.
const MINNAERT_M_S: f64 = 3.26;
/// Radius of the bubbles that drips leave, in m.
const DRIP_RADIUS_M: (f64, f64) = (1.0e-3, 2.5e-3);
/// Range of the first gap between drips, in seconds.
const DRIP_GAP_SECONDS: (f64, f64) = (0.08, 0.16);
/// Factor from each gap to the next.
const DRIP_SLOWING: f64 = 1.4;
/// Quiet time before the end, in seconds.
const DRIP_REST_SECONDS: f64 = 0.15;
/// Loudest drip, relative to the pour's root mean square.
const DRIP_LEVEL: f64 = 1.5;

/// The drips after the pour.
struct Drips {
    drips: Vec<Drip>,
    /// Index of the first drip that still sounds.
    first_drip: usize,
    sample_rate: f64,
    sample: u64,
    /// Sum of the squares of the pour's samples, and their number.
    power: f64,
    samples: f64,
}

struct Drip {
    start: f64,
    hz: f64,
    /// Decay in nepers a second.
    damping: f64,
    /// Amplitude relative to the pour's root mean square.
    amplitude: f64,
}

impl Drips {
    /// Draws the drips between the times in `range`, in seconds.
    fn new(range: std::ops::Range<f64>, sample_rate: u32, random: &mut Random) -> Self {
        let mut drips = Vec::new();
        let mut gap = random.between(DRIP_GAP_SECONDS.0, DRIP_GAP_SECONDS.1);
        let mut start = range.start + 2.0 * gap;
        while start < range.end - DRIP_REST_SECONDS {
            let radius_m = random.between(DRIP_RADIUS_M.0, DRIP_RADIUS_M.1);
            drips.push(Drip {
                start,
                hz: MINNAERT_M_S / radius_m,
                damping: 0.13 / radius_m + 0.0072 * radius_m.powf(-1.5),
                amplitude: DRIP_LEVEL * random.uniform(),
            });
            gap *= DRIP_SLOWING;
            start += gap;
        }
        let sample_rate = sample_rate.into();
        Self { drips, first_drip: 0, sample_rate, sample: 0, power: 0.0, samples: 0.0 }
    }

    /// Returns the drips' part of the next sample. `pour` is the pour's part.
    fn next_sample(&mut self, pour: f64) -> f64 {
        let time = self.sample as f64 / self.sample_rate;
        self.sample += 1;
        if self.drips.first().is_none_or(|drip| time < drip.start) {
            self.power += pour * pour;
            self.samples += 1.0;
            return 0.0;
        }
        let level = (self.power / self.samples.max(1.0)).sqrt();
        let mut sum = 0.0;
        for drip in self.drips.iter().skip(self.first_drip) {
            let age = time - drip.start;
            if age < 0.0 {
                break;
            }
            let decay = (-drip.damping * age).exp();
            sum += level * drip.amplitude * decay * (TAU * drip.hz * age).sin();
        }
        // Below -100 dB a drip is over.
        let is_over = |drip: &Drip| drip.damping * (time - drip.start) > 11.5;
        if self.drips.get(self.first_drip).is_some_and(is_over) {
            self.first_drip += 1;
        }
        sum
    }
}

#[cfg(test)]
mod tests;
