//! The sidecar of a model: `model/hot-or-cold.json`. Python, Rust and TypeScript read the constants
//! of front end, calibration and thresholds from it.

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
    /// The model file.
    pub model: ModelFile,
    /// Data and date of the training.
    pub training: Training,
}

/// Parameters of the log-mel spectrogram, as of `librosa.feature.melspectrogram`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct FrontEnd {
    /// Sample rate in Hz.
    pub sample_rate: u32,
    /// Samples in a frame (`n_fft`, and `win_length`): a power of two, 4 … 32,768.
    pub fft_size: usize,
    /// Samples from one frame to the next (`hop_length`), 1 … 32,768.
    pub hop: usize,
    /// Window function; only `"hann"`, periodic.
    pub window: String,
    /// Number of mel bands (`n_mels`), 1 … 1,024.
    pub mel_bands: usize,
    /// Lower edge of the lowest band in Hz (`fmin`).
    pub mel_min_hz: f64,
    /// Upper edge of the highest band in Hz (`fmax`).
    pub mel_max_hz: f64,
    /// Only `"slaney"` (`htk=False`).
    pub mel_scale: String,
    /// Only `"slaney"`: each filter has unit area.
    pub mel_norm: String,
    /// Lower limit of the power (`power_to_db(amin=…)`).
    pub power_floor: f64,
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
}

/// Calibration of both outputs.
#[derive(Debug, Clone, Deserialize)]
pub struct Calibration {
    /// For the pooled hot logit of a clip.
    pub hot: PlattScaling,
    /// For the pouring logit of a window.
    pub pouring: PlattScaling,
    /// For the pooled hot logit of a clip relative to a cold reference.
    pub reference: ReferenceCalibration,
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

/// Platt scaling relative to a cold reference:
/// `probability = 1 / (1 + exp(-(scale · (logit − weight · reference) + offset)))`.
///
/// `reference` is the logit of a cold pour into the same cup. The difference cancels the influence
/// of cup, room and microphone.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct ReferenceCalibration {
    /// Factor of the reference's logit.
    pub weight: f64,
    /// Factor of the difference.
    pub scale: f64,
    /// Added to the scaled logit.
    pub offset: f64,
}

impl ReferenceCalibration {
    /// Returns the probability of a logit relative to the reference's, 0 … 1.
    pub fn probability(self, logit: f64, reference: f64) -> f64 {
        let Self { weight, scale, offset } = self;
        PlattScaling { scale, offset }.probability(logit - weight * reference)
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
        let Self { front_end, windows, pooling, .. } = &self;
        front_end.check()?;
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

impl FrontEnd {
    fn check(&self) -> Result<()> {
        let nyquist = f64::from(self.sample_rate) / 2.0;
        let known =
            self.window == "hann" && self.mel_scale == "slaney" && self.mel_norm == "slaney";
        if !known {
            return Err(Error::model("its window or mel scale is not one that this program knows"));
        }
        if !(MIN_SAMPLE_RATE..=MAX_SAMPLE_RATE).contains(&self.sample_rate) {
            return Err(Error::model("its sample rate is out of range"));
        }
        let sizes = (4..=MAX_FFT_SIZE).contains(&self.fft_size) && self.fft_size.is_power_of_two();
        let bands = (1..=MAX_MEL_BANDS).contains(&self.mel_bands);
        if !sizes || !bands || !(1..=MAX_FFT_SIZE).contains(&self.hop) {
            return Err(Error::model("its FFT size, hop or number of mel bands is out of range"));
        }
        let ordered = 0.0 <= self.mel_min_hz
            && self.mel_min_hz < self.mel_max_hz
            && self.mel_max_hz <= nyquist;
        if !ordered || self.power_floor.is_nan() || self.power_floor <= 0.0 {
            return Err(Error::model("its mel range or power floor is out of range"));
        }
        Ok(())
    }

    /// Returns the start of frame `frame` in seconds.
    pub fn seconds(&self, frame: usize) -> f64 {
        frame as f64 * self.hop as f64 / f64::from(self.sample_rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parse_accepts_shipped_sidecar_and_rejects_invalid_ones() {
        let json = include_str!("../model/hot-or-cold.json");
        let sidecar = Sidecar::parse(json).unwrap();
        let frames = sidecar.windows.frames;
        for (from, to) in [
            ("\"hann\"".to_owned(), "\"hamming\""),
            (format!("\"frames\": {frames}"), "\"frames\": 0"),
            (format!("\"fft_size\": {}", sidecar.front_end.fft_size), "\"fft_size\": 500"),
            (format!("\"fft_size\": {}", sidecar.front_end.fft_size), "\"fft_size\": 2"),
            (format!("\"hop\": {}", sidecar.front_end.hop), "\"hop\": 0"),
            (format!("\"hop\": {}", sidecar.front_end.hop), "\"hop\": 4000000000"),
            (format!("\"mel_bands\": {}", sidecar.front_end.mel_bands), "\"mel_bands\": 0"),
            (
                format!("\"mel_bands\": {}", sidecar.front_end.mel_bands),
                "\"mel_bands\": 4000000000",
            ),
            (format!("\"frames\": {frames}"), "\"frames\": 58"),
            (format!("\"hop_frames\": {}", sidecar.windows.hop_frames), "\"hop_frames\": 129"),
            (format!("\"frames\": {frames}"), "\"frames\": 4000000000"),
            (
                format!("\"pouring_top_windows\": {}", sidecar.pooling.pouring_top_windows),
                "\"pouring_top_windows\": 4000000000",
            ),
            ("\"min_seconds\": 1.0".to_owned(), "\"min_seconds\": 0.01"),
            ("\"min_seconds\": 1.0".to_owned(), "\"min_seconds\": 1e300"),
            (
                format!("\"sample_rate\": {}", sidecar.front_end.sample_rate),
                "\"sample_rate\": 1000",
            ),
            (
                format!("\"sample_rate\": {}", sidecar.front_end.sample_rate),
                "\"sample_rate\": 4000000000",
            ),
            (
                format!("window_logit\": {}", sidecar.pooling.pouring_single_window_logit),
                "window_logit\": 1e3",
            ),
            ("\"thresholds\"".to_owned(), "\"threshold\""),
            ("{".to_owned(), "["),
        ] {
            let broken = json.replacen(&from, to, 1);
            assert_ne!(broken, json, "{from} is not in the sidecar");
            assert_eq!(Sidecar::parse(&broken).unwrap_err().code(), "model", "{to}");
        }
    }

    #[test]
    fn covering_frames_last_as_long_as_shortest_clip() {
        let sidecar = Sidecar::parse(include_str!("../model/hot-or-cold.json")).unwrap();
        let FrontEnd { sample_rate, fft_size, hop, .. } = sidecar.front_end;
        let seconds =
            |frames: usize| ((frames - 1) * hop + fft_size) as f64 / f64::from(sample_rate);
        let frames = sidecar.covering_frames();
        assert!(seconds(frames) >= sidecar.windows.min_seconds);
        assert!(seconds(frames - 1) < sidecar.windows.min_seconds);
    }

    #[test]
    fn parse_names_too_large_fft_as_reason() {
        let json = include_str!("../model/hot-or-cold.json");
        // With a longer shortest clip, the FFT size is the only invalid value.
        let broken = json.replacen("\"fft_size\": 1024", "\"fft_size\": 65536", 1).replacen(
            "\"min_seconds\": 1.0",
            "\"min_seconds\": 10.0",
            1,
        );
        let error = Sidecar::parse(&broken).unwrap_err().to_string();
        assert!(error.contains("FFT size"), "{error}");
    }

    #[test]
    fn platt_scaling_applies_logistic_function() {
        let plain = PlattScaling { scale: 1.0, offset: 0.0 };
        assert_eq!(plain.probability(0.0), 0.5);
        assert!((plain.probability(2.0) - 0.880_797).abs() < 1e-6);
        assert!(
            (PlattScaling { scale: 0.5, offset: 1.0 }.probability(2.0) - plain.probability(2.0))
                .abs()
                < 1e-12
        );
        assert_eq!(plain.probability(1e9), 1.0);
        assert_eq!(plain.probability(-1e9), 0.0);
    }

    #[test]
    fn pooling_raises_probability_of_few_windows() {
        let pooling = Pooling { pouring_top_windows: 5, pouring_single_window_logit: 2.0 };
        let logit = |p: f64| (p / (1.0 - p)).ln();
        for (windows, added) in [(1, 2.0), (2, 1.5), (4, 0.5), (5, 0.0), (500, 0.0)] {
            for mean in [0.01, 0.3, 0.9] {
                let pooled = pooling.probability_pouring(mean, windows);
                assert!((logit(pooled) - logit(mean) - added).abs() < 1e-12, "{windows} {mean}");
            }
            assert_eq!(pooling.probability_pouring(0.0, windows), 0.0);
            assert_eq!(pooling.probability_pouring(1.0, windows), 1.0);
        }
        let one = Pooling { pouring_top_windows: 1, pouring_single_window_logit: 2.0 };
        assert_eq!(one.probability_pouring(0.25, 1), 0.25);
    }

    #[test]
    fn estimate_is_clamped_to_fitted_range_and_boiling_point() {
        let fit = TemperatureFit {
            slope: 10.0,
            offset: 180.0,
            lowest: 175.0,
            highest: 212.0,
            interval: 9.0,
        };
        assert_eq!(
            fit.estimate(1.0),
            TemperatureEstimate { fahrenheit: 190.0, low: 181.0, high: 199.0 }
        );
        assert_eq!(
            fit.estimate(-9.0),
            TemperatureEstimate { fahrenheit: 175.0, low: 166.0, high: 184.0 }
        );
        assert_eq!(
            fit.estimate(9.0),
            TemperatureEstimate { fahrenheit: 212.0, low: 203.0, high: 212.0 }
        );
    }

    #[test]
    fn reference_calibration_subtracts_weighted_logit() {
        let calibration = ReferenceCalibration { weight: 0.5, scale: 2.0, offset: 1.0 };
        let expected = |logit: f64| PlattScaling { scale: 1.0, offset: 0.0 }.probability(logit);
        assert!(
            (calibration.probability(3.0, 4.0) - expected(2.0 * (3.0 - 2.0) + 1.0)).abs() < 1e-12
        );
        assert!((calibration.probability(3.0, 0.0) - expected(7.0)).abs() < 1e-12);
    }
}
