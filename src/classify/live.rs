//! Classification of a stream, chunk by chunk, while a microphone records.
//!
//! Windows, calibration and pooling are those of [`Classifier`]. This file adds the start and end
//! of a pour, and the part of the stream to save as its recording. The live verdict of a brief
//! pour equals that of [`Classifier::classify`] on this part.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::audio::clip::{check_rate, check_samples};
use crate::audio::mel::LogMelStream;
use crate::audio::resample::Resampler;
use crate::classify::classifier::{
    Classifier, Verdict, WindowLogits, pooled_hot_logit, pooled_probability_pouring,
};
pub use crate::classify::pour_detector::Phase;
use crate::classify::pour_detector::PourDetector;
use crate::classify::reference::ColdReference;
use crate::error::{Error, Result};
use crate::sidecar::Sidecar;
use crate::spectrogram::{ScrollingSpectrogram, SpectrogramImage};

/// State of a live classification. All times are in seconds of the stream.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveState {
    /// Stage of the classification.
    pub phase: Phase,
    /// Verdict of the pour so far: hot, cold or unsure. `None` while listening.
    pub verdict: Option<Verdict>,
    /// Probability that the pour so far is hot, 0 … 1; 0.5 while listening.
    pub probability_hot: f64,
    /// Probability that the latest step is part of a pour, 0 … 1.
    pub probability_pouring: f64,
    /// Length of the stream.
    pub seconds: f64,
    /// Start of the pour: 1 s before the end of its first step.
    pub pour_start: Option<f64>,
    /// End of the latest step that sounded like a pour.
    pub pour_end: Option<f64>,
    /// Start of the recording that a stop would save now; `None` while listening.
    pub recording_start: Option<f64>,
    /// End of that recording, if a brief pour is hot or cold so far. Without one, the recording
    /// lasts until the stop.
    pub recording_end: Option<f64>,
}

/// Confidence that the first step of a pour needs for a verdict. The required confidence falls
/// linearly to that of a recording over [`CONFIDENCE_RAMP_STEPS`]: verdicts from little sound are
/// often reversed (experiments 33 and 48).
const INITIAL_CONFIDENCE: f64 = 0.99;
const CONFIDENCE_RAMP_STEPS: usize = 7;

/// Assumed time from the onset of a pour to the end of its first step. The rest of that step's
/// second is room tone. With a whole second, more of the first verdicts are wrong (experiment 26).
const ONSET_DELAY_SECONDS: f64 = 0.75;

/// Below this probability the 2 s window is skipped. That halves the cost of a quiet room; held-out
/// pours are detected no later (experiment 26).
const MIN_ONSET_PROBABILITY: f64 = 0.25;

/// Longest part of a recording before its pour.
const MAX_LEAD_SECONDS: f64 = 2.0;

/// Margin of a live verdict above the thresholds. The saved file is rounded to 16 bits, which moves
/// its probabilities slightly.
const ROUNDING_MARGIN: f64 = 0.01;

/// Undrawn frames are dropped after this time, which bounds the memory.
const MAX_UNDRAWN_SECONDS: f64 = 60.0;

/// Classifies a stream of mono PCM, in steps of 0.1 s.
///
/// ```
/// use std::sync::Arc;
/// use hot_or_cold::{Classifier, LiveClassifier, synth};
///
/// # fn main() -> hot_or_cold::Result<()> {
/// let classifier = Arc::new(Classifier::new(hot_or_cold::ONNX, hot_or_cold::SIDECAR)?);
/// let mut live = LiveClassifier::new(classifier, 48_000, None)?;
/// for chunk in synth::pour(&synth::Pour::default()).chunks(1_024) {
///     let state = live.push(chunk)?;
///     println!("{:?} {:?}", state.phase, state.verdict);
/// }
/// # Ok(())
/// # }
/// ```
pub struct LiveClassifier {
    classifier: Arc<Classifier>,
    cold_logit: Option<f64>,
    sample_rate: u32,
    resampler: Resampler,
    stream: LogMelStream,
    spectrogram: ScrollingSpectrogram,
    /// Scratch: the last chunk at the model's rate, and the model's input.
    resampled: Vec<f32>,
    input: Vec<f32>,
    /// Log-mel values in dB from frame `first_frame` on. Frames from `undrawn` on are not drawn.
    frames: Vec<f32>,
    first_frame: usize,
    undrawn: usize,
    /// End of the next step, in frames.
    next_end: usize,
    /// Frames from one step to the next: half of a window's hop.
    step_frames: usize,
    /// Frames that cover the shortest valid recording, of 1 s.
    second_frames: usize,
    /// Longest brief pour: its recording has at most `pouring_top_windows` windows. A single quiet
    /// window can make it *not pouring*.
    brief_frames: usize,
    detector: PourDetector,
    /// First frame of the current pour.
    pour_first_frame: usize,
    samples: u64,
    /// Windows that end with the steps of the current pour.
    windows: Vec<WindowLogits>,
    /// Windows of a brief pour's recording, without the last one.
    recording_windows: Vec<WindowLogits>,
    state: LiveState,
}

impl LiveClassifier {
    /// Starts a stream at `sample_rate` Hz. With a reference, verdicts are relative to it.
    ///
    /// # Errors
    /// [`Error::InvalidSampleRate`], and [`Error::ReferenceModelMismatch`] for a reference of
    /// another model.
    pub fn new(
        classifier: Arc<Classifier>,
        sample_rate: u32,
        reference: Option<&ColdReference>,
    ) -> Result<Self> {
        let sidecar = classifier.sidecar();
        Ok(Self {
            cold_logit: reference
                .map(|reference| reference.hot_logit(&sidecar.model))
                .transpose()?,
            sample_rate,
            resampler: Resampler::new(check_rate(sample_rate)?, sidecar.front_end.sample_rate),
            stream: LogMelStream::new(classifier.front_end()),
            spectrogram: ScrollingSpectrogram::new(sidecar.front_end.seconds(1)),
            resampled: Vec::new(),
            input: Vec::new(),
            frames: Vec::new(),
            first_frame: 0,
            undrawn: 0,
            next_end: sidecar.min_frames(),
            step_frames: sidecar.windows.hop_frames.div_ceil(2),
            second_frames: sidecar.covering_frames(),
            brief_frames: sidecar.windows.frames
                + (sidecar.pooling.pouring_top_windows - 1) * sidecar.windows.hop_frames,
            detector: PourDetector::new(),
            pour_first_frame: 0,
            samples: 0,
            windows: Vec::new(),
            recording_windows: Vec::new(),
            state: LiveState {
                phase: Phase::Listening,
                verdict: None,
                probability_hot: 0.5,
                probability_pouring: 0.0,
                seconds: 0.0,
                pour_start: None,
                pour_end: None,
                recording_start: None,
                recording_end: None,
            },
            classifier,
        })
    }

    /// Appends samples, any number of them, ±1 full scale, and returns the new state.
    ///
    /// # Errors
    /// [`Error::InvalidSample`] if a sample is not finite or beyond [`crate::MAX_SAMPLE`]. Such a
    /// chunk is dropped as a whole, and the next one may be pushed.
    pub fn push(&mut self, samples: &[f32]) -> Result<LiveState> {
        check_samples(samples, 1, self.samples, self.sample_rate)?;
        self.samples += samples.len() as u64;
        self.state.seconds = self.samples as f64 / f64::from(self.sample_rate);
        self.resampled.clear();
        self.resampler.push(samples, &mut self.resampled);
        self.stream.push(&self.resampled, &mut self.frames);
        while self.next_end <= self.end_frame() {
            self.step()?;
        }
        Ok(self.state)
    }

    /// Number of columns that [`LiveClassifier::draw_new_columns`] would draw.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn undrawn_columns(&self) -> usize {
        self.end_frame() - self.undrawn
    }

    /// Draws the log-mel spectrogram of all frames since the last call, of the latest minute at
    /// most. Each frame is a column.
    pub fn draw_new_columns(&mut self) -> SpectrogramImage {
        let bands = self.bands();
        let skipped = (self.undrawn - self.first_frame) * bands;
        let (_, new) = self.frames.split_at(skipped.min(self.frames.len()));
        let image = self.spectrogram.draw(new, bands);
        self.undrawn = self.end_frame();
        self.trim_history();
        image
    }

    fn bands(&self) -> usize {
        self.classifier.sidecar().front_end.mel_bands
    }

    /// Number of frames in the stream so far.
    fn end_frame(&self) -> usize {
        self.first_frame + self.frames.len() / self.bands()
    }

    /// Evaluates the step that ends with `next_end`.
    fn step(&mut self) -> Result<()> {
        let end = self.next_end;
        let (window, probability_pouring) = self.evaluate_step(end)?;
        self.state.probability_pouring = probability_pouring;
        if self.state.phase != Phase::Finished {
            self.update_phase(window, end)?;
        }
        self.next_end += self.step_frames;
        self.trim_history();
        Ok(())
    }

    /// Runs the model on the step that ends with frame `end`. Returns its window, and the
    /// probability that it is part of a pour.
    ///
    /// A window of 1 s detects the onset earlier, a full window of 2 s detects the continuation
    /// better. The second one runs only where it may change the decision.
    fn evaluate_step(&mut self, end: usize) -> Result<(WindowLogits, f64)> {
        let Sidecar { windows, thresholds, .. } = self.classifier.sidecar();
        let (frames, threshold) = (windows.frames, thresholds.pouring);
        let short_start = end.saturating_sub(self.second_frames);
        // Room tone before the pour would hide its flicker.
        let pouring = self.state.phase == Phase::Pouring;
        let long_start =
            end.saturating_sub(frames).max(if pouring { self.brief_first_frame(end) } else { 0 });
        let (start, other_start, doubtful) = match self.state.phase {
            Phase::Listening => (short_start, long_start, MIN_ONSET_PROBABILITY..threshold),
            Phase::Pouring => (long_start, short_start, 0.0..threshold),
            Phase::Finished => (short_start, short_start, 0.0..threshold),
        };
        let window = self.run_window(start..end)?;
        let mut probability = self.probability_pouring(window);
        if other_start != start && doubtful.contains(&probability) {
            let other = self.run_window(other_start..end)?;
            probability = probability.max(self.probability_pouring(other));
        }
        Ok((window, probability))
    }

    /// First frame of a brief pour's recording that ends with frame `end`.
    fn brief_first_frame(&self, end: usize) -> usize {
        self.pour_first_frame.min(end.saturating_sub(self.second_frames))
    }

    /// Pouring probability of a single window, as of a recording with one window. Without this
    /// correction a quarter of a pour's steps would be missed (experiment 33).
    fn probability_pouring(&self, window: WindowLogits) -> f64 {
        self.classifier.sidecar().pooling.probability_pouring(window.probability_pouring, 1)
    }

    /// Runs the model on these frames. Fewer frames than a window are repeated, as in a short
    /// recording.
    fn run_window(&mut self, frames: Range<usize>) -> Result<WindowLogits> {
        let bands = self.bands();
        let values = frames
            .start
            .checked_sub(self.first_frame)
            .and_then(|first| {
                self.frames.get(first * bands..(frames.end - self.first_frame) * bands)
            })
            .ok_or_else(|| Error::model("frames of a window are missing"))?;
        self.classifier.run_window(values, frames.start, self.state.seconds, &mut self.input)
    }

    /// Updates phase, times and verdict from the step that ends with frame `end`.
    fn update_phase(&mut self, window: WindowLogits, end: usize) -> Result<()> {
        let Sidecar { front_end, windows, thresholds, pooling, .. } = self.classifier.sidecar();
        let frame_seconds = front_end.seconds(1);
        let phase_before = self.state.phase;
        let pours = self.state.probability_pouring >= thresholds.pouring;
        // Steps overlap more than a recording's windows do: more of them cover the same sound.
        let top_steps = pooling.pouring_top_windows * windows.hop_frames / self.step_frames;
        let pour_windows = &self.windows;
        let is_pour = || pooled_probability_pouring(pour_windows, top_steps) >= thresholds.pouring;
        self.state.phase = self.detector.step(pours, is_pour);
        match (phase_before, self.state.phase) {
            (Phase::Listening, Phase::Pouring) => {
                let onset_delay = (ONSET_DELAY_SECONDS / frame_seconds) as usize;
                self.pour_first_frame = end.saturating_sub(onset_delay);
                let short_start = end.saturating_sub(self.second_frames);
                self.state.pour_start = Some(frame_seconds * short_start as f64);
                self.windows.push(window);
            }
            (Phase::Pouring, Phase::Listening) => {
                self.windows.clear();
                self.recording_windows.clear();
                (self.state.pour_start, self.state.pour_end) = (None, None);
            }
            (Phase::Pouring, _) => self.windows.push(window),
            _ => {}
        }
        if pours {
            self.state.pour_end = Some(frame_seconds * end as f64);
        }
        if self.windows.is_empty() {
            (self.state.probability_hot, self.state.verdict) = (0.5, None);
            (self.state.recording_start, self.state.recording_end) = (None, None);
            return Ok(());
        }
        let (hot_logit, probability_pouring) = self.pool_recording(window, end)?;
        self.calibrate(hot_logit, probability_pouring);
        self.cut_recording(end);
        Ok(())
    }

    /// Pools the windows of the recording that a stop now saves, up to frame `end`, to a hot logit
    /// and a pouring probability. `last` is the last window.
    ///
    /// For a brief pour both are those of [`Classifier::classify`]. Later, the steps' windows stand
    /// for the recording's: running those too would cost half as much again.
    fn pool_recording(&mut self, last: WindowLogits, end: usize) -> Result<(f64, f64)> {
        let Sidecar { windows, pooling, .. } = self.classifier.sidecar();
        let (frames, hop_frames) = (windows.frames, windows.hop_frames);
        if !self.is_brief(end) {
            let top_steps = pooling.pouring_top_windows * hop_frames / self.step_frames;
            let probability_pouring = pooled_probability_pouring(&self.windows, top_steps);
            return Ok((pooled_hot_logit(&self.windows), probability_pouring));
        }
        loop {
            let start = self.pour_first_frame + hop_frames * self.recording_windows.len();
            if start + frames >= end {
                break;
            }
            let window = self.run_window(start..start + frames)?;
            self.recording_windows.push(window);
        }
        self.recording_windows.push(last);
        let windows = &self.recording_windows;
        let pooling = &self.classifier.sidecar().pooling;
        let mean = pooled_probability_pouring(windows, pooling.pouring_top_windows);
        let probability_pouring = pooling.probability_pouring(mean, windows.len());
        let pooled = (pooled_hot_logit(windows), probability_pouring);
        self.recording_windows.pop();
        Ok(pooled)
    }

    fn is_brief(&self, end: usize) -> bool {
        end.saturating_sub(self.pour_first_frame) <= self.brief_frames
    }

    /// Sets the part of the stream that a stop now saves. The live verdict of a brief pour is based
    /// on exactly this part. With other frames, 691 of 4,224 recordings differed from the first
    /// verdict (experiment 49).
    fn cut_recording(&mut self, end: usize) {
        let front_end = &self.classifier.sidecar().front_end;
        let is_brief = self.is_brief(end);
        let first_frame = if is_brief {
            self.brief_first_frame(end)
        } else {
            let max_lead = (MAX_LEAD_SECONDS / front_end.seconds(1)) as usize;
            let lead = ((end - self.pour_first_frame - self.brief_frames) / 2).min(max_lead);
            self.pour_first_frame.saturating_sub(lead)
        };
        self.state.recording_start = Some(front_end.seconds(first_frame));
        let is_hot_or_cold = matches!(self.state.verdict, Some(Verdict::Hot | Verdict::Cold));
        // Half a hop more: rounding to samples of the stream must not lose the last frame.
        let samples = (end - 1) * front_end.hop + front_end.fft_size + front_end.hop / 2;
        let seconds = samples as f64 / f64::from(front_end.sample_rate);
        self.state.recording_end = (is_brief && is_hot_or_cold).then_some(seconds);
    }

    /// Sets probability and verdict. The verdict is unsure if the recording so far is not
    /// classified as a pour.
    fn calibrate(&mut self, hot_logit: f64, probability_pouring: f64) {
        let hot = self.classifier.probability_hot(hot_logit, self.cold_logit);
        let final_confidence = self.classifier.sidecar().thresholds.confidence + ROUNDING_MARGIN;
        let required = required_confidence(self.windows.len(), final_confidence);
        let verdict = match self.classifier.decide(hot, probability_pouring - ROUNDING_MARGIN) {
            Verdict::NotPouring => Verdict::Unsure,
            _ if hot.max(1.0 - hot) < required => Verdict::Unsure,
            verdict => verdict,
        };
        (self.state.probability_hot, self.state.verdict) = (hot, Some(verdict));
    }

    /// Drops frames that are drawn, or too old to be drawn, and in no future window.
    fn trim_history(&mut self) {
        let sidecar = self.classifier.sidecar();
        let bands = sidecar.front_end.mel_bands;
        let max_undrawn = (MAX_UNDRAWN_SECONDS / sidecar.front_end.seconds(1)) as usize;
        self.undrawn = self.undrawn.max(self.end_frame().saturating_sub(max_undrawn));
        // A recording's window may run up to one step after its last frame.
        let window_frames = sidecar.windows.frames + self.step_frames;
        let needed = self.next_end.saturating_sub(window_frames).min(self.undrawn);
        self.frames.drain(..(needed - self.first_frame) * bands);
        self.first_frame = needed;
    }
}

/// Confidence that a verdict needs after `steps` steps of a pour, 1 or more. `final_confidence`
/// suffices for a recording.
fn required_confidence(steps: usize, final_confidence: f64) -> f64 {
    let remaining = CONFIDENCE_RAMP_STEPS.saturating_sub(steps.saturating_sub(1)) as f64
        / CONFIDENCE_RAMP_STEPS as f64;
    final_confidence + remaining * (INITIAL_CONFIDENCE - final_confidence).max(0.0)
}

#[cfg(test)]
mod tests;
