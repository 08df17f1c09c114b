//! The sidecar of a model: `model/hot-or-cold.json`. Python, Rust and TypeScript read the constants
//! of front end, calibration and thresholds from it.

use hot_or_cold_kernels::CompressionLimits;
pub use hot_or_cold_kernels::FrontEnd;
use hot_or_cold_kernels::order_statistics::mean_of_highest;
use serde::{Deserialize, Serialize};

use crate::audio::clip::{MAX_SAMPLE_RATE, MIN_SAMPLE_RATE};
use crate::error::{Error, Result};

/// Sanity limits; they prevent overflow where a `usize` has 32 bits.
const MAX_FFT_SIZE: usize = 1 << 15;
const MAX_MEL_BANDS: usize = 1 << 10;
const MAX_WINDOW_FRAMES: usize = 1 << 15;

/// The constants that belong to a model.
#[derive(Debug, Clone, Deserialize)]
pub struct Sidecar {
    /// Version of the model.
    pub version: String,
    /// Parameters of the log-mel spectrogram.
    pub front_end: FrontEnd,
    /// Parameters of the windows.
    pub windows: Windows,
    /// Parameters of pooling.
    pub pooling: Pooling,
    /// Calibration of the logits.
    pub calibration: Calibration,
    /// Thresholds of the verdicts.
    pub thresholds: Thresholds,
    /// Limits of a pour's compression.
    pub compression: CompressionLimits,
    /// The model file.
    pub model: ModelFile,
    /// Data and date of the training.
    pub training: Training,
}

/// Parameters of the windows that the model runs on.
#[derive(Debug, Clone, Deserialize)]
pub struct Windows {
    /// Frames in a window: at least those of the shortest clip, at most 32,768.
    pub frames: usize,
    /// Frames from one window to the next, at most a window's.
    pub hop_frames: usize,
    /// Shortest clip accepted, in seconds. A clip shorter than a window is repeated to fill it.
    pub min_seconds: f64,
}

/// Parameters for pooling the pouring probabilities of windows.
#[derive(Debug, Clone, Deserialize)]
pub struct Pooling {
    /// The pouring probability of a clip is the mean over this many windows, the highest ones.
    pub pouring_top_windows: usize,
    /// Added to the logit of that mean for a single window. It decreases linearly to 0 for
    /// `pouring_top_windows` windows.
    pub pouring_single_window_logit: f64,
}

impl Pooling {
    /// Returns the pouring probability of a clip with `windows` windows, 0 … 1. `mean` is the mean
    /// of the highest probabilities, 0 … 1.
    ///
    /// The calibration comes from clips with many windows, whose highest ones are biased upwards. A
    /// clip with few windows needs a correction (experiment 42).
    pub fn probability_pouring(&self, mean: f64, windows: usize) -> f64 {
        let top = self.pouring_top_windows;
        let missing =
            top.saturating_sub(windows.max(1)) as f64 / top.saturating_sub(1).max(1) as f64;
        let odds = (missing * self.pouring_single_window_logit).exp();
        mean * odds / (1.0 - mean + mean * odds)
    }

    /// Pools the pouring probabilities of windows, 0 … 1: the mean of the highest ones, corrected
    /// for few windows. 0 without windows.
    pub(crate) fn pooled_probability_pouring(&self, windows: impl IntoIterator<Item = f64>) -> f64 {
        let probabilities: Vec<f64> = windows.into_iter().collect();
        let count = probabilities.len();
        let mean = mean_of_highest(probabilities, self.pouring_top_windows);
        self.probability_pouring(mean, count)
    }
}

/// Calibration of both outputs.
#[derive(Debug, Clone, Deserialize)]
pub struct Calibration {
    /// For the pooled hot logit of a clip.
    pub cups: CupStatistics,
    /// For the pouring logit of a window.
    pub pouring: PlattScaling,
    /// Temperature in °F from the pooled hot logit of a hot clip.
    pub temperature_f: TemperatureFit,
}

/// Platt scaling: `probability = 1 / (1 + exp(-(scale · logit + offset)))` (Platt 1999). With an
/// `offset` of 0 it is temperature scaling (Guo et al. 2017).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct PlattScaling {
    /// Factor of the logit.
    pub scale: f64,
    /// Added to the scaled logit.
    pub offset: f64,
}

impl PlattScaling {
    /// Returns the probability of a logit, 0 … 1.
    pub fn probability(self, logit: f64) -> f64 {
        1.0 / (1.0 + (-(self.scale * logit + self.offset)).exp())
    }
}

/// How pooled hot logits vary within and between cups, in kitchens that no model was trained in.
///
/// Logits of hot and cold pours into one cup are `difference` apart and vary from pour to pour by
/// `pour_variance`. The cups' midpoints vary about `midpoint` by `cup_variance`: a random effect of
/// the cup (Laird & Ware 1982).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct CupStatistics {
    /// Mean hot logit minus mean cold logit of one cup; above 0.
    pub difference: f64,
    /// Mean over cups of the middle between hot and cold.
    pub midpoint: f64,
    /// Variance of the logits of one cup and class; above 0.
    pub pour_variance: f64,
    /// Variance of the cups' midpoints; 0 or more.
    pub cup_variance: f64,
}

impl CupStatistics {
    /// Returns the calibration for a pour into a cup of which `known_pours` other pours are known.
    ///
    /// `cup_midpoint` is the mean midpoint that these suggest. The cup's own is the empirical Bayes
    /// estimate from it (Efron & Morris 1973): the more pours are known, the more they count. The
    /// log-odds are those of two normal distributions about it.
    pub fn scaling(self, known_pours: usize, cup_midpoint: f64) -> PlattScaling {
        let known_variance = known_pours as f64 * self.cup_variance;
        let weight = known_variance / (known_variance + self.pour_variance);
        let midpoint = self.midpoint + weight * (cup_midpoint - self.midpoint);
        let scale = self.difference / (self.pour_variance + self.cup_variance * (1.0 - weight));
        PlattScaling { scale, offset: -scale * midpoint }
    }

    /// Returns the calibration for a pour into an unknown cup.
    pub fn alone(self) -> PlattScaling {
        self.scaling(0, self.midpoint)
    }
}

/// Linear fit of the temperature: `°F = slope · logit + offset`, clamped to `lowest … highest`.
///
/// It is fitted to hot pours only. The logits of cold pours do not depend on the temperature.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct TemperatureFit {
    /// °F per unit of the logit.
    pub slope: f64,
    /// Temperature at a logit of 0, in °F.
    pub offset: f64,
    /// Lowest temperature of the fitted pours, in °F.
    pub lowest: f64,
    /// Highest temperature of the fitted pours, in °F.
    pub highest: f64,
    /// Half-width in °F of the interval that contains 90% of hot pours of held-out sessions.
    pub interval: f64,
}

/// An estimated temperature, and its 90% interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TemperatureEstimate {
    /// Estimate in °F.
    pub fahrenheit: f64,
    /// Lower end of the interval in °F.
    pub low: f64,
    /// Upper end of the interval in °F, at most the boiling point.
    pub high: f64,
}

impl TemperatureFit {
    /// Water boils at 212 °F, at sea level.
    const BOILING: f64 = 212.0;

    /// Estimates the temperature of a hot pour from its pooled hot logit.
    pub fn estimate(self, logit: f64) -> TemperatureEstimate {
        let fahrenheit = (self.slope * logit + self.offset).max(self.lowest).min(self.highest);
        let high = (fahrenheit + self.interval).min(Self::BOILING.max(fahrenheit));
        TemperatureEstimate { fahrenheit, low: fahrenheit - self.interval, high }
    }
}

/// Thresholds of the verdicts.
#[derive(Debug, Clone, Deserialize)]
pub struct Thresholds {
    /// Below this pouring probability the verdict is *not pouring*.
    pub pouring: f64,
    /// Below this probability of either hot or cold the verdict is *unsure*.
    pub confidence: f64,
}

/// The ONNX file of the model.
#[derive(Debug, Clone, Deserialize)]
pub struct ModelFile {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Data and date of the training.
#[derive(Debug, Clone, Deserialize)]
pub struct Training {
    /// Day of the training run, as YYYY-MM-DD.
    pub date: String,
    /// SHA-256 of the list of recordings, in hexadecimal.
    pub data_digest: String,
}

impl Sidecar {
    /// Parses and checks a sidecar.
    ///
    /// # Errors
    /// [`Error::Model`] if the JSON is invalid, a part is missing, or a value is out of range.
    #[cfg(any(test, not(target_arch = "wasm32")))]
    pub fn parse(json: &str) -> Result<Self> {
        serde_json::from_str::<Self>(json).map_err(Error::model_from)?.checked()
    }

    /// Checks that every value is in its range.
    pub(crate) fn checked(self) -> Result<Self> {
        let Self { front_end, windows, pooling, calibration, .. } = &self;
        check_front_end(front_end)?;
        let frames = 1..=MAX_WINDOW_FRAMES;
        // A hop longer than a window would skip frames.
        if !frames.contains(&windows.frames)
            || !(1..=windows.frames).contains(&windows.hop_frames)
            || !frames.contains(&pooling.pouring_top_windows)
        {
            return Err(Error::model(
                "a window's length or hop, or a pooling size, is out of range",
            ));
        }
        // exp() must not overflow.
        if !(0.0..=20.0).contains(&pooling.pouring_single_window_logit) {
            return Err(Error::model("what a single window counts for is out of range"));
        }
        let CupStatistics { difference, midpoint, pour_variance, cup_variance } = calibration.cups;
        let numbers = [difference, midpoint, pour_variance, cup_variance];
        let is_plausible = difference > 0.0 && pour_variance > 0.0 && cup_variance >= 0.0;
        if !is_plausible || numbers.iter().any(|number| !number.is_finite()) {
            return Err(Error::model("the statistics of cups are out of range"));
        }
        // Every valid clip must have at least one frame.
        let frame_seconds = front_end.fft_size as f64 / f64::from(front_end.sample_rate);
        if windows.min_seconds.is_nan() || windows.min_seconds <= frame_seconds {
            return Err(Error::model("the shortest clip is shorter than a frame"));
        }
        // The live classifier stores the frames of one window.
        if self.min_frames() > windows.frames {
            return Err(Error::model("its windows are shorter than the shortest clip"));
        }
        Ok(self)
    }

    /// Number of frames in the shortest valid clip.
    pub(crate) fn min_frames(&self) -> usize {
        let FrontEnd { sample_rate, fft_size, hop, .. } = self.front_end;
        // The cast saturates.
        let samples = (self.windows.min_seconds * f64::from(sample_rate)) as usize;
        samples.saturating_sub(fft_size) / hop + 1
    }

    /// Number of frames that cover the shortest valid clip. A recording cut to them is long enough.
    pub(crate) fn covering_frames(&self) -> usize {
        let FrontEnd { sample_rate, fft_size, hop, .. } = self.front_end;
        let samples = (self.windows.min_seconds * f64::from(sample_rate)).ceil() as usize;
        let frames = samples.saturating_sub(fft_size).div_ceil(hop) + 1;
        frames.min(self.windows.frames)
    }
}

/// Checks that every parameter of the front end is in its range.
fn check_front_end(front_end: &FrontEnd) -> Result<()> {
    let nyquist = f64::from(front_end.sample_rate) / 2.0;
    let known = front_end.window == "hann"
        && front_end.mel_scale == "slaney"
        && front_end.mel_norm == "slaney";
    if !known {
        return Err(Error::model("its window or mel scale is not one that this program knows"));
    }
    if !(MIN_SAMPLE_RATE..=MAX_SAMPLE_RATE).contains(&front_end.sample_rate) {
        return Err(Error::model("its sample rate is out of range"));
    }
    let sizes =
        (4..=MAX_FFT_SIZE).contains(&front_end.fft_size) && front_end.fft_size.is_power_of_two();
    let bands = (1..=MAX_MEL_BANDS).contains(&front_end.mel_bands);
    if !sizes || !bands || !(1..=MAX_FFT_SIZE).contains(&front_end.hop) {
        return Err(Error::model("its FFT size, hop or number of mel bands is out of range"));
    }
    let ordered = 0.0 <= front_end.mel_min_hz
        && front_end.mel_min_hz < front_end.mel_max_hz
        && front_end.mel_max_hz <= nyquist;
    if !ordered || front_end.power_floor.is_nan() || front_end.power_floor <= 0.0 {
        return Err(Error::model("its mel range or power floor is out of range"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
