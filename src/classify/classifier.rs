//! Classifies a clip: log-mel, windows, pours, calibration, thresholds.
//!
//! The logits of a clip ([`ClipLogits`]) are separate from its [`Classification`]. The same logits
//! can be calibrated alone, or relative to known pours, or become the reference themselves.

use std::ops::Range;

use hot_or_cold_kernels::{LogMel, MelFrontEnd};
use serde::Serialize;

use crate::audio::clip::Clip;
use crate::classify::frame_windows::FrameWindow;
use crate::classify::model::{Logits, Model};
use crate::classify::pour_segmentation::{PourLogits, Segmentation, find_pours};
use crate::classify::reference::{CupReference, PourReference, count_right, hot_scaling};
use crate::error::{Error, Result};
use crate::sidecar::{PlattScaling, Sidecar, TemperatureEstimate};

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

/// Why a verdict is unsure, if more is known than a probability near one half.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum UnsureReason {
    /// The clip has several pours with different verdicts.
    PoursDiffer,
    /// A codec left too little of the sound (experiment 51).
    Compressed,
}

/// The result for one clip.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Classification {
    /// The verdict of all pours if they agree, otherwise unsure.
    pub verdict: Verdict,
    /// Why the verdict is unsure.
    pub reason: Option<UnsureReason>,
    /// Mean over the pours of the probability that the water is hot, 0 … 1.
    pub probability_hot: f64,
    /// Probability that the clip has a pour, 0 … 1.
    pub probability_pouring: f64,
    /// Length of the recording in seconds.
    pub seconds: f64,
    /// Number of known pours that `probability_hot` is relative to; 0 without a reference.
    pub references: usize,
    /// Estimate for a hot verdict without a reference. It is fitted to hot pours only.
    pub temperature: Option<TemperatureEstimate>,
    /// The pours in order of time; empty if the verdict is not pouring.
    pub pours: Vec<PourClassification>,
    /// Results over time. Windows are 0.2 s apart near pours, elsewhere 0.6 s.
    pub windows: Vec<WindowClassification>,
}

/// The result for one pour of a clip.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct PourClassification {
    /// Start in seconds of the recording.
    pub start: f64,
    /// End in seconds of the recording.
    pub end: f64,
    /// Hot, cold or unsure.
    pub verdict: Verdict,
    /// Probability that this pour is hot, 0 … 1.
    pub probability_hot: f64,
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

/// The model's output for one clip, before calibration of the hot logits.
#[derive(Debug, Clone)]
pub struct ClipLogits {
    segmentation: Segmentation,
    seconds: f64,
}

impl ClipLogits {
    /// The pours, or the most likely candidate if there is none.
    pub(crate) fn pours(&self) -> impl ExactSizeIterator<Item = &PourLogits> {
        let Segmentation { pours, candidate, .. } = &self.segmentation;
        let slice = if pours.is_empty() { candidate.as_slice() } else { pours };
        slice.iter()
    }

    /// Probability that the clip has a pour, 0 … 1.
    pub(crate) fn probability_pouring(&self) -> f64 {
        self.pours().map(|pour| pour.probability_pouring).fold(0.0, f64::max)
    }

    /// Mean of the pours' hot logits.
    pub(crate) fn hot_logit(&self) -> f64 {
        let pours = self.pours();
        let count = pours.len().max(1) as f64;
        pours.map(|pour| pour.hot_logit).sum::<f64>() / count
    }
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
        reference: Option<&CupReference>,
    ) -> Result<Classification> {
        let logits = self.run_windows(&self.log_mel(clip)?, clip.seconds(), |_| ())?;
        self.calibrate(&logits, reference)
    }

    /// Makes a reference from a clip whose water is known to be hot or cold. [`CupReference::new`]
    /// joins those of a cup.
    ///
    /// # Errors
    /// As [`Classifier::log_mel`] and [`Classifier::run_windows`].
    pub fn reference(&self, clip: &Clip, is_hot: bool) -> Result<PourReference> {
        let logits = self.run_windows(&self.log_mel(clip)?, clip.seconds(), |_| ())?;
        Ok(self.reference_from_logits(&logits, is_hot))
    }

    /// Runs the model on a recording of `seconds`, and finds its pours. `progress` receives the
    /// fraction done, up to 1, after every window.
    ///
    /// # Errors
    /// [`Error::NoSamples`] without a frame, [`Error::Model`] if the model fails.
    pub fn run_windows(
        &self,
        log_mel: &LogMel,
        seconds: f64,
        progress: impl FnMut(f64),
    ) -> Result<ClipLogits> {
        self.run_windows_with(log_mel.values(), seconds, |_, run| run(), progress)
    }

    /// As [`Classifier::run_windows`], for log-mel `frames` in dB, frame-major. `logits` gets each
    /// window's frames and a function that runs the model. It may return stored logits instead.
    ///
    /// # Errors
    /// As [`Classifier::run_windows`], and those of `logits`.
    pub fn run_windows_with(
        &self,
        frames: &[f32],
        seconds: f64,
        mut logits: impl FnMut(Range<usize>, &mut dyn FnMut() -> Result<Logits>) -> Result<Logits>,
        mut progress: impl FnMut(f64),
    ) -> Result<ClipLogits> {
        let bands = self.sidecar.front_end.mel_bands;
        let mut input = Vec::new();
        let mut run = |range: Range<usize>| {
            let values = frames.get(range.start * bands..range.end * bands).unwrap_or_default();
            let logits =
                logits(range.clone(), &mut || self.model.frame_logits(values, &mut input))?;
            Ok(self.window_logits(logits, range.start, seconds))
        };
        self.find_pours(frames, seconds, &mut run, &mut progress)
    }

    /// Finds the pours in log-mel `frames`. `run` runs the model on a range of them.
    pub(crate) fn find_pours(
        &self,
        frames: &[f32],
        seconds: f64,
        run: &mut dyn FnMut(Range<usize>) -> Result<WindowLogits>,
        progress: &mut dyn FnMut(f64),
    ) -> Result<ClipLogits> {
        if frames.is_empty() {
            return Err(Error::NoSamples);
        }
        let segmentation = find_pours(frames, &self.sidecar, run, progress)?;
        Ok(ClipLogits { segmentation, seconds })
    }

    /// Turns logits into probabilities and a verdict.
    ///
    /// # Errors
    /// [`Error::ReferenceModelMismatch`] for a reference of another model.
    pub fn calibrate(
        &self,
        logits: &ClipLogits,
        reference: Option<&CupReference>,
    ) -> Result<Classification> {
        let hot = hot_scaling(reference, &self.sidecar)?;
        let windows = &logits.segmentation.windows;
        let classify_window = |FrameWindow { logits, .. }: &FrameWindow| WindowClassification {
            start: logits.start,
            end: logits.end,
            probability_hot: hot.probability(logits.hot_logit),
            probability_pouring: self
                .sidecar
                .pooling
                .probability_pouring(logits.probability_pouring, windows.len()),
        };
        let PourVerdicts { verdict, reason, pours } = self.classify_pours(logits, hot);
        let has_temperature = verdict == Verdict::Hot && reference.is_none();
        let fit = self.sidecar.calibration.temperature_f;
        Ok(Classification {
            verdict,
            reason,
            probability_hot: mean_probability_hot(logits, hot),
            temperature: has_temperature.then(|| fit.estimate(logits.hot_logit())),
            probability_pouring: logits.probability_pouring(),
            seconds: logits.seconds,
            references: reference.map_or(0, CupReference::pours),
            pours,
            windows: windows.iter().map(classify_window).collect(),
        })
    }

    /// Classifies each pour and all together, with a calibration of hot.
    pub(crate) fn classify_pours(&self, logits: &ClipLogits, hot: PlattScaling) -> PourVerdicts {
        let mut is_compressed = false;
        let mut classify_pour = |pour: &PourLogits| {
            let probability_hot = hot.probability(pour.hot_logit);
            let verdict = match self.decide(probability_hot) {
                Verdict::Hot if pour.compression.forbids(true) => Verdict::Unsure,
                Verdict::Cold if pour.compression.forbids(false) => Verdict::Unsure,
                verdict => return self.pour_classification(pour, verdict, probability_hot, logits),
            };
            is_compressed = true;
            self.pour_classification(pour, verdict, probability_hot, logits)
        };
        let pours: Vec<_> = logits.segmentation.pours.iter().map(&mut classify_pour).collect();
        let (verdict, reason) = match pours.split_first() {
            None => (Verdict::NotPouring, None),
            Some((first, rest)) if rest.iter().any(|pour| pour.verdict != first.verdict) => {
                (Verdict::Unsure, Some(UnsureReason::PoursDiffer))
            }
            Some((first, _)) => (first.verdict, is_compressed.then_some(UnsureReason::Compressed)),
        };
        PourVerdicts { verdict, reason, pours }
    }

    fn pour_classification(
        &self,
        pour: &PourLogits,
        verdict: Verdict,
        probability_hot: f64,
        logits: &ClipLogits,
    ) -> PourClassification {
        PourClassification {
            start: self.sidecar.front_end.seconds(pour.frames.start),
            end: self.end_seconds(pour.frames.end).min(logits.seconds),
            verdict,
            probability_hot,
        }
    }

    /// Makes a reference from the logits of a clip. Whether it sounds like such a pour is not
    /// checked: see [`PourReference::probability_pouring`] and [`PourReference::probability_hot`].
    pub fn reference_from_logits(&self, logits: &ClipLogits, is_hot: bool) -> PourReference {
        let hot_logit = logits.hot_logit();
        PourReference::new(
            is_hot,
            hot_logit,
            self.sidecar.calibration.cups.alone().probability(hot_logit),
            logits.probability_pouring(),
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
        Ok(self.window_logits(self.model.frame_logits(values, input)?, start, seconds))
    }

    fn window_logits(&self, logits: Logits, start: usize, seconds: f64) -> WindowLogits {
        let Sidecar { front_end, calibration, windows, .. } = &self.sidecar;
        WindowLogits {
            start: front_end.seconds(start),
            end: self.end_seconds(start + windows.frames).min(seconds),
            hot_logit: logits.hot,
            probability_pouring: calibration.pouring.probability(logits.pouring),
        }
    }

    /// Counts the pours of a cup that get the right class when judged relative to the others.
    ///
    /// # Errors
    /// [`Error::ReferenceModelMismatch`] for pours of another model.
    pub fn count_right(&self, pours: &[PourReference]) -> Result<usize> {
        count_right(pours, &self.sidecar)
    }

    /// End in seconds of the frames before frame `end`.
    fn end_seconds(&self, end: usize) -> f64 {
        let front_end = &self.sidecar.front_end;
        let frame_seconds = front_end.fft_size as f64 / f64::from(front_end.sample_rate);
        front_end.seconds(end.saturating_sub(1)) + frame_seconds
    }

    /// Hot, cold or unsure, by the threshold of confidence.
    pub(crate) fn decide(&self, probability_hot: f64) -> Verdict {
        if probability_hot.max(1.0 - probability_hot) < self.sidecar.thresholds.confidence {
            Verdict::Unsure
        } else if probability_hot >= 0.5 {
            Verdict::Hot
        } else {
            Verdict::Cold
        }
    }
}

/// Mean of the pours' probabilities of hot, with a calibration of hot.
pub(crate) fn mean_probability_hot(logits: &ClipLogits, hot: PlattScaling) -> f64 {
    let pours = logits.pours();
    let count = pours.len().max(1) as f64;
    pours.map(|pour| hot.probability(pour.hot_logit)).sum::<f64>() / count
}

/// Verdicts on the pours of a clip.
pub(crate) struct PourVerdicts {
    /// The verdict that all pours share, otherwise unsure; not pouring without a pour.
    pub(crate) verdict: Verdict,
    pub(crate) reason: Option<UnsureReason>,
    pub(crate) pours: Vec<PourClassification>,
}

#[cfg(test)]
mod tests;
