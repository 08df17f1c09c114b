//! Classifies a clip: log-mel, windows, pooling, calibration, thresholds.
//!
//! The logits of a clip ([`ClipLogits`]) are separate from its [`Classification`]. The same logits
//! can be calibrated alone, or relative to a cold pour, or become the reference themselves.

use serde::Serialize;

use crate::audio::clip::Clip;
use crate::audio::mel::{LogMel, MelFrontEnd};
use crate::classify::model::Model;
use crate::classify::reference::ColdReference;
use crate::error::{Error, Result};
use crate::sidecar::{Sidecar, TemperatureEstimate};

/// Verdict on a clip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Verdict {
    /// A pour of hot water.
    Hot,
    /// A pour of cold water.
    Cold,
    /// A pour whose temperature is uncertain.
    Unsure,
    /// Not a pour.
    NotPouring,
}

impl Verdict {
    /// `"hot"`, `"cold"`, `"unsure"` or `"not-pouring"`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hot => "hot",
            Self::Cold => "cold",
            Self::Unsure => "unsure",
            Self::NotPouring => "not-pouring",
        }
    }
}

/// The result for one clip.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Classification {
    /// The verdict.
    pub verdict: Verdict,
    /// Probability that the water is hot, given that it is a pour, 0 … 1.
    pub probability_hot: f64,
    /// Probability that the clip is a pour, 0 … 1.
    pub probability_pouring: f64,
    /// Length of the recording in seconds.
    pub seconds: f64,
    /// Number of cold pours that `probability_hot` is relative to; 0 without a reference.
    pub references: usize,
    /// Estimate for a hot verdict without a reference. It is fitted to hot pours only.
    pub temperature: Option<TemperatureEstimate>,
    /// Results over time.
    pub windows: Vec<WindowClassification>,
}

/// The result for one window of a clip.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WindowClassification {
    /// Start in seconds of the recording.
    pub start: f64,
    /// End in seconds of the recording.
    pub end: f64,
    /// Probability that this window is hot, 0 … 1.
    pub probability_hot: f64,
    /// Probability that this window is part of a pour, 0 … 1.
    pub probability_pouring: f64,
}

/// The model's pooled output for one clip, before calibration of the hot logit.
#[derive(Debug, Clone)]
pub struct ClipLogits {
    windows: Vec<WindowLogits>,
    /// Mean of the windows' hot logits, weighted by their pouring probability.
    hot_logit: f64,
    probability_pouring: f64,
    seconds: f64,
}

/// The model's output for one window. Times are in seconds of the recording.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WindowLogits {
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) hot_logit: f64,
    pub(crate) probability_pouring: f64,
}

/// Front end, model, calibration and thresholds.
pub struct Classifier {
    sidecar: Sidecar,
    front_end: MelFrontEnd,
    model: Model,
}

impl Classifier {
    /// Loads a model and its sidecar.
    ///
    /// # Errors
    /// [`Error::Model`] if either is invalid or they do not belong together.
    #[cfg(any(test, not(target_arch = "wasm32")))]
    pub fn new(onnx: &[u8], sidecar_json: &str) -> Result<Self> {
        Self::with_sidecar(onnx, Sidecar::parse(sidecar_json)?)
    }

    /// Loads a model with a parsed sidecar.
    ///
    /// # Errors
    /// [`Error::Model`] if either is invalid or they do not belong together.
    pub fn with_sidecar(onnx: &[u8], sidecar: Sidecar) -> Result<Self> {
        let sidecar = sidecar.checked()?;
        let front_end = MelFrontEnd::new(&sidecar.front_end);
        let model = Model::new(onnx, &sidecar)?;
        Ok(Self { sidecar, front_end, model })
    }

    /// The model's constants.
    pub fn sidecar(&self) -> &Sidecar {
        &self.sidecar
    }

    /// The log-mel front end.
    pub fn front_end(&self) -> &MelFrontEnd {
        &self.front_end
    }

    /// The network.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Computes the log-mel spectrogram of a clip.
    ///
    /// # Errors
    /// [`Error::TooShort`] below the sidecar's `min_seconds`, [`Error::Model`] if the sample rate
    /// is not the model's.
    pub fn log_mel(&self, clip: &Clip) -> Result<LogMel> {
        let rate = self.sidecar.front_end.sample_rate;
        if clip.sample_rate() != rate {
            return Err(Error::model(format!(
                "it takes {rate} samples a second, the clip has {}",
                clip.sample_rate()
            )));
        }
        self.check_length(clip.seconds())?;
        Ok(self.front_end.log_mel(clip.samples()))
    }

    pub(crate) fn check_length(&self, seconds: f64) -> Result<()> {
        let min = self.sidecar.windows.min_seconds;
        if seconds < min { Err(Error::TooShort { seconds, min }) } else { Ok(()) }
    }

    /// Classifies a clip. With a reference, `probability_hot` is relative to it.
    ///
    /// # Errors
    /// As [`Classifier::log_mel`], [`Classifier::run_windows`] and [`Classifier::calibrate`].
    pub fn classify(
        &self,
        clip: &Clip,
        reference: Option<&ColdReference>,
    ) -> Result<Classification> {
        let logits = self.run_windows(&self.log_mel(clip)?, clip.seconds(), |_| ())?;
        self.calibrate(&logits, reference)
    }

    /// Makes a reference from a clip of a cold pour. [`ColdReference::mean`] joins several.
    ///
    /// # Errors
    /// As [`Classifier::log_mel`] and [`Classifier::run_windows`].
    pub fn reference(&self, clip: &Clip) -> Result<ColdReference> {
        let logits = self.run_windows(&self.log_mel(clip)?, clip.seconds(), |_| ())?;
        Ok(self.reference_from_logits(&logits))
    }

    /// Runs the model on all windows of a recording of `seconds`, and pools its outputs.
    /// `progress` receives the fraction done, up to 1, after every window.
    ///
    /// # Errors
    /// [`Error::NoSamples`] without a frame, [`Error::Model`] if the model fails.
    pub fn run_windows(
        &self,
        log_mel: &LogMel,
        seconds: f64,
        mut progress: impl FnMut(f64),
    ) -> Result<ClipLogits> {
        let starts = window_starts(
            log_mel.len(),
            self.sidecar.windows.frames,
            self.sidecar.windows.hop_frames,
        );
        let mut input = Vec::new();
        let mut windows = Vec::with_capacity(starts.len());
        for (done, &start) in starts.iter().enumerate() {
            let values = log_mel.values_from(start);
            windows.push(self.run_window(values, start, seconds, &mut input)?);
            progress((done + 1) as f64 / starts.len() as f64);
        }
        self.pool(windows, seconds)
    }

    /// Turns logits into probabilities and a verdict.
    ///
    /// # Errors
    /// [`Error::ReferenceModelMismatch`] for a reference of another model.
    pub fn calibrate(
        &self,
        logits: &ClipLogits,
        reference: Option<&ColdReference>,
    ) -> Result<Classification> {
        let cold_logit =
            reference.map(|reference| reference.hot_logit(&self.sidecar.model)).transpose()?;
        let pooling = &self.sidecar.pooling;
        let probability_hot = self.probability_hot(logits.hot_logit, cold_logit);
        let classify_window = |window: &WindowLogits| WindowClassification {
            start: window.start,
            end: window.end,
            probability_hot: self.probability_hot(window.hot_logit, cold_logit),
            probability_pouring: pooling
                .probability_pouring(window.probability_pouring, logits.windows.len()),
        };
        let verdict = self.decide(probability_hot, logits.probability_pouring);
        let has_temperature = verdict == Verdict::Hot && reference.is_none();
        let fit = self.sidecar.calibration.temperature_f;
        Ok(Classification {
            verdict,
            temperature: has_temperature.then(|| fit.estimate(logits.hot_logit)),
            probability_hot,
            probability_pouring: logits.probability_pouring,
            seconds: logits.seconds,
            references: reference.map_or(0, ColdReference::clips),
            windows: logits.windows.iter().map(classify_window).collect(),
        })
    }

    /// Makes a reference from the logits of a clip. Whether it sounds like a cold pour is not
    /// checked: see [`ColdReference::probability_pouring`] and [`ColdReference::probability_hot`].
    pub fn reference_from_logits(&self, logits: &ClipLogits) -> ColdReference {
        let probability_hot = self.probability_hot(logits.hot_logit, None);
        ColdReference::new(
            logits.hot_logit,
            probability_hot,
            logits.probability_pouring,
            &self.sidecar.model,
        )
    }

    /// Runs the model on one window. `values` are log-mel frames in dB from the window's first one
    /// on, which is frame `start` of the recording. `input` is scratch.
    pub(crate) fn run_window(
        &self,
        values: &[f32],
        start: usize,
        seconds: f64,
        input: &mut Vec<f32>,
    ) -> Result<WindowLogits> {
        let Sidecar { front_end, calibration, windows, .. } = &self.sidecar;
        if values.len() < front_end.mel_bands {
            return Err(Error::model("a window has no frames"));
        }
        band_major(values, front_end.mel_bands, windows.frames, input);
        let logits = self.model.logits(input)?;
        let frame_seconds = front_end.fft_size as f64 / f64::from(front_end.sample_rate);
        let end = front_end.seconds(start + windows.frames - 1) + frame_seconds;
        Ok(WindowLogits {
            start: front_end.seconds(start),
            end: end.min(seconds),
            hot_logit: logits.hot,
            probability_pouring: calibration.pouring.probability(logits.pouring),
        })
    }

    /// Probability of hot for the logit of a clip or a window, relative to a cold pour's if given.
    pub(crate) fn probability_hot(&self, logit: f64, cold_logit: Option<f64>) -> f64 {
        match cold_logit {
            Some(cold_logit) => self.sidecar.calibration.reference.probability(logit, cold_logit),
            None => self.sidecar.calibration.hot.probability(logit),
        }
    }

    fn pool(&self, windows: Vec<WindowLogits>, seconds: f64) -> Result<ClipLogits> {
        if windows.is_empty() {
            return Err(Error::NoSamples);
        }
        let hot_logit = pooled_hot_logit(&windows);
        let pooling = &self.sidecar.pooling;
        let mean = pooled_probability_pouring(&windows, pooling.pouring_top_windows);
        let probability_pouring = pooling.probability_pouring(mean, windows.len());
        Ok(ClipLogits { windows, hot_logit, probability_pouring, seconds })
    }

    /// Applies the thresholds.
    pub(crate) fn decide(&self, probability_hot: f64, probability_pouring: f64) -> Verdict {
        let thresholds = &self.sidecar.thresholds;
        if probability_pouring < thresholds.pouring {
            Verdict::NotPouring
        } else if probability_hot.max(1.0 - probability_hot) < thresholds.confidence {
            Verdict::Unsure
        } else if probability_hot >= 0.5 {
            Verdict::Hot
        } else {
            Verdict::Cold
        }
    }
}

/// First frames of the windows: one every `hop` frames, and a last one that ends with the clip.
fn window_starts(frames: usize, window: usize, hop: usize) -> Vec<usize> {
    if frames == 0 {
        return Vec::new();
    }
    let last = frames.saturating_sub(window);
    let mut starts: Vec<usize> = (0..=last).step_by(hop).collect();
    if !last.is_multiple_of(hop) {
        starts.push(last);
    }
    starts
}

/// Mean of the `top` highest pouring probabilities, or of all if there are fewer; 0 for no windows.
pub(crate) fn pooled_probability_pouring(windows: &[WindowLogits], top: usize) -> f64 {
    let mut probabilities: Vec<f64> =
        windows.iter().map(|window| window.probability_pouring).collect();
    probabilities.sort_unstable_by(|a, b| b.total_cmp(a));
    probabilities.truncate(top);
    probabilities.iter().sum::<f64>() / probabilities.len().max(1) as f64
}

/// Mean of the windows' hot logits, weighted by [`pooling_weights`].
pub(crate) fn pooled_hot_logit(windows: &[WindowLogits]) -> f64 {
    pooling_weights(windows).zip(windows).map(|(weight, window)| weight * window.hot_logit).sum()
}

/// Weights of the windows, proportional to their pouring probability. Their sum is 1.
pub(crate) fn pooling_weights(windows: &[WindowLogits]) -> impl Iterator<Item = f64> {
    let sum: f64 = windows.iter().map(|window| window.probability_pouring).sum();
    // The sum can underflow to 0.
    windows.iter().map(move |window| window.probability_pouring / sum.max(f64::MIN_POSITIVE))
}

/// Transposes the first `frames` frames of `values` into `out`, band after band. Fewer frames are
/// repeated. `values` has at least one frame.
fn band_major(values: &[f32], bands: usize, frames: usize, out: &mut Vec<f32>) {
    out.clear();
    out.resize(bands * frames, 0.0);
    for (at, frame) in values.chunks_exact(bands.max(1)).cycle().take(frames).enumerate() {
        for (row, &value) in out.chunks_exact_mut(frames).zip(frame) {
            if let Some(cell) = row.get_mut(at) {
                *cell = value;
            }
        }
    }
}

#[cfg(test)]
mod tests;
