//! The surroundings report: whether the verdict on a pour depends on what is before and after it.
//!
//! The surrounding sound is a loop that goes on in the same time as the recording, which replaces
//! a part of it. A window of the loop then has the same values in every recording, and runs once.
//!
//! Log-mel frames are joined, not samples. The three frames that straddle each seam are left out.
//! `tests/surroundings.rs` joins samples.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use hot_or_cold::{Classification, Classifier, Logits, Result as CoreResult, Verdict};
use serde::Serialize;

use super::Subject;
use super::aggregate::{percent, rounded};
use super::inference::{HeldOutModel, decode_row};
use super::manifests::Row;
use super::noise::{pink_noise, rms_of_level, white_noise};
use crate::error::Result;

/// Seconds of sound before the recording, and after it.
const SECONDS: [u32; 3] = [60, 600, 1_800];
const OTHER_SOUND_SECONDS: [u32; 1] = [60];
/// Levels of noise, in dB relative to full scale.
const NOISE_LEVELS_DB: [i32; 5] = [-60, -50, -40, -30, -20];
/// Longer surroundings repeat the noise.
const NOISE_SECONDS: f64 = 600.0;
/// Other sounds for each pour, spread over those that its models were not trained on.
const OTHER_SOUNDS: usize = 20;
/// Room tone ends this long before the onset, since onsets were read off spectrograms.
const ONSET_MARGIN_SECONDS: f64 = 0.2;
/// A shorter lead is replaced by the longest one of the session.
const MIN_ROOM_TONE_SECONDS: f64 = 0.5;
/// A change of the probability of hot up to this is small.
const SMALL_CHANGE: f64 = 0.02;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Silence,
    RoomTone,
    /// White or pink, of this level.
    Noise {
        level_db: i32,
    },
    OtherSound,
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Silence => write!(formatter, "digital silence"),
            Self::RoomTone => write!(formatter, "room tone"),
            Self::Noise { level_db } => {
                write!(formatter, "noise at −{} dBFS", level_db.unsigned_abs())
            }
            Self::OtherSound => write!(formatter, "{OTHER_SOUNDS} other sounds"),
        }
    }
}

/// A sound around a pour.
struct Background {
    kind: Kind,
    /// Differs for each sound.
    id: usize,
    /// Log-mel frames in dB, frame-major. They repeat.
    frames: Vec<f32>,
    /// Seconds before the recording, and after it.
    seconds: &'static [u32],
}

/// A window whose values are known by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    /// In the background of this identity, from this frame of its loop on.
    Background { id: usize, start: usize, length: usize },
    /// In the recording of this row.
    Recording { row: usize, start: usize, length: usize },
}

/// A recording surrounded by a background, as log-mel frames.
struct SurroundedPour {
    frames: Vec<f32>,
    recording: Range<usize>,
    row: usize,
    background: usize,
    period: usize,
}

impl SurroundedPour {
    fn new(
        row: usize,
        recording: &[f32],
        background: &Background,
        pad_frames: usize,
        bands: usize,
    ) -> Self {
        let bands = bands.max(1);
        let count = recording.len() / bands;
        let all = 2 * pad_frames + count;
        let mut frames = Vec::with_capacity(all * bands);
        repeat(&background.frames, 0, pad_frames * bands, &mut frames);
        frames.extend_from_slice(recording);
        let phase = frames.len() % background.frames.len().max(1);
        repeat(&background.frames, phase, all * bands, &mut frames);
        let period = (background.frames.len() / bands).max(1);
        let recording = pad_frames..pad_frames + count;
        Self { frames, recording, row, background: background.id, period }
    }

    /// `None` for a window over a seam.
    fn place(&self, window: &Range<usize>) -> Option<Place> {
        let length = window.len();
        if window.end <= self.recording.start || window.start >= self.recording.end {
            let start = window.start % self.period;
            Some(Place::Background { id: self.background, start, length })
        } else if window.start >= self.recording.start && window.end <= self.recording.end {
            let start = window.start - self.recording.start;
            Some(Place::Recording { row: self.row, start, length })
        } else {
            None
        }
    }
}

/// Appends the values of a loop from `start` on, until `out` has `length` values.
fn repeat(values: &[f32], start: usize, length: usize, out: &mut Vec<f32>) {
    let mut part = values.get(start..).unwrap_or_default();
    while out.len() < length && !values.is_empty() {
        out.extend_from_slice(part.get(..length - out.len()).unwrap_or(part));
        part = values;
    }
}

/// A model's logits for windows that occur again.
#[derive(Default)]
struct LogitsCache(Mutex<HashMap<Place, Logits>>);

impl LogitsCache {
    fn get_or_run(
        &self,
        place: Option<Place>,
        run: &mut dyn FnMut() -> CoreResult<Logits>,
    ) -> CoreResult<Logits> {
        let Some(place) = place else { return run() };
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let stored = lock().get(&place).copied();
        if let Some(logits) = stored {
            return Ok(logits);
        }
        let logits = run()?;
        lock().insert(place, logits);
        Ok(logits)
    }
}

fn classify_surrounded(
    classifier: &Classifier,
    cache: &LogitsCache,
    pour: &SurroundedPour,
) -> CoreResult<Classification> {
    let front_end = &classifier.sidecar().front_end;
    let seconds = front_end.seconds(pour.frames.len() / front_end.mel_bands.max(1));
    let logits = classifier.run_windows_with(
        &pour.frames,
        seconds,
        |window, run| cache.get_or_run(pour.place(&window), run),
        |_| (),
    )?;
    classifier.calibrate(&logits, None)
}

/// The result for a recording, alone or surrounded.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Outcome {
    verdict: Verdict,
    probability_hot: f64,
    pours: usize,
}

impl From<&Classification> for Outcome {
    fn from(result: &Classification) -> Self {
        let Classification { verdict, probability_hot, .. } = *result;
        Self { verdict, probability_hot, pours: result.pours.len() }
    }
}

/// One model's results for a pour, alone and surrounded.
pub struct Comparison {
    kind: Kind,
    seconds: u32,
    alone: Outcome,
    surrounded: Outcome,
}

impl Comparison {
    fn is_lost(&self) -> bool {
        self.alone.verdict != Verdict::NotPouring && self.surrounded.verdict == Verdict::NotPouring
    }

    /// Change of the probability of hot. `None` unless both results have a pour.
    fn change(&self) -> Option<f64> {
        let both = self.alone.pours > 0 && self.surrounded.pours > 0;
        both.then(|| (self.alone.probability_hot - self.surrounded.probability_hot).abs())
    }

    fn is_flipped(&self) -> bool {
        let verdicts = (self.alone.verdict, self.surrounded.verdict);
        matches!(verdicts, (Verdict::Hot, Verdict::Cold) | (Verdict::Cold, Verdict::Hot))
    }
}

/// The backgrounds, the models, and their logits for windows that occur again.
pub struct Surroundings<'a> {
    pours: &'a [&'a Row],
    models: &'a [HeldOutModel<'a>],
    caches: Vec<LogitsCache>,
    /// Second at which each pour begins, by its path.
    onsets: &'a BTreeMap<String, f64>,
    locate: &'a (dyn Fn(&Row) -> PathBuf + Sync),
    /// Silence and noise.
    backgrounds: Vec<Background>,
    /// Other sounds by fold.
    other_sounds: Vec<Vec<Background>>,
}

impl<'a> Surroundings<'a> {
    /// # Errors
    /// Those of decoding an other sound.
    pub fn new(
        pours: &'a [&'a Row],
        sounds: &[&Row],
        models: &'a [HeldOutModel<'a>],
        onsets: &'a BTreeMap<String, f64>,
        locate: &'a (dyn Fn(&Row) -> PathBuf + Sync),
    ) -> Result<Self> {
        let caches = models.iter().map(|_| LogitsCache::default()).collect();
        let (backgrounds, other_sounds) = (Vec::new(), Vec::new());
        let mut surroundings =
            Self { pours, models, caches, onsets, locate, backgrounds, other_sounds };
        if let Some(model) = models.first() {
            surroundings.backgrounds = noises(&model.classifier, pours.len());
            surroundings.other_sounds =
                surroundings.read_other_sounds(sounds, &model.classifier)?;
        }
        Ok(surroundings)
    }

    /// Sounds of each fold that its models were not trained on.
    fn read_other_sounds(
        &self,
        sounds: &[&Row],
        classifier: &Classifier,
    ) -> Result<Vec<Vec<Background>>> {
        let rate = classifier.sidecar().front_end.sample_rate;
        let folds = self.models.iter().map(|model| model.fold_index + 1).max().unwrap_or(0);
        let mut first_id = self.pours.len() + self.backgrounds.len();
        let mut by_fold = Vec::with_capacity(folds);
        for fold in 0..folds {
            let Some(model) = self.models.iter().find(|model| model.fold_index == fold) else {
                continue;
            };
            let held_out: Vec<&Row> =
                sounds.iter().copied().filter(|row| model.fold.holds_out(row)).collect();
            let step = (held_out.len() / OTHER_SOUNDS).max(1);
            let mut of_fold = Vec::new();
            for row in held_out.into_iter().step_by(step).take(OTHER_SOUNDS) {
                // Digital silence is another row of the table.
                let Some(clip) = decode_row(row, &(self.locate)(row), rate)? else { continue };
                let frames = classifier.log_mel(&clip)?.values().to_vec();
                let id = first_id + of_fold.len();
                let kind = Kind::OtherSound;
                of_fold.push(Background { kind, id, frames, seconds: &OTHER_SOUND_SECONDS });
            }
            first_id += of_fold.len();
            by_fold.push(of_fold);
        }
        Ok(by_fold)
    }

    /// Classifies a pour alone and in all surroundings, by each model that held it out.
    ///
    /// # Errors
    /// Those of decoding and of the models.
    pub fn run(&self, index: usize, row: &Row) -> Result<Vec<Comparison>> {
        let models = self.models.iter().zip(&self.caches).filter(|(m, _)| m.fold.holds_out(row));
        let Some((first, _)) = models.clone().next() else {
            return Ok(Vec::new());
        };
        let classifier = &first.classifier;
        let front_end = &classifier.sidecar().front_end;
        let Some(clip) = decode_row(row, &(self.locate)(row), front_end.sample_rate)? else {
            return Ok(Vec::new());
        };
        let log_mel = classifier.log_mel(&clip)?;
        let alone: Vec<Outcome> = models
            .clone()
            .map(|(model, _)| Ok(Outcome::from(&model.classifier.classify(&clip, None)?)))
            .collect::<Result<_>>()?;
        let room_tone = self.room_tone(index, row, classifier)?;
        let others = self.other_sounds.get(first.fold_index).into_iter().flatten();
        let mut comparisons = Vec::new();
        for background in self.backgrounds.iter().chain(&room_tone).chain(others) {
            for &seconds in background.seconds {
                let pad = (f64::from(seconds) / front_end.seconds(1)) as usize;
                let values = log_mel.values();
                let pour = SurroundedPour::new(index, values, background, pad, front_end.mel_bands);
                for ((model, cache), &alone) in models.clone().zip(&alone) {
                    let surrounded = classify_surrounded(&model.classifier, cache, &pour)?;
                    let surrounded = Outcome::from(&surrounded);
                    let kind = background.kind;
                    comparisons.push(Comparison { kind, seconds, alone, surrounded });
                }
            }
        }
        Ok(comparisons)
    }

    /// The recording's own sound before its onset, or that of another pour of its session.
    fn room_tone(
        &self,
        index: usize,
        row: &Row,
        classifier: &Classifier,
    ) -> Result<Option<Background>> {
        let lead = |row: &Row| {
            self.onsets.get(&row.path).map_or(0.0, |onset| onset - ONSET_MARGIN_SECONDS)
        };
        let longest = self
            .pours
            .iter()
            .copied()
            .filter(|other| other.session == row.session)
            .max_by(|a, b| lead(a).total_cmp(&lead(b)));
        let source = if lead(row) < MIN_ROOM_TONE_SECONDS { longest } else { Some(row) };
        let Some(source) = source else { return Ok(None) };
        let rate = classifier.sidecar().front_end.sample_rate;
        let Some(clip) = decode_row(source, &(self.locate)(source), rate)? else {
            return Ok(None);
        };
        let count = (lead(source) * f64::from(rate)) as usize;
        let samples = clip.samples().get(..count).unwrap_or_default();
        let frames = classifier.front_end().log_mel(samples).values().to_vec();
        let background = Background { kind: Kind::RoomTone, id: index, frames, seconds: &SECONDS };
        Ok((!background.frames.is_empty()).then_some(background))
    }
}

/// Silence, and noise of all levels. Their identities start with `first_id`.
fn noises(classifier: &Classifier, first_id: usize) -> Vec<Background> {
    let sidecar = classifier.sidecar();
    let front_end = &sidecar.front_end;
    // A multiple of the step of coarse windows: repeated noise then has the same windows again.
    let step = 3 * sidecar.windows.hop_frames.max(1);
    let frames = (NOISE_SECONDS / front_end.seconds(step)) as usize * step;
    let samples = frames.saturating_sub(1) * front_end.hop + front_end.fft_size;
    let log_mel = |samples: &[f32]| classifier.front_end().log_mel(samples).values().to_vec();
    // One frame, which repeats.
    let mut sounds = vec![(Kind::Silence, log_mel(&vec![0.0; front_end.fft_size]))];
    for level_db in NOISE_LEVELS_DB {
        let (kind, rms) = (Kind::Noise { level_db }, rms_of_level(level_db));
        sounds.push((kind, log_mel(&white_noise(samples, rms, 1))));
        sounds.push((kind, log_mel(&pink_noise(samples, rms, 2))));
    }
    let make =
        |(at, (kind, frames))| Background { kind, id: first_id + at, frames, seconds: &SECONDS };
    sounds.into_iter().enumerate().map(make).collect()
}

#[derive(Serialize)]
pub struct SurroundingsReport {
    #[serde(flatten)]
    pub subject: Subject,
    pub seeds: usize,
    pub rows: Vec<SurroundingsRow>,
}

/// Results of pours in one kind of surroundings, compared with those of the same pours alone.
#[derive(Serialize)]
pub struct SurroundingsRow {
    pub name: String,
    /// Before the pour, and as much after it.
    pub seconds: u32,
    /// By all models. Each count below is of these.
    pub results: usize,
    /// Changes of the probability of hot, where both results have a pour.
    pub largest_change: f64,
    pub change_99_percent: f64,
    pub small_changes_percent: f64,
    pub verdicts_changed: usize,
    /// From hot to cold, or from cold to hot.
    pub verdicts_flipped: usize,
    /// Results without a pour, unlike that of the pour alone.
    pub pours_lost: usize,
    /// Results with more pours.
    pub pours_added: usize,
}

impl SurroundingsReport {
    pub fn new(subject: Subject, comparisons: &[Comparison], seeds: usize) -> Self {
        let mut groups: BTreeMap<(Kind, u32), Vec<&Comparison>> = BTreeMap::new();
        for comparison in comparisons {
            groups.entry((comparison.kind, comparison.seconds)).or_default().push(comparison);
        }
        let row = |((kind, seconds), group): ((Kind, u32), Vec<&Comparison>)| {
            SurroundingsRow::new(kind, seconds, &group)
        };
        Self { subject, seeds, rows: groups.into_iter().map(row).collect() }
    }
}

impl SurroundingsRow {
    fn new(kind: Kind, seconds: u32, group: &[&Comparison]) -> Self {
        let mut changes: Vec<f64> = group.iter().filter_map(|it| it.change()).collect();
        changes.sort_unstable_by(f64::total_cmp);
        let small = changes.iter().filter(|&&change| change <= SMALL_CHANGE).count();
        let change = |at: usize| rounded(changes.get(at).copied().unwrap_or(0.0), 3);
        let last = changes.len().saturating_sub(1);
        let count = |pass: fn(&Comparison) -> bool| group.iter().filter(|it| pass(it)).count();
        Self {
            name: kind.to_string(),
            seconds,
            results: group.len(),
            largest_change: change(last),
            change_99_percent: change((99 * changes.len()).div_ceil(100).saturating_sub(1)),
            small_changes_percent: percent(small as f64, changes.len()),
            verdicts_changed: count(|it| it.alone.verdict != it.surrounded.verdict),
            verdicts_flipped: count(Comparison::is_flipped),
            pours_lost: count(Comparison::is_lost),
            pours_added: count(|it| it.surrounded.pours > it.alone.pours.max(1)),
        }
    }
}

#[cfg(test)]
mod tests;
