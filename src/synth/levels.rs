//! The level of each frequency over a pour: trend, flicker, air column, onset and room tone.

use std::f64::consts::PI;

use rustfft::num_complex::Complex;

use super::random::Random;
use super::statistics::{ClassStatistics, MAX_LEVEL_DB, ORDER, Statistics};
use super::{Pour, VESSEL_CM, Vessel};

/// Speed of sound in air in m/s.
const SPEED_OF_SOUND_M_S: f64 = 343.0;
/// End correction of an open tube, in radii.
const END_CORRECTION: f64 = 0.61;
/// Gain of the air column's first resonance in dB, for cold and for hot water. Hot pours are
/// dominated by it (Peng & Reiss, "Why can you hear a difference between pouring hot and cold
/// water?", AES 2018).
const AIR_COLUMN_GAIN_DB: [f64; 2] = [2.5, 8.0];
/// Quality factor of the air column's resonances.
const COLUMN_Q: f64 = 6.0;
/// Odd multiples of the air column's fundamental.
const COLUMN_HARMONICS: [f64; 3] = [1.0, 3.0, 5.0];
/// Share of the vessel that is full after the pour.
const FILLED_SHARE: f64 = 0.85;
/// Height and diameter in cm of cups that the seed draws from.
const CUP_HEIGHT_CM: (f64, f64) = (8.5, 11.0);
const CUP_DIAMETER_CM: (f64, f64) = (6.8, 8.4);
/// Shortest pour, however fast the flow.
const MIN_POUR_SECONDS: f64 = 0.5;
/// Slowest flow in millilitres a second.
const MIN_FLOW_ML_S: f64 = 0.1;
/// Longest room tone before and after the pour: in seconds, and as a share of the whole.
const MAX_LEAD: (f64, f64) = (0.5, 0.08);
const MAX_TAIL: (f64, f64) = (0.8, 0.1);
/// Time in seconds in which the pour sets in, and in which it ends.
const ONSET_SECONDS: f64 = 0.15;
const RELEASE_SECONDS: f64 = 0.2;
/// Depth of the onset and release ramps in dB.
const RAMP_DB: f64 = 40.0;
/// Frames that the flicker runs before the first frame.
const SETTLING_FRAMES: usize = 64;

/// When a pour begins and ends, in seconds, and how it fills the vessel.
pub(super) struct PourPlan {
    start: f64,
    pub(super) end: f64,
    height_m: f64,
    radius_m: f64,
    /// Share of the vessel that is filled in a second.
    fill_per_second: f64,
}

impl PourPlan {
    /// Plans a pour of `seconds`, room tone included.
    pub(super) fn new(pour: &Pour, seconds: f64, random: &mut Random) -> Self {
        // Drawn in any case: the rest of the pour does not depend on whether a vessel is given.
        let cup = Vessel {
            height_cm: random.between(CUP_HEIGHT_CM.0, CUP_HEIGHT_CM.1),
            diameter_cm: random.between(CUP_DIAMETER_CM.0, CUP_DIAMETER_CM.1),
        };
        let vessel = pour.vessel.unwrap_or(cup);
        let metres = |cm: f64| {
            let cm = if cm.is_nan() { *VESSEL_CM.start() } else { cm };
            cm.clamp(*VESSEL_CM.start(), *VESSEL_CM.end()) / 100.0
        };
        let (height_m, radius_m) = (metres(vessel.height_cm), metres(vessel.diameter_cm) / 2.0);
        let start = MAX_LEAD.0.min(MAX_LEAD.1 * seconds);
        let latest_end = seconds - MAX_TAIL.0.min(MAX_TAIL.1 * seconds);
        let fills_until_end = FILLED_SHARE / (latest_end - start).max(f64::MIN_POSITIVE);
        let fill_per_second = match pour.flow_ml_s {
            // A NaN counts as the slowest flow.
            Some(flow) => 1e-6 * flow.max(MIN_FLOW_ML_S) / (PI * radius_m * radius_m * height_m),
            None => fills_until_end,
        };
        let full = start + (FILLED_SHARE / fill_per_second).max(MIN_POUR_SECONDS);
        let end = latest_end.min(full);
        Self { start, end, height_m, radius_m, fill_per_second }
    }

    /// Share of the pour's time that has passed, 0 … 1.
    fn progress(&self, time: f64) -> f64 {
        let length = (self.end - self.start).max(f64::MIN_POSITIVE);
        ((time - self.start) / length).clamp(0.0, 1.0)
    }

    /// Level in dB of onset and release; 0 while it pours, `None` before and after.
    fn ramp_db(&self, time: f64) -> Option<f64> {
        let ramp = ((time - self.start) / ONSET_SECONDS).min((self.end - time) / RELEASE_SECONDS);
        (ramp > 0.0).then(|| RAMP_DB * (ramp.min(1.0) - 1.0))
    }

    /// Fundamental of the air column in Hz: a tube closed at one end, `c / (4 (L + 0.61 a))`, with
    /// length `L` and radius `a`.
    fn column_hz(&self, time: f64) -> f64 {
        let full = self.fill_per_second * (time.min(self.end) - self.start).max(0.0);
        let length_m =
            self.height_m * (1.0 - full.min(FILLED_SHARE)) + END_CORRECTION * self.radius_m;
        SPEED_OF_SOUND_M_S / (4.0 * length_m)
    }
}

/// The level of each frequency, frame by frame.
pub(super) struct Levels<'a> {
    statistics: &'a Statistics,
    plan: PourPlan,
    random: Random,
    /// Share of hot water's statistics, 0 … 1; cold water's have the rest.
    hot_share: f64,
    flicker: Flicker<'a>,
    /// This pour's trend in dB, by knot and band.
    trend_db: Vec<Vec<f64>>,
    room_tone_db: Vec<f64>,
    /// Lower neighbouring band and interpolation weight of each frequency.
    bin_positions: Vec<(usize, f64)>,
    frame: u64,
}

impl<'a> Levels<'a> {
    pub(super) fn new(
        statistics: &'a Statistics,
        fahrenheit: f64,
        plan: PourPlan,
        mut random: Random,
    ) -> Self {
        let Statistics { cold, hot, .. } = statistics;
        let hot_share =
            (fahrenheit - cold.mean_fahrenheit) / (hot.mean_fahrenheit - cold.mean_fahrenheit);
        let hot_share = hot_share.clamp(0.0, 1.0);
        let mut trend_db = mix_lists(&cold.trend_db, &hot.trend_db, hot_share);
        for (cold, hot) in cold.trend_modes_db.iter().zip(&hot.trend_modes_db) {
            let amount = random.normal();
            let mode = mix_lists(cold, hot, hot_share);
            for (level, mode) in trend_db.iter_mut().flatten().zip(mode.iter().flatten()) {
                *level += amount * mode;
            }
        }
        let mut flicker = Flicker::new(cold, hot, hot_share);
        for _ in 0..SETTLING_FRAMES {
            flicker.step(&mut random);
        }
        Self {
            statistics,
            plan,
            random,
            hot_share,
            flicker,
            trend_db,
            room_tone_db: mix(&cold.room_tone_db, &hot.room_tone_db, hot_share),
            bin_positions: bin_positions(statistics),
            frame: 0,
        }
    }

    /// Writes the next frame's positive frequencies: a complex number each, of random phase.
    pub(super) fn next_frame(&mut self, spectrum: &mut [Complex<f64>]) {
        // Start of the frame in the output.
        let time = (self.frame * self.statistics.hop as u64) as f64
            / f64::from(self.statistics.sample_rate);
        self.frame += 1;
        let flicker_db = self.flicker.step(&mut self.random);
        let ramp_db = self.plan.ramp_db(time);
        let position = self.plan.progress(time) * (self.trend_db.len() - 1) as f64;
        let knot = (position as usize).min(self.trend_db.len() - 2);
        let trend_db = match self.trend_db.get(knot..) {
            Some([before, after, ..]) => mix(before, after, position - knot as f64),
            _ => Vec::new(),
        };
        let pour_db: Vec<f64> =
            trend_db.iter().zip(flicker_db).map(|(trend, flicker)| trend + flicker).collect();
        let column_hz = self.plan.column_hz(time);
        let column_db = AIR_COLUMN_GAIN_DB[0]
            + self.hot_share * (AIR_COLUMN_GAIN_DB[1] - AIR_COLUMN_GAIN_DB[0]);
        let bin_hz = f64::from(self.statistics.sample_rate) / self.statistics.frame as f64;
        // Without the bin of 0 Hz, which would be audible as rumble.
        let bins = self.bin_positions.iter().zip(spectrum).enumerate().skip(1);
        for (bin, (&position, value)) in bins {
            let (re, im) = (self.random.normal(), self.random.normal());
            let magnitude = re.hypot(im).max(f64::MIN_POSITIVE);
            // The room tone has the random magnitudes of noise; the pour has a fixed one.
            let room =
                amplitude(interpolate(&self.room_tone_db, position)) * magnitude / 2.0_f64.sqrt();
            let pour = ramp_db.map_or(0.0, |ramp_db| {
                let column = column_db * resonances(bin as f64 * bin_hz / column_hz);
                amplitude(interpolate(&pour_db, position) + column + ramp_db)
            });
            *value = Complex::new(re, im) * ((room + pour) / magnitude);
        }
    }
}

/// The air column's share of its gain at a frequency, given in multiples of the fundamental.
fn resonances(ratio: f64) -> f64 {
    let resonance = |harmonic: f64| {
        let detuning = COLUMN_Q * (ratio / harmonic - harmonic / ratio.max(f64::MIN_POSITIVE));
        1.0 / (1.0 + detuning * detuning) / harmonic.sqrt()
    };
    COLUMN_HARMONICS.into_iter().map(resonance).sum()
}

/// Clamps the level, since an unusual process can diverge.
fn amplitude(level_db: f64) -> f64 {
    10.0_f64.powf(level_db.clamp(-MAX_LEVEL_DB, MAX_LEVEL_DB) / 20.0)
}

/// Positions of a frame's frequencies among the bands.
fn bin_positions(statistics: &Statistics) -> Vec<(usize, f64)> {
    let bin_hz = f64::from(statistics.sample_rate) / statistics.frame as f64;
    let last = statistics.band_hz.len() - 2;
    let position = |bin: usize| {
        let hz = bin as f64 * bin_hz;
        let above = statistics.band_hz.partition_point(|&band_hz| band_hz <= hz);
        let band = above.saturating_sub(1).min(last);
        match statistics.band_hz.get(band..) {
            Some([low, high, ..]) => (band, ((hz - low) / (high - low)).clamp(0.0, 1.0)),
            _ => (band, 0.0),
        }
    };
    (0..=statistics.frame / 2).map(position).collect()
}

/// The value of bands at a position between two of them.
fn interpolate(bands: &[f64], (band, fraction): (usize, f64)) -> f64 {
    match bands.get(band..) {
        Some([low, high, ..]) => low + fraction * (high - low),
        _ => 0.0,
    }
}

fn mix(cold: &[f64], hot: &[f64], hot_share: f64) -> Vec<f64> {
    cold.iter().zip(hot).map(|(cold, hot)| cold + hot_share * (hot - cold)).collect()
}

fn mix_lists(cold: &[Vec<f64>], hot: &[Vec<f64>], hot_share: f64) -> Vec<Vec<f64>> {
    cold.iter().zip(hot).map(|(cold, hot)| mix(cold, hot, hot_share)).collect()
}

/// Autoregressive process of each band's level; its innovations are drawn jointly.
struct Flicker<'a> {
    /// Coefficients of each band's latest levels, the last frame's first.
    coefficients: Vec<[f64; ORDER]>,
    /// Latest levels in dB of each band, the last frame's first.
    levels_db: Vec<[f64; ORDER]>,
    innovations: Vec<Innovations<'a>>,
    sum: Vec<f64>,
    out: Vec<f64>,
}

impl<'a> Flicker<'a> {
    fn new(cold: &'a ClassStatistics, hot: &'a ClassStatistics, hot_share: f64) -> Self {
        let bands = cold.reflection.len();
        let reflections = cold.reflection.iter().zip(&hot.reflection);
        let coefficients = reflections.map(|(cold, hot)| {
            let mut reflection = *cold;
            for (cold, hot) in reflection.iter_mut().zip(hot) {
                *cold += hot_share * (hot - *cold);
            }
            prediction_coefficients(reflection)
        });
        // Independent innovations of both classes: their variances add up.
        let weights = [(cold, (1.0 - hot_share).sqrt()), (hot, hot_share.sqrt())];
        let weights = weights.into_iter().filter(|(_, weight)| *weight > 0.0);
        Self {
            coefficients: coefficients.collect(),
            levels_db: vec![[0.0; ORDER]; bands],
            innovations: weights.map(|(class, weight)| Innovations::new(class, weight)).collect(),
            sum: vec![0.0; bands],
            out: vec![0.0; bands],
        }
    }

    /// Returns the next frame's levels in dB.
    fn step(&mut self, random: &mut Random) -> &[f64] {
        self.sum.fill(0.0);
        for innovations in &mut self.innovations {
            innovations.add(random, &mut self.sum);
        }
        let bands = self.coefficients.iter().zip(&mut self.levels_db).zip(&self.sum);
        for (((coefficients, levels_db), innovation), out) in bands.zip(&mut self.out) {
            let predicted: f64 =
                coefficients.iter().zip(&*levels_db).map(|(weight, level)| weight * level).sum();
            *out = predicted + innovation;
            levels_db.rotate_right(1);
            levels_db[0] = *out;
        }
        &self.out
    }
}

/// Prediction coefficients of reflection coefficients: the step-up recursion (Markel & Gray,
/// *Linear Prediction of Speech*, 1976). Magnitudes below 1 give a stable process, also where they
/// are a mixture of two.
fn prediction_coefficients(reflection: [f64; ORDER]) -> [f64; ORDER] {
    let mut coefficients = [0.0; ORDER];
    for (order, &reflection) in reflection.iter().enumerate() {
        let previous = coefficients;
        for (coefficient, mirrored) in
            coefficients.iter_mut().zip(previous.iter().take(order).rev())
        {
            *coefficient -= reflection * mirrored;
        }
        if let Some(coefficient) = coefficients.get_mut(order) {
            *coefficient = reflection;
        }
    }
    coefficients
}

/// The innovations of one class.
struct Innovations<'a> {
    class: &'a ClassStatistics,
    /// Standard deviation in dB, and skewing of the distribution, by band.
    spread_db: Vec<f64>,
    transforms: Vec<SkewTransform>,
    /// Standard deviation of each band's unique factor.
    unique_spread: Vec<f64>,
    factors: Vec<f64>,
}

impl<'a> Innovations<'a> {
    fn new(class: &'a ClassStatistics, weight: f64) -> Self {
        let unique_spread = |loadings: &Vec<f64>| {
            (1.0 - loadings.iter().map(|loading| loading * loading).sum::<f64>()).max(0.0).sqrt()
        };
        Self {
            spread_db: class.innovation_db.iter().map(|spread| weight * spread).collect(),
            transforms: class
                .skewness
                .iter()
                .map(|&skewness| SkewTransform::new(skewness))
                .collect(),
            unique_spread: class.loadings.iter().map(unique_spread).collect(),
            factors: vec![0.0; class.loadings.first().map_or(0, Vec::len)],
            class,
        }
    }

    fn add(&mut self, random: &mut Random, sum: &mut [f64]) {
        for factor in &mut self.factors {
            *factor = random.normal();
        }
        let bands = self.class.loadings.iter().zip(&self.unique_spread).zip(&self.transforms);
        for (((loadings, unique_spread), transform), (spread_db, sum)) in
            bands.zip(self.spread_db.iter().zip(sum))
        {
            let common: f64 =
                loadings.iter().zip(&self.factors).map(|(loading, factor)| loading * factor).sum();
            *sum += spread_db * transform.apply(common + unique_spread * random.normal());
        }
    }
}

/// Turns standard normal numbers into skewed ones of the same mean and variance: a shifted
/// log-normal distribution.
struct SkewTransform {
    /// Standard deviation of the logarithm; negative for a negative skewness.
    sigma: f64,
    mean: f64,
    scale: f64,
}

/// Below this, numbers stay normal: the formulas divide by it.
const MIN_SIGMA: f64 = 1e-3;

impl SkewTransform {
    fn new(skewness: f64) -> Self {
        // With w = exp(σ²), the skewness is (w + 2) √(w − 1): the real root of its square's cubic
        // w³ + 3 w² − 4 = skewness².
        let half = skewness * skewness / 2.0;
        let root = (1.0 + half + (half * (half + 2.0)).sqrt()).cbrt();
        let w = root + 1.0 / root - 1.0;
        let sigma = w.ln().max(0.0).sqrt().copysign(skewness);
        let mean = (sigma * sigma / 2.0).exp();
        let spread = mean * (w - 1.0).max(0.0).sqrt();
        Self { sigma, mean, scale: spread.max(f64::MIN_POSITIVE).recip().copysign(skewness) }
    }

    fn apply(&self, normal: f64) -> f64 {
        if self.sigma.abs() < MIN_SIGMA {
            return normal;
        }
        ((self.sigma * normal).exp() - self.mean) * self.scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(numbers: &[f64]) -> (f64, f64, f64) {
        let mean = |power: i32, centre: f64| {
            numbers.iter().map(|x| (x - centre).powi(power)).sum::<f64>() / numbers.len() as f64
        };
        let (centre, variance) = (mean(1, 0.0), mean(2, mean(1, 0.0)));
        (centre, variance, mean(3, centre) / variance.powf(1.5))
    }

    #[test]
    fn skew_transform_keeps_mean_and_variance_and_sets_skewness() {
        let mut random = Random::new(1);
        let normal: Vec<f64> = (0..200_000).map(|_| random.normal()).collect();
        for wanted in [-1.0, -0.3, 0.0, 1e-6, 0.5, 1.5] {
            let transform = SkewTransform::new(wanted);
            let shaped: Vec<f64> = normal.iter().map(|&x| transform.apply(x)).collect();
            let (mean, variance, skewness) = moments(&shaped);
            assert!(
                mean.abs() < 0.01 && (variance - 1.0).abs() < 0.03,
                "{wanted}: {mean} {variance}"
            );
            assert!((skewness - wanted).abs() < 0.1, "{wanted}: {skewness}");
        }
    }

    #[test]
    fn prediction_coefficients_are_those_of_the_step_up_recursion() {
        let [k1, k2, k3] = [0.8, -0.5, 0.2];
        let [a1, a2] = [k1 - k2 * k1, k2];
        let expected = [a1 - k3 * a2, a2 - k3 * a1, k3];
        for (got, want) in prediction_coefficients([k1, k2, k3]).iter().zip(expected) {
            assert!((got - want).abs() < 1e-12, "{got} {want}");
        }
    }

    #[test]
    fn air_column_rises_and_is_lower_in_a_taller_vessel() {
        let plan = |height_cm| {
            let vessel = Some(Vessel { height_cm, diameter_cm: 8.0 });
            PourPlan::new(&Pour { vessel, ..Pour::default() }, 6.0, &mut Random::new(1))
        };
        let [cup, jug] = [10.0, 25.0].map(plan);
        for plan in [&cup, &jug] {
            let hz: Vec<f64> = (0..60).map(|step| plan.column_hz(0.1 * f64::from(step))).collect();
            assert!(hz.is_sorted() && hz.last() > hz.first(), "{hz:?}");
        }
        // An empty cup of 10 cm: 343 / 4 (0.1 + 0.61 · 0.04).
        assert!((cup.column_hz(0.0) - 689.3).abs() < 0.1, "{}", cup.column_hz(0.0));
        assert!(jug.column_hz(3.0) < cup.column_hz(3.0));
    }

    #[test]
    fn air_column_raises_its_resonances() {
        assert!(resonances(1.0) > 0.99 && resonances(3.0) > 0.5);
        assert!(resonances(2.0) < 0.1 && resonances(0.0) < 1e-6);
    }
}
