//! Pours made by formula: for tests, demonstrations and the first steps of training. No figure is of them.
//!
//! Sound of a pour as the literature describes it, so that the whole path can be tried without a
//! recording. It is a caricature: its rates and levels were chosen so that the spread of each mel band
//! over time is near that of recorded pours, no more, and it is labelled as synthesised wherever a
//! person meets it. What it makes is in the public domain (CC0 1.0).
//!
//! 1. **Bubbles.** A Poisson stream of air bubbles, each a damped sinusoid at its Minnaert (1933)
//!    resonance, `3.26 m/s / radius` in water at atmospheric pressure. Damping and the slight rise
//!    of pitch follow van den Doel, *Physically based models for liquid sounds* (ACM TAP 2005,
//!    eq. 8–10). Hot water entrains more and larger bubbles (Bi et al., arXiv 2403.14740), so
//!    rate and median radius grow with the temperature.
//! 2. **Splash.** Noise of the jet breaking up: louder and with less flutter the hotter the water.
//! 3. **Air column.** The vessel above the water is a tube closed at one end:
//!    `f = c (2 n − 1) / 4 (L + 0.61 a)`. `L` shrinks as the vessel fills and the pitch climbs. Hot
//!    pours are dominated by it, cold ones by bubbles and the ringing of the vessel (Peng & Reiss,
//!    AES 2018).
//! 4. **Vessel.** A few fixed modes rung by the splash.
//! 5. **Gusts.** No hand pours evenly: bubbles and splash swell and fade by several decibels within
//!    a second.
//! 6. **Room.** A low hum of noise and a little hiss.

use std::f64::consts::{PI, TAU};

use crate::clip::{MAX_SAMPLE_RATE, MIN_SAMPLE_RATE};

/// Coldest and hottest temperature with a sound of its own, in °F: freezing and boiling water.
pub const FAHRENHEIT: std::ops::RangeInclusive<f64> = 32.0..=212.0;

/// What to pour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pour {
    /// Temperature of the water in °F; values outside [`FAHRENHEIT`] sound like its ends.
    pub fahrenheit: f64,
    /// Length in seconds.
    pub seconds: f64,
    /// Sample rate in Hz, [`MIN_SAMPLE_RATE`] … [`MAX_SAMPLE_RATE`].
    pub sample_rate: u32,
    /// The same seed gives the same samples; another one another pour into another vessel.
    pub seed: u64,
}

impl Default for Pour {
    fn default() -> Self {
        Self { fahrenheit: 200.0, seconds: 6.0, sample_rate: 48_000, seed: 1 }
    }
}

/// Longest pour made, in seconds; longer ones are cut to it.
pub const MAX_SECONDS: f64 = 600.0;

/// Speed of sound in air in m/s.
const SOUND_M_S: f64 = 343.0;
/// Minnaert frequency times radius, in m/s, for air in water at atmospheric pressure.
const MINNAERT_M_S: f64 = 3.26;
/// Spread of the slow swelling of bubbles and splash, and of the splash's quick flutter, in dB.
const GUST_DB: f64 = 9.0;
const FLUTTER_DB: f64 = 4.0;
/// Levels of the room's hum (before its low-pass) and of the microphone's hiss beside the water's.
const HUM: f64 = 4.5;
const HISS: f64 = 5e-5;
/// Peak of the result; leaves headroom.
const PEAK: f64 = 0.5;

/// Synthesises a pour: mono, peak ±0.5, `seconds · sample_rate` samples.
pub fn pour(pour: &Pour) -> Vec<f32> {
    let rate = f64::from(pour.sample_rate.clamp(MIN_SAMPLE_RATE, MAX_SAMPLE_RATE));
    // A NaN becomes 0 in the cast.
    let frames = (pour.seconds.clamp(0.0, MAX_SECONDS) * rate).round() as usize;
    let (low, high) = (*FAHRENHEIT.start(), *FAHRENHEIT.end());
    let fahrenheit = if pour.fahrenheit.is_nan() { low } else { pour.fahrenheit.clamp(low, high) };
    let heat = (fahrenheit - low) / (high - low);
    let mut random = Random(pour.seed);
    let flow = Flow::new(frames as f64 / rate, &mut random);

    let bubbles = bubbles(frames, rate, heat, &flow, &mut random);
    let splash = splash(frames, rate, heat, &flow, &mut random);
    let vessel = vessel(&splash, rate, &mut random);
    let source: Vec<f64> =
        bubbles.iter().zip(&splash).map(|(bubble, splash)| bubble + splash).collect();
    let column = air_column(&source, rate, &flow, &mut random);
    let parts = source.iter().zip(&vessel).zip(&column);
    let water: Vec<f64> = parts
        .map(|((source, vessel), column)| {
            source + (1.0 - heat) * 0.5 * vessel + (0.4 + 1.2 * heat) * column
        })
        .collect();
    let power = water.iter().map(|x| x * x).sum::<f64>() / frames.max(1) as f64;
    let room = room(frames, rate, power.sqrt(), &mut random);
    let mixed: Vec<f64> = water.iter().zip(&room).map(|(water, room)| water + room).collect();
    let peak = mixed.iter().fold(f64::MIN_POSITIVE, |peak, x| peak.max(x.abs()));
    mixed.iter().map(|x| (x * PEAK / peak) as f32).collect()
}

/// How fast the water runs, 0 … 1, and how full the vessel is, 0 … 1.
struct Flow {
    start: f64,
    end: f64,
    wobble_hz: f64,
    phase: f64,
}

impl Flow {
    fn new(seconds: f64, random: &mut Random) -> Self {
        Self {
            start: 0.04 * seconds,
            end: 0.96 * seconds,
            wobble_hz: random.between(0.6, 1.6),
            phase: random.between(0.0, TAU),
        }
    }

    fn strength(&self, time: f64) -> f64 {
        let edge = 0.15;
        let ramp = ((time - self.start) / edge).min((self.end - time) / edge).clamp(0.0, 1.0);
        ramp * (0.85 + 0.15 * (TAU * self.wobble_hz * time + self.phase).sin())
    }

    fn fill(&self, time: f64) -> f64 {
        ((time - self.start) / (self.end - self.start)).clamp(0.0, 1.0)
    }
}

/// Swelling and fading: gains whose logarithm wanders with a spread of `spread_db` at up to `hz`.
fn gusts(frames: usize, rate: f64, spread_db: f64, hz: f64, random: &mut Random) -> Vec<f64> {
    let smoothing = one_pole(hz, rate);
    // A first-order low-pass leaves smoothing / 2 of white noise's variance.
    let scale = spread_db / (smoothing / 2.0).sqrt();
    let mut level = 0.0;
    let gain = |db: f64| 10.0_f64.powf(db / 20.0);
    (0..frames)
        .map(|_| {
            level += smoothing * (random.normal() - level);
            gain(scale * level)
        })
        .collect()
}

fn bubbles(frames: usize, rate: f64, heat: f64, flow: &Flow, random: &mut Random) -> Vec<f64> {
    let mut out = vec![0.0; frames];
    let gusts = gusts(frames, rate, GUST_DB, 2.5, random);
    let per_second = 90.0 + 800.0 * heat * heat;
    let median_radius_m = 0.75e-3 + 0.35e-3 * heat;
    let mut time = 0.0;
    loop {
        time += -random.uniform().ln() / per_second;
        let start = (time * rate) as usize;
        let Some(gust) = gusts.get(start) else { return out };
        let strength = flow.strength(time);
        if random.uniform() > strength {
            continue;
        }
        let radius_m = (median_radius_m * (0.6 * random.normal()).exp()).clamp(0.15e-3, 8e-3);
        let hz = MINNAERT_M_S / radius_m;
        if hz > 0.45 * rate {
            continue;
        }
        let damping = 0.13 / radius_m + 0.0072 * radius_m.powf(-1.5);
        let rise = 0.05 * damping * random.uniform();
        let amplitude =
            gust * (radius_m / 1e-3).powf(0.25) * ((0.6 - 0.4 * heat) * random.normal()).exp();
        let phase = random.between(0.0, TAU);
        let lasts = ((7.0 / damping) * rate) as usize;
        for (n, sample) in out.iter_mut().skip(start).take(lasts).enumerate() {
            let t = n as f64 / rate;
            *sample += amplitude
                * (-damping * t).exp()
                * (TAU * hz * t * (1.0 + 0.5 * rise * t) + phase).sin();
        }
    }
}

fn splash(frames: usize, rate: f64, heat: f64, flow: &Flow, random: &mut Random) -> Vec<f64> {
    let gusts = gusts(frames, rate, GUST_DB, 2.5, random);
    // Drops hit irregularly: the noise flutters, some 60 times a second.
    let flutter = self::gusts(frames, rate, FLUTTER_DB * (1.0 - 0.4 * heat), 60.0, random);
    let brightness = one_pole(5_000.0, rate);
    let rumble = one_pole(400.0, rate);
    let level = 0.15 + 0.45 * heat;
    let (mut low, mut lower) = (0.0, 0.0);
    gusts
        .iter()
        .zip(&flutter)
        .enumerate()
        .map(|(n, (gust, flutter))| {
            low += brightness * (random.normal() - low);
            lower += rumble * (low - lower);
            level * flow.strength(n as f64 / rate) * gust * flutter * (low - lower)
        })
        .collect()
}

/// `loudness` is that of the water, as a root mean square.
fn room(frames: usize, rate: f64, loudness: f64, random: &mut Random) -> Vec<f64> {
    let hum = one_pole(120.0, rate);
    let mut low = 0.0;
    (0..frames)
        .map(|_| {
            let white = random.normal();
            low += hum * (white - low);
            loudness * (HUM * low + HISS * white)
        })
        .collect()
}

fn vessel(splash: &[f64], rate: f64, random: &mut Random) -> Vec<f64> {
    let mut out = vec![0.0; splash.len()];
    let base = random.between(900.0, 1_500.0);
    // Roughly the first bending modes of a cup: their ratios go with n² (French 1983).
    for ratio in [1.0, 2.3, 4.1] {
        let mut mode = Resonator::default();
        let hz = (base * ratio).min(0.4 * rate);
        for (sample, &input) in out.iter_mut().zip(splash) {
            *sample += mode.run(input, hz, 60.0, rate);
        }
    }
    out
}

fn air_column(source: &[f64], rate: f64, flow: &Flow, random: &mut Random) -> Vec<f64> {
    let height_m = random.between(0.085, 0.11);
    let radius_m = random.between(0.034, 0.042);
    let mut modes = [Resonator::default(), Resonator::default(), Resonator::default()];
    source
        .iter()
        .enumerate()
        .map(|(n, &input)| {
            let length_m = height_m * (1.0 - 0.85 * flow.fill(n as f64 / rate)) + 0.61 * radius_m;
            let mut sum = 0.0;
            for (mode, odd) in modes.iter_mut().zip([1.0, 3.0, 5.0]) {
                let hz = SOUND_M_S * odd / (4.0 * length_m);
                if hz < 0.45 * rate {
                    sum += mode.run(input, hz, 6.0, rate) / odd;
                }
            }
            sum
        })
        .collect()
}

/// Smoothing factor of a first-order low-pass at `hz`.
fn one_pole(hz: f64, rate: f64) -> f64 {
    1.0 - (-TAU * hz / rate).exp()
}

/// Second-order band-pass of unit gain at its centre (RBJ's Audio EQ Cookbook, "BPF constant 0 dB
/// peak gain"), whose centre may move from sample to sample.
#[derive(Default)]
struct Resonator {
    x: [f64; 2],
    y: [f64; 2],
}

impl Resonator {
    fn run(&mut self, input: f64, hz: f64, q: f64, rate: f64) -> f64 {
        let w = 2.0 * PI * hz / rate;
        let alpha = w.sin() / (2.0 * q);
        let [x1, x2] = self.x;
        let [y1, y2] = self.y;
        let y = (alpha * (input - x2) + 2.0 * w.cos() * y1 - (1.0 - alpha) * y2) / (1.0 + alpha);
        self.x = [input, x1];
        self.y = [y, y1];
        y
    }
}

/// SplitMix64 (Steele et al., OOPSLA 2014): ours, so that a seed gives the same pour for ever.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// In 0 < x ≤ 1.
    fn uniform(&mut self) -> f64 {
        ((self.next() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// Standard normal (Box & Muller 1958).
    fn normal(&mut self) -> f64 {
        (-2.0 * self.uniform().ln()).sqrt() * (TAU * self.uniform()).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn make(fahrenheit: f64, seed: u64) -> Vec<f32> {
        pour(&Pour { fahrenheit, seed, seconds: 4.0, sample_rate: 16_000 })
    }

    /// Without the room's hum: what is left of it in the difference of neighbours is small.
    fn water(samples: &[f32]) -> Vec<f64> {
        samples.windows(2).map(|pair| f64::from(pair[1]) - f64::from(pair[0])).collect()
    }

    fn moment(samples: &[f64], power: i32) -> f64 {
        samples.iter().map(|x| x.powi(power)).sum::<f64>() / samples.len() as f64
    }

    /// Kurtosis: large where single bubbles stand out, 3 where they run together into noise.
    fn peakiness(samples: &[f32]) -> f64 {
        let water = water(samples);
        moment(&water, 4) / moment(&water, 2).powi(2)
    }

    #[test]
    fn a_seed_is_a_pour() {
        assert_eq!(make(200.0, 1), make(200.0, 1));
        assert_ne!(make(200.0, 1), make(200.0, 2));
        assert_ne!(make(200.0, 1), make(50.0, 1));
    }

    #[test]
    fn samples_are_sound() {
        for fahrenheit in [-40.0, 32.0, 212.0, f64::INFINITY] {
            let samples = make(fahrenheit, 3);
            assert_eq!(samples.len(), 64_000);
            let peak = samples.iter().fold(0.0_f32, |peak, x| peak.max(x.abs()));
            assert!((peak - PEAK as f32).abs() < 1e-6, "{fahrenheit} °F: peak {peak}");
        }
        assert!(pour(&Pour { seconds: 0.0, ..Pour::default() }).is_empty());
        assert!(pour(&Pour { seconds: -1.0, ..Pour::default() }).is_empty());
        assert!(pour(&Pour { seconds: f64::NAN, ..Pour::default() }).is_empty());
        let endless = Pour { seconds: f64::INFINITY, sample_rate: 0, ..Pour::default() };
        assert_eq!(pour(&endless).len(), 600 * 8_000);
        let nowhere = pour(&Pour { fahrenheit: f64::NAN, seconds: 1.0, ..Pour::default() });
        assert!(nowhere.iter().all(|sample| sample.is_finite()));
    }

    #[test]
    fn hot_water_has_so_many_bubbles_that_they_run_together() {
        for seed in 0..5 {
            let (hot, cold) = (peakiness(&make(205.0, seed)), peakiness(&make(40.0, seed)));
            assert!(hot < 0.7 * cold, "seed {seed}: {hot} {cold}");
        }
    }

    #[test]
    fn before_and_after_the_pour_there_is_only_the_room() {
        let water = water(&make(120.0, 4));
        let during = moment(&water[16_000..48_000], 2);
        for quiet in [&water[..2_000], &water[62_500..]] {
            assert!(moment(quiet, 2) < 0.1 * during, "{} {during}", moment(quiet, 2));
        }
    }
}
