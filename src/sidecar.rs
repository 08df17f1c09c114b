//! `model/hot-or-cold.json`: the one place where the front end's and the model's constants live.
//! Python, Rust and TypeScript all read it.

use serde::{Deserialize, Serialize};

use crate::audio::clip::{MAX_SAMPLE_RATE, MIN_SAMPLE_RATE};
use crate::error::{Error, Result};

/// Far above what hearing water asks for: what is larger is a mistake, and where a `usize` has 32 bits, products of
/// two of them would overflow.
const MAX_FFT_SIZE: usize = 1 << 15;
const MAX_MEL_BANDS: usize = 1 << 10;
const MAX_WINDOW_FRAMES: usize = 1 << 15;

/// What the program needs to know of a model beside its weights.
#[derive(Debug, Clone, Deserialize)]
pub struct Sidecar {
    /// Version of the model.
    pub version: String,
    /// How sound becomes features.
    pub front_end: FrontEnd,
    /// How features are cut into windows.
    pub windows: Windows,
    /// How the windows' outputs become one.
    pub pooling: Pooling,
    /// How logits become probabilities.
    pub calibration: Calibration,
    /// Where verdicts begin.
    pub thresholds: Thresholds,
    /// The file that this describes.
    pub model: ModelFile,
    /// What it was made from.
    pub training: Training,
}

/// Log-mel spectrogram parameters; names and meaning as in `librosa.feature.melspectrogram`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct FrontEnd {
    /// Hz.
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
    /// `power_to_db(amin=…)`; powers below count as this.
    pub power_floor: f64,
}

/// How a clip's frames are cut into the model's windows.
#[derive(Debug, Clone, Deserialize)]
pub struct Windows {
    /// Frames in a window: at least those of the shortest clip, at most 32,768.
    pub frames: usize,
    /// Frames from one window to the next, at most a window's.
    pub hop_frames: usize,
    /// Shortest clip judged, in seconds; one shorter than a window is repeated to fill it.
    pub min_seconds: f64,
}

/// How the windows' outputs become one.
#[derive(Debug, Clone, Deserialize)]
pub struct Pooling {
    /// The chance that a clip is a pour is the mean over this many windows: its likeliest.
    pub pouring_top_windows: usize,
    /// Added to the logit of that chance where there is a single window and none to choose from; in proportion less
    /// the more there are, and nothing from `pouring_top_windows` on.
    pub pouring_single_window_logit: f64,
}

impl Pooling {
    /// The chance that it pours, 0 … 1, where `mean` is that of the likeliest of so many windows. Calibration is by
    /// recordings that have many to choose from: of a single window the same chance means more
    /// (experiment 42).
    pub fn probability_pouring(&self, mean: f64, windows: usize) -> f64 {
        let top = self.pouring_top_windows;
        let missing =
            top.saturating_sub(windows.max(1)) as f64 / top.saturating_sub(1).max(1) as f64;
        let odds = (missing * self.pouring_single_window_logit).exp();
        mean * odds / (1.0 - mean + mean * odds)
    }
}

/// Logistic calibration of both outputs.
#[derive(Debug, Clone, Deserialize)]
pub struct Calibration {
    /// Of the clip's pooled hot logit.
    pub hot: PlattScaling,
    /// Of each window's pouring logit.
    pub pouring: PlattScaling,
    /// Of the clip's pooled hot logit relative to a cold reference pour's.
    pub reference: ReferenceCalibration,
    /// Of the clip's pooled hot logit, where the verdict is hot.
    pub temperature_f: TemperatureFit,
}

/// `probability = 1 / (1 + exp(-(scale · logit + offset)))` (Platt 1999; with `offset` 0,
/// temperature scaling, Guo et al. 2017).
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct PlattScaling {
    /// Factor on the logit.
    pub scale: f64,
    /// Added after.
    pub offset: f64,
}

impl PlattScaling {
    /// The probability that a logit stands for, 0 … 1.
    pub fn probability(self, logit: f64) -> f64 {
        1.0 / (1.0 + (-(self.scale * logit + self.offset)).exp())
    }
}

/// `probability = 1 / (1 + exp(-(scale · (logit − weight · reference) + offset)))`, `reference` being
/// the logit of a cold pour into the same cup: what cup, room and microphone add to both falls out.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct ReferenceCalibration {
    /// How much of the reference's logit is taken off.
    pub weight: f64,
    /// Factor on the difference.
    pub scale: f64,
    /// Added after.
    pub offset: f64,
}

impl ReferenceCalibration {
    /// The probability that a logit stands for beside the reference's, 0 … 1.
    pub fn probability(self, logit: f64, reference: f64) -> f64 {
        let Self { weight, scale, offset } = self;
        PlattScaling { scale, offset }.probability(logit - weight * reference)
    }
}

/// `°F = slope · logit + offset`, kept between the lowest and the highest temperature of the hot pours it
/// was fitted to. Of cold pours the logit says nothing more than that they are cold.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub struct TemperatureFit {
    /// °F for each unit of logit.
    pub slope: f64,
    /// °F.
    pub offset: f64,
    /// °F.
    pub lowest: f64,
    /// °F.
    pub highest: f64,
    /// 90 % of hot pours of unheard sessions lie within so many °F.
    pub interval: f64,
}

/// A temperature, and the interval it lies in nine times out of ten.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct TemperatureEstimate {
    /// °F.
    pub fahrenheit: f64,
    /// °F.
    pub low: f64,
    /// °F; no more than water's boiling point.
    pub high: f64,
}

impl TemperatureFit {
    /// Water boils at 212 °F, at sea level.
    const BOILING: f64 = 212.0;

    /// The temperature that a hot pour's pooled logit stands for.
    pub fn temperature(self, logit: f64) -> TemperatureEstimate {
        let fahrenheit = (self.slope * logit + self.offset).max(self.lowest).min(self.highest);
        let high = (fahrenheit + self.interval).min(Self::BOILING.max(fahrenheit));
        TemperatureEstimate { fahrenheit, low: fahrenheit - self.interval, high }
    }
}

/// Where verdicts begin.
#[derive(Debug, Clone, Deserialize)]
pub struct Thresholds {
    /// Below this chance of a pour the verdict is *not pouring*.
    pub pouring: f64,
    /// Hot or cold is said from this probability on, else *unsure*.
    pub confidence: f64,
}

/// The ONNX file that the sidecar belongs to.
#[derive(Debug, Clone, Deserialize)]
pub struct ModelFile {
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// What the model was made from.
#[derive(Debug, Clone, Deserialize)]
pub struct Training {
    /// Day of the training run, as YYYY-MM-DD.
    pub date: String,
    /// SHA-256 of the list of recordings, in hexadecimal.
    pub data_digest: String,
}

impl Sidecar {
    /// Reads and checks a sidecar.
    ///
    /// # Errors
    /// [`Error::Model`] if a part is missing, or a value is out of its range.
    #[cfg(any(test, not(target_arch = "wasm32")))]
    pub fn parse(json: &str) -> Result<Self> {
        serde_json::from_str::<Self>(json).map_err(Error::model)?.checked()
    }

    /// The same, if every value is in its range.
    pub(crate) fn checked(self) -> Result<Self> {
        let Self { front_end, windows, pooling, .. } = &self;
        front_end.check()?;
        let frames = 1..=MAX_WINDOW_FRAMES;
        // Windows further apart than they are long would not hear what lies between them.
        if !frames.contains(&windows.frames)
            || !(1..=windows.frames).contains(&windows.hop_frames)
            || !frames.contains(&pooling.pouring_top_windows)
        {
            return Err(Error::model(
                "a window's length or hop, or a pooling size, is out of range",
            ));
        }
        // Where exp() of it overflows, everything would be a pour.
        if !(0.0..=20.0).contains(&pooling.pouring_single_window_logit) {
            return Err(Error::model("what a single window counts for is out of range"));
        }
        // A clip that passes must give at least one frame.
        let frame_seconds = front_end.fft_size as f64 / f64::from(front_end.sample_rate);
        if windows.min_seconds.is_nan() || windows.min_seconds <= frame_seconds {
            return Err(Error::model("the shortest clip is shorter than a frame"));
        }
        // Listening live keeps a window's frames, and asks for those of the shortest clip.
        if self.min_frames() > windows.frames {
            return Err(Error::model("its windows are shorter than the shortest clip"));
        }
        Ok(self)
    }

    /// Frames in the shortest clip that is judged.
    pub(crate) fn min_frames(&self) -> usize {
        let FrontEnd { sample_rate, fft_size, hop, .. } = self.front_end;
        // From a float `as` stops at the ends of usize.
        let samples = (self.windows.min_seconds * f64::from(sample_rate)) as usize;
        samples.saturating_sub(fft_size) / hop + 1
    }

    /// Frames that cover the shortest clip that is judged: a recording cut to them is long enough.
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

    /// Start of frame `frame`, in seconds.
    pub fn seconds(&self, frame: usize) -> f64 {
        frame as f64 * self.hop as f64 / f64::from(self.sample_rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_sidecar_is_read_and_broken_ones_are_refused() {
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
    fn too_large_an_fft_is_refused_for_that() {
        let json = include_str!("../model/hot-or-cold.json");
        // The shortest clip would be shorter than such a frame, too, if it did not grow along.
        let broken = json.replacen("\"fft_size\": 1024", "\"fft_size\": 65536", 1).replacen(
            "\"min_seconds\": 1.0",
            "\"min_seconds\": 10.0",
            1,
        );
        let error = Sidecar::parse(&broken).unwrap_err().to_string();
        assert!(error.contains("FFT size"), "{error}");
    }

    #[test]
    fn logits_become_probabilities() {
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
    fn a_chance_among_few_windows_means_more() {
        let pooling = Pooling { pouring_top_windows: 5, pouring_single_window_logit: 2.0 };
        let logit = |p: f64| (p / (1.0 - p)).ln();
        for (windows, more) in [(1, 2.0), (2, 1.5), (4, 0.5), (5, 0.0), (500, 0.0)] {
            for chance in [0.01, 0.3, 0.9] {
                let judged = pooling.probability_pouring(chance, windows);
                assert!((logit(judged) - logit(chance) - more).abs() < 1e-12, "{windows} {chance}");
            }
            assert_eq!(pooling.probability_pouring(0.0, windows), 0.0);
            assert_eq!(pooling.probability_pouring(1.0, windows), 1.0);
        }
        let one = Pooling { pouring_top_windows: 1, pouring_single_window_logit: 2.0 };
        assert_eq!(one.probability_pouring(0.25, 1), 0.25);
    }

    #[test]
    fn a_temperature_stays_where_pours_were_heard_and_below_boiling() {
        let line = TemperatureFit {
            slope: 10.0,
            offset: 180.0,
            lowest: 175.0,
            highest: 212.0,
            interval: 9.0,
        };
        assert_eq!(
            line.temperature(1.0),
            TemperatureEstimate { fahrenheit: 190.0, low: 181.0, high: 199.0 }
        );
        assert_eq!(
            line.temperature(-9.0),
            TemperatureEstimate { fahrenheit: 175.0, low: 166.0, high: 184.0 }
        );
        assert_eq!(
            line.temperature(9.0),
            TemperatureEstimate { fahrenheit: 212.0, low: 203.0, high: 212.0 }
        );
    }

    #[test]
    fn a_reference_takes_its_share_off() {
        let relative = ReferenceCalibration { weight: 0.5, scale: 2.0, offset: 1.0 };
        let by_hand = |logit: f64| PlattScaling { scale: 1.0, offset: 0.0 }.probability(logit);
        assert!((relative.probability(3.0, 4.0) - by_hand(2.0 * (3.0 - 2.0) + 1.0)).abs() < 1e-12);
        assert!((relative.probability(3.0, 0.0) - by_hand(7.0)).abs() < 1e-12);
    }
}
