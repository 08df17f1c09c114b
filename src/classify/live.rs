//! Classification of a stream, chunk by chunk, while a microphone records.
//!
//! Windows, calibration and pooling are those of [`Classifier`]. This file adds the start and end
//! of a pour, and the part of the stream to save as its recording. The live verdict of a brief
//! pour equals that of [`Classifier::classify`] on this part.

use std::ops::Range;
use std::sync::Arc;

use hot_or_cold_kernels::order_statistics::mean_of_highest;
use hot_or_cold_kernels::{LogMelStream, Resampler};

use crate::audio::clip::{check_rate, check_samples};
use crate::classify::classifier::{Classifier, UnsureReason, Verdict, mean_probability_hot};
use crate::classify::frame_windows::FrameWindow;
pub use crate::classify::live_state::LiveState;
pub use crate::classify::pour_detector::Phase;
use crate::classify::pour_detector::PourDetector;
use crate::classify::pour_segmentation::MIN_REGION_PROBABILITY;
use crate::classify::reference::{CupReference, hot_scaling};
use crate::error::{Error, Result};
use crate::sidecar::{PlattScaling, Sidecar};
use crate::spectrogram::{SpectrogramImage, draw_frames};

/// Confidence that the first step of a pour needs for a verdict. The required confidence falls
/// linearly to that of a recording over [`CONFIDENCE_RAMP_STEPS`]: verdicts from little sound are
/// often reversed (experiments 33 and 48).
const INITIAL_CONFIDENCE: f64 = 0.99;
const CONFIDENCE_RAMP_STEPS: usize = 7;

/// Pouring probability that the first step of a pour needs for a verdict. It falls linearly to the
/// threshold over [`POURING_RAMP_STEPS`]. Instead of 7.6% of other sounds, 4.5% get a verdict for a
/// moment (experiment 53).
const INITIAL_PROBABILITY_POURING: f64 = 0.9;
const POURING_RAMP_STEPS: usize = 12;

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
/// Margin of the confidence of a longer pour. Its live windows start at other frames than those of
/// the saved file (experiment 64).
const LATER_MARGIN: f64 = 0.03;

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
    hot: PlattScaling,
    sample_rate: u32,
    resampler: Resampler,
    stream: LogMelStream,
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
    /// Windows that end with the steps of the current pour. The first ones are shorter.
    windows: Vec<FrameWindow>,
    /// Windows of a brief pour's recordings so far.
    recording_windows: Vec<FrameWindow>,
    /// Why the recording of the pour is unsure, by what it was while brief.
    unsure_reason: Option<UnsureReason>,
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
        reference: Option<&CupReference>,
    ) -> Result<Self> {
        let sidecar = classifier.sidecar();
        Ok(Self {
            hot: hot_scaling(reference, sidecar)?,
            sample_rate,
            resampler: Resampler::new(check_rate(sample_rate)?, sidecar.front_end.sample_rate),
            stream: LogMelStream::new(classifier.front_end()),
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
            unsure_reason: None,
            state: LiveState::listening(),
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
        let image = draw_frames(new, bands, 1);
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
    fn evaluate_step(&mut self, end: usize) -> Result<(FrameWindow, f64)> {
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
        let mut probability = self.probability_pouring(&window);
        if other_start != start && doubtful.contains(&probability) {
            let other = self.run_window(other_start..end)?;
            probability = probability.max(self.probability_pouring(&other));
        }
        Ok((window, probability))
    }

    /// First frame of a brief pour's recording that ends with frame `end`.
    fn brief_first_frame(&self, end: usize) -> usize {
        self.pour_first_frame.min(end.saturating_sub(self.second_frames))
    }

    /// Pouring probability of a single window, as of a recording with one window. Without this
    /// correction a quarter of a pour's steps would be missed (experiment 33).
    fn probability_pouring(&self, window: &FrameWindow) -> f64 {
        self.classifier.sidecar().pooling.probability_pouring(window.logits.probability_pouring, 1)
    }

    /// Runs the model on these frames. Fewer frames than a window are repeated, as in a short
    /// recording.
    fn run_window(&mut self, frames: Range<usize>) -> Result<FrameWindow> {
        let bands = self.bands();
        let values = frames
            .start
            .checked_sub(self.first_frame)
            .and_then(|first| {
                self.frames.get(first * bands..(frames.end - self.first_frame) * bands)
            })
            .ok_or_else(|| Error::model("frames of a window are missing"))?;
        let logits = self.classifier.run_window(
            values,
            frames.start,
            self.state.seconds,
            &mut self.input,
        )?;
        Ok(FrameWindow { frames, logits })
    }

    /// Updates phase, times and verdict from the step that ends with frame `end`.
    fn update_phase(&mut self, window: FrameWindow, end: usize) -> Result<()> {
        let Sidecar { front_end, thresholds, .. } = self.classifier.sidecar();
        let frame_seconds = front_end.seconds(1);
        let phase_before = self.state.phase;
        let threshold = thresholds.pouring;
        let pours = self.state.probability_pouring >= threshold;
        let (steps, top_steps) = (&self.windows, self.top_steps());
        let is_pour = || pooled_probability_pouring(steps, top_steps) >= threshold;
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
        let (probability_hot, probability_pouring) = self.pool_recording(end)?;
        self.decide(probability_hot, probability_pouring, self.is_brief(end));
        self.cut_recording(end);
        Ok(())
    }

    /// Number of steps that cover as much sound as a recording's highest windows. Steps overlap
    /// more.
    fn top_steps(&self) -> usize {
        let Sidecar { windows, pooling, .. } = self.classifier.sidecar();
        pooling.pouring_top_windows * windows.hop_frames / self.step_frames
    }

    /// Returns the probabilities of hot and of a pour for the recording that a stop now saves, up
    /// to frame `end`.
    ///
    /// For a brief pour both are those of [`Classifier::classify`]. Later, the steps' whole windows
    /// stand for the recording's: running those too would cost half as much again. The shorter
    /// windows at the beginning would contradict it (experiment 64).
    fn pool_recording(&mut self, end: usize) -> Result<(f64, f64)> {
        if !self.is_brief(end) {
            let window_frames = self.classifier.sidecar().windows.frames;
            let hot_logit = pooled_hot_logit(&self.windows, window_frames);
            let probability_pouring = pooled_probability_pouring(&self.windows, self.top_steps());
            let hot = self.hot.probability(hot_logit);
            return Ok((hot, probability_pouring));
        }
        let first = self.brief_first_frame(end);
        let Self { classifier, frames, first_frame, input, recording_windows, state, .. } = self;
        let bands = classifier.sidecar().front_end.mel_bands;
        let values = first
            .checked_sub(*first_frame)
            .and_then(|start| frames.get(start * bands..(end - *first_frame) * bands))
            .ok_or_else(|| Error::model("frames of a pour are missing"))?;
        let mut run = |range: Range<usize>| {
            let key = first + range.start..first + range.end;
            if let Some(window) = recording_windows.iter().find(|it| it.frames == key) {
                return Ok(window.logits);
            }
            let window_values = values.get(range.start * bands..range.end * bands);
            let window_values = window_values.unwrap_or_default();
            let logits = classifier.run_window(window_values, key.start, state.seconds, input)?;
            recording_windows.push(FrameWindow { frames: key, logits });
            Ok(logits)
        };
        let logits = classifier.find_pours(values, state.seconds, &mut run, &mut |_| ())?;
        self.unsure_reason = self.classifier.classify_pours(&logits, self.hot).reason;
        let hot = mean_probability_hot(&logits, self.hot);
        Ok((hot, logits.probability_pouring()))
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
    fn decide(&mut self, hot: f64, probability_pouring: f64, is_brief: bool) {
        let thresholds = &self.classifier.sidecar().thresholds;
        let steps = self.windows.len();
        let margin = if is_brief { ROUNDING_MARGIN } else { LATER_MARGIN };
        let [confidence, pouring] =
            [thresholds.confidence + margin, thresholds.pouring + ROUNDING_MARGIN];
        let min_confidence = ramp(steps, CONFIDENCE_RAMP_STEPS, INITIAL_CONFIDENCE, confidence);
        let min_pouring = ramp(steps, POURING_RAMP_STEPS, INITIAL_PROBABILITY_POURING, pouring);
        let is_clear = probability_pouring >= min_pouring
            && hot.max(1.0 - hot) >= min_confidence
            && self.unsure_reason.is_none();
        let verdict = match is_clear {
            false => Verdict::Unsure,
            true if hot >= 0.5 => Verdict::Hot,
            true => Verdict::Cold,
        };
        (self.state.probability_hot, self.state.verdict) = (hot, Some(verdict));
    }

    /// Drops frames that are drawn, or too old to be drawn, and in no future window.
    fn trim_history(&mut self) {
        let sidecar = self.classifier.sidecar();
        let bands = sidecar.front_end.mel_bands;
        let max_undrawn = (MAX_UNDRAWN_SECONDS / sidecar.front_end.seconds(1)) as usize;
        self.undrawn = self.undrawn.max(self.end_frame().saturating_sub(max_undrawn));
        // The next step may need all frames of a brief pour's recording.
        let recording_frames = self.brief_frames.max(sidecar.windows.frames) + self.step_frames;
        let needed = self.next_end.saturating_sub(recording_frames).min(self.undrawn);
        self.frames.drain(..(needed - self.first_frame) * bands);
        self.first_frame = needed;
    }
}

fn pooled_probability_pouring(windows: &[FrameWindow], top: usize) -> f64 {
    mean_of_highest(windows.iter().map(|it| it.logits.probability_pouring).collect(), top)
}

/// Mean of the hot logits of windows of `frames`, weighted by the pouring probability. Windows that
/// are no part of a pour weigh nothing. Shorter windows weigh nothing either: a recording has none.
fn pooled_hot_logit(windows: &[FrameWindow], frames: usize) -> f64 {
    let whole = windows.iter().filter(|window| window.frames.len() == frames);
    let weights = whole.map(|FrameWindow { logits, .. }| {
        let probability = logits.probability_pouring;
        (if probability < MIN_REGION_PROBABILITY { 0.0 } else { probability }, logits.hot_logit)
    });
    let (sum, weighted) = weights.fold((0.0, 0.0), |(sum, weighted), (weight, logit)| {
        (sum + weight, weighted + weight * logit)
    });
    // Without a pour the sum is 0.
    weighted / sum.max(f64::MIN_POSITIVE)
}

/// Value required after `steps` steps of a pour, 1 or more. It falls linearly from `initial` to
/// `last` over `ramp_steps`, and is never below `last`.
fn ramp(steps: usize, ramp_steps: usize, initial: f64, last: f64) -> f64 {
    let remaining = ramp_steps.saturating_sub(steps.saturating_sub(1)) as f64 / ramp_steps as f64;
    last + remaining * (initial - last).max(0.0)
}

#[cfg(test)]
mod tests;
