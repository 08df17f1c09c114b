//! The classifier fed chunk by chunk, for a microphone: what is heard so far, long before the cup is full.
//!
//! Windows, calibration and pooling are [`Classifier`]'s own. What is added is when a pour begins and
//! ends. The last word belongs to [`Classifier::classify`] on the recording that is kept. So the live
//! verdict of a brief pour is that of the recording that a stop would keep at that moment.

use std::sync::Arc;

use serde::Serialize;

use crate::audio::clip::{check_rate, check_samples};
use crate::audio::mel::LogMelStream;
use crate::audio::resample::Resampler;
use crate::classify::classifier::{
    Classifier, Verdict, WindowLogits, pooled_hot_logit, pooled_probability_pouring,
};
use crate::classify::reference::ColdReference;
use crate::error::Result;
use crate::sidecar::Sidecar;
use crate::spectrogram::{ScrollingSpectrogram, SpectrogramImage};

/// Where listening stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Nothing has sounded like a pour yet.
    Listening,
    /// It is pouring.
    Pouring,
    /// A pour has been heard to its end.
    #[serde(rename = "poured")]
    Finished,
}

/// What is heard so far.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveState {
    /// Where listening stands.
    pub phase: Phase,
    /// Hot, cold or unsure, of the pour so far; none while listening.
    #[serde(rename = "verdict")]
    pub verdict: Option<Verdict>,
    /// Chance that the pour so far is hot, 0 … 1; 0.5 while listening.
    pub probability_hot: f64,
    /// Chance that it is pouring now, 0 … 1.
    pub probability_pouring: f64,
    /// Seconds heard.
    pub seconds: f64,
    /// Seconds into what was heard: a second before the pour was noticed.
    pub pour_start: Option<f64>,
    /// Seconds into what was heard: where it was last noticed.
    pub pour_end: Option<f64>,
    /// Seconds into the stream: start of the recording that a stop now keeps; none while listening.
    pub recording_start: Option<f64>,
    /// Seconds into the stream: its end, if a brief pour is hot or cold so far. Without one, the
    /// recording lasts until the stop.
    pub recording_end: Option<f64>,
}

/// Steps in a row without a pour after which it is over: a second. Kettles gurgle and pause.
const END_AFTER_SILENT_STEPS: usize = 10;
/// Steps that make it a pour; fewer were a cough or a tap, and listening goes on.
const MIN_POUR_STEPS: usize = 8;

/// The first step of a pour gives a verdict only if it is this sure of it. So many steps later what is sure enough for
/// a recording will do, and between the two it falls evenly: a second of the beginning is easily mistaken, and a wrong
/// word that is taken back after half a second is worse than none (experiments 33 and 48).
const INITIAL_CONFIDENCE: f64 = 0.99;
const CONFIDENCE_RAMP_STEPS: usize = 7;

/// How long it has poured when the latest second first sounds like it: the rest of that second is room tone still.
/// A whole second's worth makes more of the first verdicts wrong (experiment 26).
const ONSET_DELAY_SECONDS: f64 = 0.75;

/// A second that is less likely a pour than this is none: the longer window is not asked. A room that is
/// listened to for minutes then costs half as much, and held-out pours are noticed no later (experiment 26, where
/// it was 0.1 of what a recording's likeliest windows are asked: about this of a step by itself).
const MIN_ONSET_PROBABILITY: f64 = 0.25;

/// Longest part of a recording before its pour.
const MAX_LEAD_SECONDS: f64 = 2.0;

/// Margin of a live verdict above the thresholds. The saved file is rounded to 16 bits, which moves
/// its probabilities slightly.
const ROUNDING_MARGIN: f64 = 0.01;

/// Frames that nobody draws must not pile up for as long as the microphone is on.
const MAX_UNDRAWN_SECONDS: f64 = 60.0;

/// When a pour begins and ends.
struct PourDetector {
    phase: Phase,
    /// How many steps of the pour sounded like one, and have not since.
    pouring_steps: usize,
    silent_steps: usize,
}

impl PourDetector {
    fn new() -> Self {
        Self { phase: Phase::Listening, pouring_steps: 0, silent_steps: 0 }
    }

    /// `is_pour`: whether the likeliest of the windows since it was noticed say that it is one. It is asked at the
    /// end: a pour that only its seconds kept going, in windows that say otherwise, was none.
    fn step(&mut self, pours: bool, is_pour: impl FnOnce() -> bool) -> Phase {
        match (self.phase, pours) {
            (Phase::Listening, false) | (Phase::Finished, _) => {}
            (_, true) => {
                *self = Self {
                    phase: Phase::Pouring,
                    pouring_steps: self.pouring_steps + 1,
                    silent_steps: 0,
                };
            }
            (Phase::Pouring, false) => {
                self.silent_steps += 1;
                if self.silent_steps >= END_AFTER_SILENT_STEPS {
                    let poured = self.pouring_steps >= MIN_POUR_STEPS && is_pour();
                    let phase = if poured { Phase::Finished } else { Phase::Listening };
                    *self = Self { phase, ..Self::new() };
                }
            }
        }
        self.phase
    }
}

/// Listens to mono PCM of one sample rate.
pub struct LiveClassifier {
    classifier: Arc<Classifier>,
    cold_logit: Option<f64>,
    sample_rate: u32,
    resampler: Resampler,
    stream: LogMelStream,
    spectrogram: ScrollingSpectrogram,
    /// Scratch: the last chunk at the model's rate, and a window as the network takes it.
    resampled: Vec<f32>,
    input: Vec<f32>,
    /// Log-mel in dB from frame `first_frame` on, of which the frames from `undrawn` on are new.
    frames: Vec<f32>,
    first_frame: usize,
    undrawn: usize,
    /// Where the next step ends.
    next_end: usize,
    /// Frames from one step to the next: half a window's hop, a tenth of a second.
    step_frames: usize,
    /// Frames that cover the shortest recording that is judged: a second.
    second_frames: usize,
    /// Longest brief pour. Its recording has at most `pouring_top_windows` windows: one of them that
    /// is no pour can make the whole recording none.
    brief_frames: usize,
    detector: PourDetector,
    /// Where what tells of the present pour begins.
    pour_first_frame: usize,
    samples: u64,
    /// The pour's.
    windows: Vec<WindowLogits>,
    /// Windows of a brief pour's recording, without the last one.
    recording_windows: Vec<WindowLogits>,
    state: LiveState,
}

impl LiveClassifier {
    /// A listener that has heard nothing yet, of a microphone at `sample_rate` Hz. With a reference,
    /// verdicts are relative to it.
    ///
    /// # Errors
    /// [`crate::Error::InvalidSampleRate`], [`crate::Error::ReferenceModelMismatch`] if another model made the reference.
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
            stream: LogMelStream::new(Arc::clone(classifier.front_end())),
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

    /// Takes the next samples, of any number, ±1 full scale.
    ///
    /// # Errors
    /// [`crate::Error::InvalidSample`] for samples that are not finite or beyond [`crate::MAX_SAMPLE`]: none of the chunk
    /// is then heard, and the next one may be pushed.
    pub fn push(&mut self, samples: &[f32]) -> Result<LiveState> {
        check_samples(samples, 1, self.samples, self.sample_rate)?;
        self.samples += samples.len() as u64;
        self.state.seconds = self.samples as f64 / f64::from(self.sample_rate);
        self.resampled.clear();
        self.resampler.push(samples, &mut self.resampled);
        self.stream.push(&self.resampled, &mut self.frames);
        let bands = self.classifier.sidecar().front_end.mel_bands;
        while self.next_end <= self.first_frame + self.frames.len() / bands {
            self.step()?;
        }
        Ok(self.state)
    }

    /// How many columns [`LiveClassifier::draw_new_columns`] would have.
    #[cfg(any(test, target_arch = "wasm32"))]
    pub(crate) fn undrawn_columns(&self) -> usize {
        let bands = self.classifier.sidecar().front_end.mel_bands;
        self.first_frame + self.frames.len() / bands - self.undrawn
    }

    /// The log-mel spectrogram of what came since it was last asked for, a column for each frame; of
    /// the latest minute if that is longer.
    pub fn draw_new_columns(&mut self) -> SpectrogramImage {
        let bands = self.classifier.sidecar().front_end.mel_bands;
        let new = self.frames.get((self.undrawn - self.first_frame) * bands..).unwrap_or_default();
        let picture = self.spectrogram.draw(new, bands);
        self.undrawn = self.first_frame + self.frames.len() / bands;
        self.trim_history();
        picture
    }

    /// Hears what ends with `next_end`.
    fn step(&mut self) -> Result<()> {
        let end = self.next_end;
        let (heard, probability_pouring) = self.evaluate_step(end)?;
        self.state.probability_pouring = probability_pouring;
        if self.state.phase != Phase::Finished {
            self.update_phase(heard, end)?;
        }
        self.next_end += self.step_frames;
        self.trim_history();
        Ok(())
    }

    /// The answer to what ends with frame `end`, and the chance that it pours there. A second knows first that
    /// a pour begins, the window's length better that it goes on; the other is asked only where it may change that.
    fn evaluate_step(&mut self, end: usize) -> Result<(WindowLogits, f64)> {
        let Sidecar { windows, thresholds, .. } = self.classifier.sidecar();
        let (frames, threshold) = (windows.frames, thresholds.pouring);
        let second_from = end.saturating_sub(self.second_frames);
        // Room tone before the pour says nothing of heat, and hides how the pour flickers.
        let pouring = self.state.phase == Phase::Pouring;
        let longer_from =
            end.saturating_sub(frames).max(if pouring { self.brief_first_frame(end) } else { 0 });
        let (from, other, doubtful) = match self.state.phase {
            Phase::Listening => (second_from, longer_from, MIN_ONSET_PROBABILITY..threshold),
            Phase::Pouring => (longer_from, second_from, 0.0..threshold),
            Phase::Finished => (second_from, second_from, 0.0..threshold),
        };
        let heard = self.run_window(from, end)?;
        let mut probability = self.probability_pouring(heard);
        if other != from && doubtful.contains(&probability) {
            let longer_or_shorter = self.run_window(other, end)?;
            probability = probability.max(self.probability_pouring(longer_or_shorter));
        }
        Ok((heard, probability))
    }

    /// First frame of a brief pour's recording that ends with frame `end`.
    fn brief_first_frame(&self, end: usize) -> usize {
        self.pour_first_frame.min(end.saturating_sub(self.second_frames))
    }

    /// By itself: of a step there is nothing to choose the likeliest from. Asked as a recording's likeliest windows
    /// are, a quarter of the seconds of a pour are none (experiment 33).
    fn probability_pouring(&self, heard: WindowLogits) -> f64 {
        self.classifier.sidecar().pooling.probability_pouring(heard.probability_pouring, 1)
    }

    /// The answer to these frames, repeated to fill a window if they are fewer, as a short recording is.
    fn run_window(&mut self, start: usize, end: usize) -> Result<WindowLogits> {
        let bands = self.classifier.sidecar().front_end.mel_bands;
        let cells = (start - self.first_frame) * bands..(end - self.first_frame) * bands;
        let values = self.frames.get(cells).unwrap_or_default();
        self.classifier.run_window(values, start, self.state.seconds, &mut self.input)
    }

    /// The course of the pour, from the answer to what ends with frame `end`.
    fn update_phase(&mut self, heard: WindowLogits, end: usize) -> Result<()> {
        let Sidecar { front_end, windows, thresholds, pooling, .. } = self.classifier.sidecar();
        let frame_seconds = front_end.seconds(1);
        let before = self.state.phase;
        let pours = self.state.probability_pouring >= thresholds.pouring;
        // As many as make up the sound of a recording's likeliest windows: steps are closer together.
        let likeliest = pooling.pouring_top_windows * windows.hop_frames / self.step_frames;
        let heard_so_far = &self.windows;
        let is_pour = || pooled_probability_pouring(heard_so_far, likeliest) >= thresholds.pouring;
        self.state.phase = self.detector.step(pours, is_pour);
        match (before, self.state.phase) {
            (Phase::Listening, Phase::Pouring) => {
                let poured = (ONSET_DELAY_SECONDS / frame_seconds) as usize;
                self.pour_first_frame = end.saturating_sub(poured);
                let second_from = end.saturating_sub(self.second_frames);
                self.state.pour_start = Some(frame_seconds * second_from as f64);
                self.windows.push(heard);
            }
            (Phase::Pouring, Phase::Listening) => {
                self.windows.clear();
                self.recording_windows.clear();
                (self.state.pour_start, self.state.pour_end) = (None, None);
            }
            (Phase::Pouring, _) => self.windows.push(heard),
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
        let (hot_logit, probability_pouring) = self.pool_recording(heard, end)?;
        self.calibrate(hot_logit, probability_pouring);
        self.cut_recording(end);
        Ok(())
    }

    /// Pools the windows of the recording that a stop now keeps, up to frame `end`, to a hot logit and
    /// the chance of a pour. `latest` is the last window.
    ///
    /// For a brief pour both are those of [`Classifier::classify`]. Later, steps stand for the
    /// recording's windows: running those too would cost half as much again.
    fn pool_recording(&mut self, latest: WindowLogits, end: usize) -> Result<(f64, f64)> {
        let Sidecar { windows, pooling, .. } = self.classifier.sidecar();
        let (frames, hop_frames) = (windows.frames, windows.hop_frames);
        if !self.is_brief(end) {
            let likeliest = pooling.pouring_top_windows * hop_frames / self.step_frames;
            let probability_pouring = pooled_probability_pouring(&self.windows, likeliest);
            return Ok((pooled_hot_logit(&self.windows), probability_pouring));
        }
        loop {
            let start = self.pour_first_frame + hop_frames * self.recording_windows.len();
            if start + frames >= end {
                break;
            }
            let window = self.run_window(start, start + frames)?;
            self.recording_windows.push(window);
        }
        self.recording_windows.push(latest);
        let windows = &self.recording_windows;
        let pooling = &self.classifier.sidecar().pooling;
        let likeliest = pooled_probability_pouring(windows, pooling.pouring_top_windows);
        let probability_pouring = pooling.probability_pouring(likeliest, windows.len());
        let pooled = (pooled_hot_logit(windows), probability_pouring);
        self.recording_windows.pop();
        Ok(pooled)
    }

    fn is_brief(&self, end: usize) -> bool {
        end.saturating_sub(self.pour_first_frame) <= self.brief_frames
    }

    /// Sets the part of the stream that a stop now keeps. A brief pour's is exactly what the live
    /// verdict is of. With other frames, 691 of 4,224 recordings differed
    /// from the first verdict (experiment 49).
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

    /// Sets the verdict. It is unsure if the recording so far isn't classified as a pour.
    fn calibrate(&mut self, hot_logit: f64, probability_pouring: f64) {
        let hot = self.classifier.probability_hot(hot_logit, self.cold_logit);
        let settled = self.classifier.sidecar().thresholds.confidence + ROUNDING_MARGIN;
        let is_hasty = hot.max(1.0 - hot) < required_confidence(self.windows.len(), settled);
        let verdict = match self.classifier.decide(hot, probability_pouring - ROUNDING_MARGIN) {
            Verdict::NotPouring => Verdict::Unsure,
            _ if is_hasty => Verdict::Unsure,
            verdict => verdict,
        };
        (self.state.probability_hot, self.state.verdict) = (hot, Some(verdict));
    }

    /// Frames that are drawn, or have waited for it too long, and are in no window to come.
    fn trim_history(&mut self) {
        let sidecar = self.classifier.sidecar();
        let end = self.first_frame + self.frames.len() / sidecar.front_end.mel_bands;
        let most = (MAX_UNDRAWN_SECONDS / sidecar.front_end.seconds(1)) as usize;
        self.undrawn = self.undrawn.max(end.saturating_sub(most));
        // A recording's window may be judged up to a step after its last frame.
        let window_frames = sidecar.windows.frames + self.step_frames;
        let needed = self.next_end.saturating_sub(window_frames).min(self.undrawn);
        self.frames.drain(..(needed - self.first_frame) * sidecar.front_end.mel_bands);
        self.first_frame = needed;
    }
}

/// How sure a verdict must be after so many steps of a pour, where `settled` is enough for a recording.
fn required_confidence(steps: usize, settled: f64) -> f64 {
    let hasty = CONFIDENCE_RAMP_STEPS.saturating_sub(steps.saturating_sub(1)) as f64
        / CONFIDENCE_RAMP_STEPS as f64;
    settled + hasty * (INITIAL_CONFIDENCE - settled).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Clip;
    use crate::synth::{self, Pour};

    const ONNX: &[u8] = include_bytes!("../../model/hot-or-cold.onnx");
    const SIDECAR: &str = include_str!("../../model/hot-or-cold.json");

    const RATE: u32 = 48_000;

    /// The shipped model, but for a fixed threshold, and a step's chance of 0.4 is one of 0.6: these tests are of what
    /// follows from its answers.
    fn classifier(threshold: f64) -> Arc<Classifier> {
        let mut json: serde_json::Value = serde_json::from_str(SIDECAR).unwrap();
        json["thresholds"]["pouring"] = threshold.into();
        json["pooling"]["pouring_single_window_logit"] = 0.85.into();
        Arc::new(Classifier::new(ONNX, &json.to_string()).unwrap())
    }

    fn live_classifier(threshold: f64) -> LiveClassifier {
        LiveClassifier::new(classifier(threshold), RATE, None).unwrap()
    }

    fn pour(seconds: f64) -> Vec<f32> {
        synth::pour(&Pour { seconds, sample_rate: RATE, ..Pour::default() })
    }

    fn phases(steps: &[u8]) -> String {
        let mut detector = PourDetector::new();
        let letter = |phase| match phase {
            Phase::Listening => 'l',
            Phase::Pouring => 'p',
            Phase::Finished => 'e',
        };
        steps.iter().map(|&step| letter(detector.step(step == b'x', || true))).collect()
    }

    #[test]
    fn a_pour_goes_on_through_a_pause_and_ends_after_a_longer_one() {
        assert_eq!(phases(b"...xxxxx.xx.........x.........."), format!("lll{}e", "p".repeat(27)));
        assert_eq!(
            phases(b"xxxxxxxx..........xx"),
            format!("{}eee", "p".repeat(17)),
            "one pour at a time"
        );
    }

    #[test]
    fn a_cough_is_no_pour() {
        let (first, second) = ("p".repeat(12), "p".repeat(20));
        assert_eq!(phases(b".xxx..........x...xxxxxxx.........."), format!("l{first}l{second}e"));
    }

    #[test]
    fn what_does_not_sound_like_a_pour_as_a_whole_is_none() {
        let mut detector = PourDetector::new();
        let mut end = |is_pour: bool| {
            (0..MIN_POUR_STEPS).for_each(|_| _ = detector.step(true, || is_pour));
            (0..END_AFTER_SILENT_STEPS).map(|_| detector.step(false, || is_pour)).last()
        };
        assert_eq!(end(false), Some(Phase::Listening));
        assert_eq!(end(true), Some(Phase::Finished));
    }

    #[test]
    fn the_likeliest_windows_are_as_much_sound_as_a_recordings() {
        // Of 11 windows the mean is 0.49, of the recording's 6 it would be 0.57.
        let chances = [[0.9; 2].as_slice(), &[0.4; 18], &[0.2; END_AFTER_SILENT_STEPS]].concat();
        assert_eq!(phases_of(&chances).last(), Some(&Phase::Listening));
        let chances = [[0.9; 3].as_slice(), &[0.4; 18], &[0.2; END_AFTER_SILENT_STEPS]].concat();
        assert_eq!(phases_of(&chances).last(), Some(&Phase::Finished), "0.54");
    }

    /// Phases by how likely a pour each step's window is, as in a recording.
    fn phases_of(chances: &[f64]) -> Vec<Phase> {
        let mut live = live_classifier(0.5);
        let update_phase = |&probability_pouring: &f64| {
            let heard = WindowLogits { start: 0.0, end: 1.0, hot_logit: 4.0, probability_pouring };
            live.state.probability_pouring = live.probability_pouring(heard);
            live.update_phase(heard, 100).unwrap();
            live.state.phase
        };
        chances.iter().map(update_phase).collect()
    }

    #[test]
    fn a_thin_stretch_ends_no_pour_and_is_none_by_itself() {
        use Phase::{Finished, Listening, Pouring};
        let [sure, thin, quiet] = [0.9, 0.4, 0.2].map(|chance| [chance; END_AFTER_SILENT_STEPS]);
        assert_eq!(phases_of(&quiet).last(), Some(&Listening));
        assert_eq!(phases_of([sure, thin].as_flattened()).last(), Some(&Pouring));
        assert_eq!(phases_of([sure, thin, quiet].as_flattened()).last(), Some(&Finished));
        assert_eq!(phases_of([thin, thin].as_flattened()).last(), Some(&Pouring));
        assert_eq!(
            phases_of([thin, thin, quiet].as_flattened()).last(),
            Some(&Listening),
            "no pour as a whole"
        );
    }

    #[test]
    fn a_pour_taken_back_leaves_nothing_behind() {
        let mut live = live_classifier(0.5);
        live.push(&pour(1.2)).unwrap();
        live.windows.clear();
        live.detector = PourDetector::new();
        live.state.phase = Phase::Listening;
        let heard = |probability_pouring| WindowLogits {
            start: 0.0,
            end: 1.0,
            hot_logit: 4.0,
            probability_pouring,
        };
        let end = live.next_end;
        let update_phase = |live: &mut LiveClassifier, probability, end| {
            live.state.probability_pouring = probability;
            live.update_phase(heard(probability), end).unwrap();
        };
        update_phase(&mut live, 0.9, end);
        assert_eq!((live.state.phase, live.state.verdict), (Phase::Pouring, Some(Verdict::Hot)));
        assert!(live.state.pour_start.is_some() && live.state.pour_end.is_some());
        for step in 0..END_AFTER_SILENT_STEPS {
            update_phase(&mut live, 0.1, end + 59 + 13 * step);
        }
        let LiveState { phase, verdict, probability_hot, pour_start, pour_end, .. } = live.state;
        assert_eq!((phase, verdict, probability_hot), (Phase::Listening, None, 0.5));
        assert_eq!((pour_start, pour_end, live.windows.len()), (None, None, 0));
    }

    #[test]
    fn the_first_steps_say_only_what_they_are_sure_of() {
        let mut live = live_classifier(0.5);
        let heard =
            |hot_logit| WindowLogits { start: 0.0, end: 1.0, hot_logit, probability_pouring: 0.9 };
        let least = live.classifier.sidecar().thresholds.confidence + ROUNDING_MARGIN;
        let mild = (0..400)
            .map(|n| f64::from(n) * 0.05 - 10.0)
            .find(|&logit| live.classifier.probability_hot(logit, None) >= least)
            .unwrap();
        assert!(live.classifier.probability_hot(mild, None) < INITIAL_CONFIDENCE);
        for step in 1..=CONFIDENCE_RAMP_STEPS + 1 {
            live.windows.push(heard(mild));
            live.calibrate(mild, 0.9);
            let said = if step <= CONFIDENCE_RAMP_STEPS { Verdict::Unsure } else { Verdict::Hot };
            assert_eq!(live.state.verdict, Some(said), "step {step}");
        }
        live.windows = vec![heard(20.0)];
        live.calibrate(20.0, 0.9);
        assert_eq!(live.state.verdict, Some(Verdict::Hot));
    }

    #[test]
    fn verdict_is_unsure_while_recording_so_far_is_no_pour() {
        let mut live = live_classifier(0.5);
        for (probability_pouring, shown) in [
            (0.5 + 2.0 * ROUNDING_MARGIN, Verdict::Hot),
            (0.5, Verdict::Unsure),
            (0.1, Verdict::Unsure),
        ] {
            live.calibrate(20.0, probability_pouring);
            assert_eq!(live.state.verdict, Some(shown));
        }
    }

    #[test]
    fn recording_ends_with_verdict_of_brief_pour_only() {
        let mut live = live_classifier(0.0);
        let samples = pour(8.0);
        let (mut brief, mut long) = (0, 0);
        for chunk in samples.chunks(960) {
            let LiveState { verdict, seconds, recording_start, recording_end, .. } =
                live.push(chunk).unwrap();
            let Some(start) = recording_start else { continue };
            assert!((0.0..seconds - 0.9).contains(&start), "{start} of {seconds}");
            if let Some(end) = recording_end {
                assert!(matches!(verdict, Some(Verdict::Hot | Verdict::Cold)));
                // A step, a chunk, and what the resampler holds back.
                assert!((seconds - 0.15..seconds + 0.01).contains(&end), "{end} of {seconds}");
                assert!(end - start >= 0.99, "{start} to {end}");
                brief += 1;
            } else {
                long += usize::from(seconds > 5.0);
            }
        }
        assert!(brief > 20 && long > 20, "{brief} and {long}");
    }

    #[test]
    fn what_is_asked_of_the_first_steps_falls_evenly() {
        let asked = |steps| required_confidence(steps, 0.6);
        assert_eq!(
            (asked(1), asked(CONFIDENCE_RAMP_STEPS + 1), asked(500)),
            (INITIAL_CONFIDENCE, 0.6, 0.6)
        );
        let falls: Vec<f64> =
            (1..=CONFIDENCE_RAMP_STEPS).map(|step| asked(step) - asked(step + 1)).collect();
        assert!(
            falls.iter().all(|fall| (fall - falls[0]).abs() < 1e-12 && *fall > 0.0),
            "{falls:?}"
        );
        // Whoever asks more of a recording asks no less of a step.
        assert_eq!(required_confidence(1, 0.995), 0.995);
    }

    #[test]
    fn what_came_before_a_pour_says_nothing_of_it() {
        let hot_logit = |room: f32, pour_begins: f64| {
            let mut live = live_classifier(0.5);
            let room = (0..RATE).map(|n| room * ((n * 7_919) % 101) as f32 / 101.0);
            let samples: Vec<f32> = room.chain(pour(1.5)).collect();
            live.push(&samples).unwrap();
            live.state.phase = Phase::Pouring;
            live.detector =
                PourDetector { phase: Phase::Pouring, pouring_steps: 1, silent_steps: 0 };
            let frame = live.classifier.sidecar().front_end.seconds(1);
            live.pour_first_frame = (pour_begins / frame) as usize;
            live.evaluate_step((2.4 / frame) as usize).unwrap().0.hot_logit
        };
        let difference =
            |pour_begins| (hot_logit(0.0, pour_begins) - hot_logit(0.3, pour_begins)).abs();
        assert!(difference(1.2) < 0.01, "{}", difference(1.2));
        assert!(difference(0.0) > 0.1, "{}", difference(0.0));
    }

    #[test]
    fn a_pour_between_silences_begins_and_ends_where_it_does() {
        let classifier = Arc::new(Classifier::new(ONNX, SIDECAR).unwrap());
        let mut live = LiveClassifier::new(classifier, RATE, None).unwrap();
        let room = |seconds: u32| (0..seconds * RATE).map(|n| ((n * 7_919) % 101) as f32 * 1e-6);
        let poured = synth::pour(&Pour {
            fahrenheit: 40.0,
            seconds: 4.0,
            sample_rate: RATE,
            seed: 3,
            ..Pour::default()
        });
        let samples: Vec<f32> = room(4).chain(poured).chain(room(6)).collect();
        let mut said = None;
        for chunk in samples.chunks(2_048) {
            let state = live.push(chunk).unwrap();
            live.draw_new_columns();
            said = said.or_else(|| state.verdict.map(|_| state.seconds));
        }
        let LiveState { phase, verdict, pour_start, pour_end, .. } = live.state;
        assert_eq!((phase, verdict), (Phase::Finished, Some(Verdict::Cold)));
        assert!((3.5..5.0).contains(&pour_start.unwrap()), "{pour_start:?}");
        assert!((7.0..10.5).contains(&pour_end.unwrap()), "{pour_end:?}");
        assert!(said.unwrap() < 6.0, "said {said:?}");
    }

    #[test]
    fn chunks_of_any_size_tell_the_same_as_one() {
        let samples = pour(5.0);
        let mut at_once = live_classifier(0.0);
        let whole = at_once.push(&samples).unwrap();
        let drawn = at_once.draw_new_columns();
        for chunk in [127, 2_048, 30_000] {
            let (mut parts, mut columns) = (live_classifier(0.0), 0);
            let mut state = parts.state;
            for part in samples.chunks(chunk) {
                state = parts.push(part).unwrap();
                columns += parts.draw_new_columns().width;
            }
            assert_eq!(state, whole, "chunks of {chunk}");
            assert_eq!(columns, drawn.width);
            assert!(parts.frames.len() <= 200 * drawn.height, "old frames are kept");
        }
    }

    #[test]
    fn undrawn_frames_are_limited_to_one_minute() {
        let mut live = live_classifier(0.0);
        let frames = |seconds: f64| {
            (seconds / Sidecar::parse(SIDECAR).unwrap().front_end.seconds(1)) as usize
        };
        for _ in 0..75 {
            live.push(&vec![0.0; RATE as usize]).unwrap();
        }
        let waiting = live.undrawn_columns();
        let drawn = live.draw_new_columns();
        assert_eq!(drawn.width, waiting);
        assert!((frames(60.0)..frames(61.1)).contains(&drawn.width), "{}", drawn.width);
        assert_eq!(live.undrawn_columns(), 0);
    }

    #[test]
    fn what_it_hears_of_a_pour_is_what_a_recording_of_it_says() {
        let samples = pour(2.5);
        let mut live = live_classifier(0.0);
        live.push(&samples).unwrap();
        let classifier = classifier(0.0);
        let log_mel =
            classifier.log_mel(&Clip::from_mono(&samples, RATE, 16_000).unwrap()).unwrap();
        let last = live.windows.last().unwrap();
        let start = (last.start * 16_000.0 / 256.0).round() as usize;
        let values = &log_mel.values()[start * log_mel.bands()..];
        let expected = classifier.run_window(values, start, 9.0, &mut Vec::new()).unwrap();
        assert!((last.hot_logit - expected.hot_logit).abs() < 1e-4);
        assert!((last.probability_pouring - expected.probability_pouring).abs() < 1e-4);
    }

    #[test]
    fn the_first_answer_comes_with_the_shortest_recording_judged() {
        let (mut live, samples) = (live_classifier(0.0), pour(2.0));
        let least = classifier(0.0).sidecar().windows.min_seconds * f64::from(RATE);
        assert_eq!(live.push(&samples[..least as usize - 4_000]).unwrap().phase, Phase::Listening);
        assert_eq!(live.push(&samples[least as usize - 4_000..]).unwrap().phase, Phase::Pouring);
    }

    #[test]
    fn what_is_no_sound_is_refused_and_listening_goes_on() {
        let mut live = live_classifier(2.0);
        live.push(&[0.1; 480]).unwrap();
        assert_eq!(live.push(&[0.1, f32::NAN]).unwrap_err().code(), "not-sound");
        assert_eq!(live.push(&[0.1; 480]).unwrap().seconds, 0.02);
        let rate = LiveClassifier::new(classifier(2.0), 100, None).err().unwrap();
        assert_eq!(rate.code(), "bad-sample-rate");
    }

    #[test]
    fn a_reference_moves_the_verdict() {
        let samples = pour(4.0);
        let classifier = classifier(0.0);
        let alone = live_classifier(0.0).push(&samples).unwrap().probability_hot;
        let cold = classifier.reference(&Clip::from_mono(&samples, RATE, 16_000).unwrap()).unwrap();
        let mut beside = LiveClassifier::new(classifier, RATE, Some(&cold)).unwrap();
        assert_ne!(beside.push(&samples).unwrap().probability_hot, alone);
    }
}
