//! Clip → verdict: log-mel, windows, pooling, calibration, thresholds. What the model hears
//! ([`ClipLogits`]) is apart from what is said of it: the same evidence can be judged alone, relative
//! to a cold pour, or be that cold pour.

use std::sync::Arc;

use serde::Serialize;

use crate::audio::clip::Clip;
use crate::audio::mel::{LogMel, MelFrontEnd};
use crate::classify::model::Model;
use crate::classify::reference::ColdReference;
use crate::error::{Error, Result};
use crate::sidecar::{Sidecar, TemperatureEstimate};

/// What is said of a clip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// A pour of hot water.
    Hot,
    /// A pour of cold water.
    Cold,
    /// A pour, but the evidence is thin either way.
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

/// The answer for one clip.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Classification {
    /// What is said.
    #[serde(rename = "verdict")]
    pub verdict: Verdict,
    /// Chance that the water is hot, given that it is a pour, 0 … 1.
    pub probability_hot: f64,
    /// Chance that the clip is a pour, 0 … 1.
    pub probability_pouring: f64,
    /// Length of the recording in seconds.
    pub seconds: f64,
    /// How many cold reference pours `probability_hot` is relative to; 0 without.
    pub references: usize,
    /// Of hot water, judged without a reference. The model hears it on hot pours alone.
    pub temperature: Option<TemperatureEstimate>,
    /// The same over time.
    pub windows: Vec<WindowClassification>,
}

/// The answer for one window of a clip.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WindowClassification {
    /// Start in seconds from the clip's start.
    pub start: f64,
    /// End in seconds.
    pub end: f64,
    /// Chance of hot in this window alone.
    pub probability_hot: f64,
    /// Chance of a pour in this window, as in a clip with as many windows.
    pub probability_pouring: f64,
}

/// What the model heard in one clip, before it is said how hot that is.
#[derive(Debug, Clone)]
pub struct ClipLogits {
    windows: Vec<WindowLogits>,
    /// Mean of the windows' hot logits, each weighing as much as it sounds like a pour.
    hot_logit: f64,
    probability_pouring: f64,
    seconds: f64,
}

/// One window's share of the evidence.
#[derive(Debug, Clone, Copy)]
pub(crate) struct WindowLogits {
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) hot_logit: f64,
    pub(crate) probability_pouring: f64,
}

/// Front end, model and thresholds, ready to judge clips.
pub struct Classifier {
    sidecar: Sidecar,
    front_end: Arc<MelFrontEnd>,
    model: Model,
}

impl Classifier {
    /// Loads a model and its sidecar.
    ///
    /// # Errors
    /// [`Error::Model`] if either is broken or they do not belong together.
    #[cfg(any(test, not(target_arch = "wasm32")))]
    pub fn new(onnx: &[u8], sidecar_json: &str) -> Result<Self> {
        Self::with_sidecar(onnx, Sidecar::parse(sidecar_json)?)
    }

    /// Loads a model with a sidecar that is already read.
    ///
    /// # Errors
    /// [`Error::Model`] if either is broken or the model is not the sidecar's.
    pub fn with_sidecar(onnx: &[u8], sidecar: Sidecar) -> Result<Self> {
        let sidecar = sidecar.checked()?;
        let front_end = Arc::new(MelFrontEnd::new(&sidecar.front_end));
        let model = Model::new(onnx, &sidecar)?;
        Ok(Self { sidecar, front_end, model })
    }

    /// The model's constants.
    pub fn sidecar(&self) -> &Sidecar {
        &self.sidecar
    }

    /// The front end, for pictures and parity tests.
    pub fn front_end(&self) -> &Arc<MelFrontEnd> {
        &self.front_end
    }

    /// The network itself, for parity tests.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The features of a clip.
    ///
    /// # Errors
    /// [`Error::TooShort`] for a clip below the sidecar's `min_seconds`, [`Error::Model`] for one that
    /// was resampled for another model.
    pub fn log_mel(&self, clip: &Clip) -> Result<LogMel> {
        let rate = self.sidecar.front_end.sample_rate;
        if clip.sample_rate() != rate {
            return Err(Error::model(format!(
                "it hears {rate} samples a second, the clip has {}",
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

    /// Judges a clip, relative to cold pours into the same cup where there is a reference.
    ///
    /// # Errors
    /// As [`Classifier::log_mel`], [`Classifier::run_windows`] and [`Classifier::calibrate`].
    pub fn classify(
        &self,
        clip: &Clip,
        reference: Option<&ColdReference>,
    ) -> Result<Classification> {
        self.calibrate(&self.run_windows(&self.log_mel(clip)?, clip.seconds(), |_| ())?, reference)
    }

    /// Makes a reference of a clip of cold water being poured; [`Reference::mean`] joins several.
    ///
    /// # Errors
    /// As [`Classifier::log_mel`] and [`Classifier::run_windows`].
    pub fn reference(&self, clip: &Clip) -> Result<ColdReference> {
        Ok(self.reference_from_logits(&self.run_windows(
            &self.log_mel(clip)?,
            clip.seconds(),
            |_| (),
        )?))
    }

    /// Runs the model over the features of a clip of `seconds`; `progress` is told the fraction done,
    /// 0 … 1, after every window.
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
            let from = log_mel.values().get(start * log_mel.bands()..).unwrap_or_default();
            windows.push(self.run_window(from, start, seconds, &mut input)?);
            progress((done + 1) as f64 / starts.len() as f64);
        }
        self.pool(windows, seconds)
    }

    /// Says what this model's evidence amounts to.
    ///
    /// # Errors
    /// [`Error::ReferenceModelMismatch`] for a reference that another model made.
    pub fn calibrate(
        &self,
        logits: &ClipLogits,
        reference: Option<&ColdReference>,
    ) -> Result<Classification> {
        let cold_logit =
            reference.map(|reference| reference.hot_logit(&self.sidecar.model)).transpose()?;
        let pooling = &self.sidecar.pooling;
        let hot = |logit| self.probability_hot(logit, cold_logit);
        let probability_hot = hot(logits.hot_logit);
        let classify_window = |window: &WindowLogits| WindowClassification {
            start: window.start,
            end: window.end,
            probability_hot: hot(window.hot_logit),
            probability_pouring: pooling
                .probability_pouring(window.probability_pouring, logits.windows.len()),
        };
        let verdict = self.decide(probability_hot, logits.probability_pouring);
        let hot_alone = verdict == Verdict::Hot && reference.is_none();
        let line = self.sidecar.calibration.temperature_f;
        Ok(Classification {
            verdict,
            temperature: hot_alone.then(|| line.temperature(logits.hot_logit)),
            probability_hot,
            probability_pouring: logits.probability_pouring,
            seconds: logits.seconds,
            references: reference.map_or(0, ColdReference::clips),
            windows: logits.windows.iter().map(classify_window).collect(),
        })
    }

    /// Makes a reference of this model's evidence, whether it sounds like a cold pour or not:
    /// [`Reference::probability_pouring`] and [`Reference::probability_hot`] tell.
    pub fn reference_from_logits(&self, logits: &ClipLogits) -> ColdReference {
        let probability_hot = self.probability_hot(logits.hot_logit, None);
        ColdReference::new(
            logits.hot_logit,
            probability_hot,
            logits.probability_pouring,
            &self.sidecar.model,
        )
    }

    /// The model's answer to one window: `values` are log-mel frames from the window's first on, in dB,
    /// and `start` is that frame's place in the recording. `input` is scratch.
    pub(crate) fn run_window(
        &self,
        values: &[f32],
        start: usize,
        seconds: f64,
        input: &mut Vec<f32>,
    ) -> Result<WindowLogits> {
        let Sidecar { front_end, calibration, windows, .. } = &self.sidecar;
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

    /// Chance of hot for a pooled logit, or a window's; relative to a cold pour's logit if there is one.
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
        let likeliest = pooled_probability_pouring(&windows, pooling.pouring_top_windows);
        let probability_pouring = pooling.probability_pouring(likeliest, windows.len());
        Ok(ClipLogits { windows, hot_logit, probability_pouring, seconds })
    }

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

/// First frames of the windows: every `hop` frames, and one more that ends with the clip.
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

/// The mean chance of a pour in the `likeliest` windows, or in all if they are fewer; 0 of none.
pub(crate) fn pooled_probability_pouring(windows: &[WindowLogits], likeliest: usize) -> f64 {
    let mut chances: Vec<f64> = windows.iter().map(|window| window.probability_pouring).collect();
    chances.sort_unstable_by(|a, b| b.total_cmp(a));
    chances.truncate(likeliest);
    chances.iter().sum::<f64>() / chances.len().max(1) as f64
}

/// The pooled hot logit of windows: each counts as far as it is a pour.
pub(crate) fn pooled_hot_logit(windows: &[WindowLogits]) -> f64 {
    pooling_weights(windows).zip(windows).map(|(weight, window)| weight * window.hot_logit).sum()
}

/// What share of the verdict each window has: the second of room tone before a pour says nothing of heat.
pub(crate) fn pooling_weights(windows: &[WindowLogits]) -> impl Iterator<Item = f64> {
    let sum: f64 = windows.iter().map(|window| window.probability_pouring).sum();
    // Where no window sounds at all like a pour the weights underflow together.
    windows.iter().map(move |window| window.probability_pouring / sum.max(f64::MIN_POSITIVE))
}

/// Copies the window that `values` begin with as the network takes it: band after band. Fewer frames
/// than a window are repeated to fill it.
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
mod tests {
    use super::*;

    fn classifier() -> Classifier {
        let json = include_str!("../../model/hot-or-cold.json");
        Classifier::new(include_bytes!("../../model/hot-or-cold.onnx"), json).unwrap()
    }

    fn window(probability_pouring: f64, hot_logit: f64) -> WindowLogits {
        WindowLogits { start: 0.0, end: 2.0, hot_logit, probability_pouring }
    }

    #[test]
    fn windows_cover_the_clip_to_its_end() {
        assert_eq!(window_starts(0, 10, 4), [0; 0]);
        assert_eq!(window_starts(3, 10, 4), [0]);
        assert_eq!(window_starts(10, 10, 4), [0]);
        assert_eq!(window_starts(11, 10, 4), [0, 1]);
        assert_eq!(window_starts(18, 10, 4), [0, 4, 8]);
        assert_eq!(window_starts(19, 10, 4), [0, 4, 8, 9]);
    }

    #[test]
    fn windows_that_are_no_pour_do_not_count() {
        let classifier = classifier();
        let logits = classifier.pool(vec![window(1.0, 4.0), window(0.0, -400.0)], 4.0).unwrap();
        let alone = classifier.pool(vec![window(1.0, 4.0)], 2.0).unwrap();
        assert_eq!(logits.hot_logit, alone.hot_logit);
    }

    #[test]
    fn a_reference_shifts_the_clip_and_each_window_alike() {
        let classifier = classifier();
        let clip = classifier.pool(vec![window(1.0, 4.0), window(1.0, -2.0)], 4.0).unwrap();
        let cold = |logit| {
            classifier
                .reference_from_logits(&classifier.pool(vec![window(1.0, logit)], 2.0).unwrap())
        };
        let alone = classifier.calibrate(&clip, None).unwrap();
        let reference = ColdReference::mean(&[cold(-3.0), cold(-1.0), cold(1.0)]).unwrap();
        let relative = classifier.calibrate(&clip, Some(&reference)).unwrap();
        assert_eq!((alone.references, relative.references), (0, 3));
        assert_eq!(alone.probability_pouring, relative.probability_pouring);
        let expected =
            |logit: f64| classifier.sidecar().calibration.reference.probability(logit, -1.0);
        assert_eq!(relative.probability_hot, expected(1.0));
        assert_eq!(relative.windows[0].probability_hot, expected(4.0));
        assert_eq!(relative.windows[1].probability_hot, expected(-2.0));
        assert_eq!(
            alone.windows[1].probability_hot,
            classifier.sidecar().calibration.hot.probability(-2.0)
        );
    }

    #[test]
    fn a_reference_tells_how_much_it_sounds_like_a_cold_pour() {
        let classifier = classifier();
        let enough = classifier.sidecar().pooling.pouring_top_windows;
        let logits = classifier.pool(vec![window(0.25, 3.0); enough], 4.0).unwrap();
        let reference = classifier.reference_from_logits(&logits);
        assert_eq!(reference.probability_pouring(), 0.25);
        assert_eq!(
            reference.probability_hot(),
            classifier.calibrate(&logits, None).unwrap().probability_hot,
            "as a verdict on it alone"
        );
    }

    #[test]
    fn a_short_pour_in_a_long_recording_is_a_pour() {
        let classifier = classifier();
        let mut windows = vec![window(0.0, 0.0); 1_000];
        windows.extend(vec![window(0.99, 3.0); classifier.sidecar().pooling.pouring_top_windows]);
        let logits = classifier.pool(windows, 500.0).unwrap();
        assert!((logits.probability_pouring - 0.99).abs() < 1e-12);
    }

    #[test]
    fn a_short_recording_is_a_pour_sooner_than_a_long_one() {
        let classifier = classifier();
        let verdict = |windows: usize| {
            let logits = classifier.pool(vec![window(0.45, 9.0); windows], 4.0).unwrap();
            classifier.calibrate(&logits, None).unwrap()
        };
        let (short, long) = (verdict(1), verdict(classifier.sidecar().pooling.pouring_top_windows));
        assert_eq!((short.verdict, long.verdict), (Verdict::Hot, Verdict::NotPouring));
        assert!((long.probability_pouring - 0.45).abs() < 1e-12);
        assert_eq!(short.probability_pouring, short.windows[0].probability_pouring);
        assert!((long.windows[0].probability_pouring - 0.45).abs() < 1e-12, "as the clip");
    }

    #[test]
    fn only_a_hot_verdict_without_a_reference_has_a_temperature() {
        let classifier = classifier();
        let judged = |logit, reference: Option<&ColdReference>| {
            let logits = classifier.pool(vec![window(1.0, logit)], 2.0).unwrap();
            classifier.calibrate(&logits, reference).unwrap()
        };
        let line = classifier.sidecar().calibration.temperature_f;
        assert_eq!(judged(9.0, None).temperature, Some(line.temperature(9.0)));
        assert_eq!(judged(-9.0, None).temperature, None);
        let cold = classifier
            .reference_from_logits(&classifier.pool(vec![window(1.0, -9.0)], 2.0).unwrap());
        let beside = judged(9.0, Some(&cold));
        assert_eq!((beside.verdict, beside.temperature), (Verdict::Hot, None));
    }

    #[test]
    fn thresholds_decide() {
        let classifier = classifier();
        let thresholds = classifier.sidecar().thresholds.clone();
        assert_eq!(classifier.decide(1.0, thresholds.pouring - 1e-9), Verdict::NotPouring);
        assert_eq!(classifier.decide(1.0, thresholds.pouring), Verdict::Hot);
        assert_eq!(classifier.decide(0.0, thresholds.pouring), Verdict::Cold);
        assert_eq!(classifier.decide(thresholds.confidence - 1e-9, 1.0), Verdict::Unsure);
        assert_eq!(classifier.decide(1.0 - thresholds.confidence + 1e-9, 1.0), Verdict::Unsure);
        assert_eq!(classifier.decide(thresholds.confidence, 1.0), Verdict::Hot);
    }

    #[test]
    fn a_model_of_another_sidecar_is_refused() {
        let json = include_str!("../../model/hot-or-cold.json");
        let mut onnx = include_bytes!("../../model/hot-or-cold.onnx").to_vec();
        onnx.pop();
        let error = Classifier::new(&onnx, json).err().unwrap();
        assert_eq!(error.code(), "model");
    }
}
