//! Clip → verdict: log-mel, windows, pooling, calibration, thresholds. What the model hears
//! ([`Evidence`]) is apart from what is said of it: the same evidence can be judged alone, relative
//! to a cold pour, or be that cold pour.

use std::sync::Arc;

use serde::Serialize;

use crate::clip::Clip;
use crate::error::{Error, Result};
use crate::mel::{LogMel, MelFrontEnd};
use crate::model::{Logits, Model};
use crate::reference::Reference;
use crate::sidecar::Sidecar;

/// What is said of a clip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// A pour of hot water.
    Hot,
    /// A pour of cold water.
    Cold,
    /// A pour, but the evidence is thin either way.
    Unsure,
    /// Not a pour.
    NotPouring,
}

impl Decision {
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
pub struct Verdict {
    /// What is said.
    #[serde(rename = "verdict")]
    pub decision: Decision,
    /// Chance that the water is hot, given that it is a pour, 0 … 1.
    pub probability_hot: f64,
    /// Chance that the clip is a pour, 0 … 1.
    pub probability_pouring: f64,
    /// Length of the recording in seconds.
    pub seconds: f64,
    /// How many cold reference pours `probability_hot` is relative to; 0 without.
    pub references: usize,
    /// The same over time.
    pub windows: Vec<WindowVerdict>,
}

/// The answer for one window of a clip.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WindowVerdict {
    /// Start in seconds from the clip's start.
    pub start: f64,
    /// End in seconds.
    pub end: f64,
    /// Chance of hot in this window alone.
    pub probability_hot: f64,
    /// Chance of a pour in this window.
    pub probability_pouring: f64,
}

/// What the model heard in one clip, before it is said how hot that is.
#[derive(Debug, Clone)]
pub struct Evidence {
    windows: Vec<Heard>,
    /// Mean of the windows' hot logits, each weighing as much as it sounds like a pour.
    hot_logit: f64,
    probability_pouring: f64,
    seconds: f64,
}

#[derive(Debug, Clone, Copy)]
struct Heard {
    start: f64,
    end: f64,
    hot_logit: f64,
    probability_pouring: f64,
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
    pub fn new(onnx: &[u8], sidecar_json: &str) -> Result<Self> {
        Self::with_sidecar(onnx, Sidecar::parse(sidecar_json)?)
    }

    /// Loads a model with a sidecar that is already read.
    ///
    /// # Errors
    /// [`Error::Model`] if the model is broken or not the sidecar's.
    pub fn with_sidecar(onnx: &[u8], sidecar: Sidecar) -> Result<Self> {
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
        let min = self.sidecar.windows.min_seconds;
        if clip.seconds() < min {
            return Err(Error::TooShort { seconds: clip.seconds(), min });
        }
        self.front_end.log_mel(clip.samples())
    }

    /// Judges a clip, relative to cold pours into the same cup where there is a reference.
    ///
    /// # Errors
    /// As [`Classifier::log_mel`], [`Classifier::listen`] and [`Classifier::judge`].
    pub fn classify(&self, clip: &Clip, reference: Option<&Reference>) -> Result<Verdict> {
        self.judge(&self.listen(&self.log_mel(clip)?, clip.seconds(), |_| ())?, reference)
    }

    /// Makes a reference of a clip of cold water being poured; [`Reference::mean`] joins several.
    ///
    /// # Errors
    /// As [`Classifier::log_mel`] and [`Classifier::listen`].
    pub fn reference(&self, clip: &Clip) -> Result<Reference> {
        Ok(self.reference_from(&self.listen(&self.log_mel(clip)?, clip.seconds(), |_| ())?))
    }

    /// Runs the model over the features of a clip of `seconds`; `progress` is told the fraction done,
    /// 0 … 1, after every window.
    ///
    /// # Errors
    /// [`Error::NoSamples`] without a frame, [`Error::Model`] if the model fails.
    pub fn listen(&self, log_mel: &LogMel, seconds: f64, mut progress: impl FnMut(f64)) -> Result<Evidence> {
        let starts =
            window_starts(log_mel.len(), self.sidecar.windows.frames, self.sidecar.windows.hop_frames);
        let mut input = Vec::new();
        let mut windows = Vec::with_capacity(starts.len());
        for (done, &start) in starts.iter().enumerate() {
            band_major(log_mel, start, self.sidecar.windows.frames, &mut input);
            windows.push(self.window(self.model.logits(&input)?, start, seconds));
            progress((done + 1) as f64 / starts.len() as f64);
        }
        self.pool(windows, seconds)
    }

    /// Says what this model's evidence amounts to.
    ///
    /// # Errors
    /// [`Error::ForeignReference`] for a reference that another model made.
    pub fn judge(&self, evidence: &Evidence, reference: Option<&Reference>) -> Result<Verdict> {
        let calibration = &self.sidecar.calibration;
        let cold_logit = reference.map(|reference| reference.hot_logit(&self.sidecar.model)).transpose()?;
        let hot = |logit| match cold_logit {
            Some(cold_logit) => calibration.reference.probability(logit, cold_logit),
            None => calibration.hot.probability(logit),
        };
        let probability_hot = hot(evidence.hot_logit);
        let window = |heard: &Heard| WindowVerdict {
            start: heard.start,
            end: heard.end,
            probability_hot: hot(heard.hot_logit),
            probability_pouring: heard.probability_pouring,
        };
        Ok(Verdict {
            decision: self.decide(probability_hot, evidence.probability_pouring),
            probability_hot,
            probability_pouring: evidence.probability_pouring,
            seconds: evidence.seconds,
            references: reference.map_or(0, Reference::clips),
            windows: evidence.windows.iter().map(window).collect(),
        })
    }

    /// Makes a reference of this model's evidence, whether it sounds like a pour or not:
    /// [`Reference::probability_pouring`] tells.
    pub fn reference_from(&self, evidence: &Evidence) -> Reference {
        Reference::new(evidence.hot_logit, evidence.probability_pouring, &self.sidecar.model)
    }

    fn window(&self, logits: Logits, start: usize, seconds: f64) -> Heard {
        let Sidecar { front_end, calibration, windows, .. } = &self.sidecar;
        let frame_seconds = front_end.fft_size as f64 / f64::from(front_end.sample_rate);
        let end = front_end.seconds(start + windows.frames - 1) + frame_seconds;
        Heard {
            start: front_end.seconds(start),
            end: end.min(seconds),
            hot_logit: logits.hot,
            probability_pouring: calibration.pouring.probability(logits.pouring),
        }
    }

    fn pool(&self, windows: Vec<Heard>, seconds: f64) -> Result<Evidence> {
        if windows.is_empty() {
            return Err(Error::NoSamples);
        }
        let weight: f64 = windows.iter().map(|window| window.probability_pouring).sum();
        let weighted: f64 = windows.iter().map(|window| window.probability_pouring * window.hot_logit).sum();
        // Where no window sounds at all like a pour the weights underflow together.
        let hot_logit = weighted / weight.max(f64::MIN_POSITIVE);

        let mut likeliest: Vec<f64> = windows.iter().map(|window| window.probability_pouring).collect();
        likeliest.sort_unstable_by(|a, b| b.total_cmp(a));
        likeliest.truncate(self.sidecar.pooling.pouring_top_windows);
        let probability_pouring = likeliest.iter().sum::<f64>() / likeliest.len() as f64;

        Ok(Evidence { windows, hot_logit, probability_pouring, seconds })
    }

    fn decide(&self, probability_hot: f64, probability_pouring: f64) -> Decision {
        let thresholds = &self.sidecar.thresholds;
        if probability_pouring < thresholds.pouring {
            Decision::NotPouring
        } else if probability_hot.max(1.0 - probability_hot) < thresholds.confidence {
            Decision::Unsure
        } else if probability_hot >= 0.5 {
            Decision::Hot
        } else {
            Decision::Cold
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

/// Copies one window as the network takes it: band after band. A clip shorter than the window is
/// repeated to fill it.
fn band_major(log_mel: &LogMel, start: usize, frames: usize, out: &mut Vec<f32>) {
    out.clear();
    out.resize(log_mel.bands() * frames, 0.0);
    for (at, frame) in log_mel.frames().skip(start).cycle().take(frames).enumerate() {
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
        let json = include_str!("../model/hot-or-cold.json");
        Classifier::new(include_bytes!("../model/hot-or-cold.onnx"), json).unwrap()
    }

    fn window(probability_pouring: f64, hot_logit: f64) -> Heard {
        Heard { start: 0.0, end: 2.0, hot_logit, probability_pouring }
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
        let evidence = classifier.pool(vec![window(1.0, 4.0), window(0.0, -400.0)], 4.0).unwrap();
        let alone = classifier.pool(vec![window(1.0, 4.0)], 2.0).unwrap();
        assert_eq!(evidence.hot_logit, alone.hot_logit);
    }

    #[test]
    fn a_reference_shifts_the_clip_and_each_window_alike() {
        let classifier = classifier();
        let clip = classifier.pool(vec![window(1.0, 4.0), window(1.0, -2.0)], 4.0).unwrap();
        let cold =
            |logit| classifier.reference_from(&classifier.pool(vec![window(1.0, logit)], 2.0).unwrap());
        let alone = classifier.judge(&clip, None).unwrap();
        let reference = Reference::mean(&[cold(-3.0), cold(-1.0), cold(1.0)]).unwrap();
        let relative = classifier.judge(&clip, Some(&reference)).unwrap();
        assert_eq!((alone.references, relative.references), (0, 3));
        assert_eq!(alone.probability_pouring, relative.probability_pouring);
        let expected = |logit: f64| classifier.sidecar().calibration.reference.probability(logit, -1.0);
        assert_eq!(relative.probability_hot, expected(1.0));
        assert_eq!(relative.windows[0].probability_hot, expected(4.0));
        assert_eq!(relative.windows[1].probability_hot, expected(-2.0));
        assert_eq!(alone.windows[1].probability_hot, classifier.sidecar().calibration.hot.probability(-2.0));
    }

    #[test]
    fn a_reference_tells_how_much_it_sounds_like_a_pour() {
        let classifier = classifier();
        let evidence = classifier.pool(vec![window(0.25, -1.0)], 2.0).unwrap();
        assert_eq!(classifier.reference_from(&evidence).probability_pouring(), 0.25);
    }

    #[test]
    fn a_short_pour_in_a_long_recording_is_a_pour() {
        let classifier = classifier();
        let mut windows = vec![window(0.0, 0.0); 1_000];
        windows.extend(vec![window(0.99, 3.0); classifier.sidecar().pooling.pouring_top_windows]);
        let evidence = classifier.pool(windows, 500.0).unwrap();
        assert!((evidence.probability_pouring - 0.99).abs() < 1e-12);
    }

    #[test]
    fn thresholds_decide() {
        let classifier = classifier();
        let thresholds = classifier.sidecar().thresholds.clone();
        assert_eq!(classifier.decide(1.0, thresholds.pouring - 1e-9), Decision::NotPouring);
        assert_eq!(classifier.decide(1.0, thresholds.pouring), Decision::Hot);
        assert_eq!(classifier.decide(0.0, thresholds.pouring), Decision::Cold);
        assert_eq!(classifier.decide(thresholds.confidence - 1e-9, 1.0), Decision::Unsure);
        assert_eq!(classifier.decide(1.0 - thresholds.confidence + 1e-9, 1.0), Decision::Unsure);
        assert_eq!(classifier.decide(thresholds.confidence, 1.0), Decision::Hot);
    }

    #[test]
    fn a_model_of_another_sidecar_is_refused() {
        let json = include_str!("../model/hot-or-cold.json");
        let mut onnx = include_bytes!("../model/hot-or-cold.onnx").to_vec();
        onnx.pop();
        let error = Classifier::new(&onnx, json).err().unwrap();
        assert_eq!(error.code(), "model");
    }
}
