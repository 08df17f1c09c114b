//! The verdict on a pour does not depend on the sound before and after it.
//!
//! The shipped model was trained on these pours. `evaluate --surroundings` measures held-out ones.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;
#[path = "../src/cli/evaluate/noise.rs"]
mod noise;
#[allow(dead_code, reason = "noise needs a part of it")]
#[path = "../src/cli/evaluate/random.rs"]
mod random;

use std::collections::HashMap;
use std::path::Path;

use common::decode::decode_file;
use common::program::{run, text};
use hot_or_cold::{Classification, Classifier, Clip, ONNX, SIDECAR, Verdict};
use noise::{pink_noise, rms_of_level, white_noise};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::Value;

/// Onset of each pour in seconds, by the path of its recording.
const ONSETS: &str = include_str!("../model/onsets.csv");
const POURS: usize = 132;
const RATE: usize = 16_000;
/// Length of the sound before a pour, and of that after it.
const SECONDS: usize = 60;
/// The lead without its last 0.2 s is room tone, if it is at least half a second.
const ONSET_MARGIN_SECONDS: f64 = 0.2;
const MIN_ROOM_TONE_SECONDS: f64 = 0.5;
/// Largest changes of the probability of hot in quiet surroundings: of 95 % of the pours, and of
/// all. All moved by at most 0.011 on 2026-11-29.
const SMALL_CHANGE: f64 = 0.02;
const MIN_SMALL_SHARE: f64 = 0.95;
const MAX_CHANGE: f64 = 0.1;

#[derive(Deserialize)]
struct Row {
    path: String,
    kind: String,
    session: String,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Surroundings {
    Silence,
    RoomTone,
    White { level_db: i32 },
    Pink { level_db: i32 },
    OtherSound,
}

use Surroundings::{OtherSound, Pink, RoomTone, Silence, White};

/// Every pour meets one of each list, in turn.
const QUIET: [Surroundings; 4] =
    [Silence, White { level_db: -60 }, RoomTone, Pink { level_db: -60 }];
const OTHER: [Surroundings; 9] = [
    White { level_db: -50 },
    Pink { level_db: -40 },
    OtherSound,
    White { level_db: -30 },
    Pink { level_db: -20 },
    White { level_db: -40 },
    Pink { level_db: -30 },
    White { level_db: -20 },
    Pink { level_db: -50 },
];

struct Recordings {
    pours: Vec<Row>,
    /// Only those whose files exist.
    other_sounds: Vec<Row>,
    onsets: HashMap<&'static str, f64>,
}

impl Recordings {
    fn read(data: &Path) -> Self {
        let rows: Vec<Row> = csv::Reader::from_path(data.join("clips.csv"))
            .unwrap()
            .deserialize()
            .collect::<Result<_, _>>()
            .unwrap();
        let is_other = |row: &Row| row.kind == "not-pouring" && data.join(&row.path).exists();
        let (mut pours, mut other_sounds) = (Vec::new(), Vec::new());
        for row in rows {
            if row.kind == "pouring" {
                pours.push(row);
            } else if is_other(&row) {
                other_sounds.push(row);
            }
        }
        let rows = ONSETS.lines().skip(1).filter_map(|row| row.split_once(','));
        let onsets = rows.map(|(path, at)| (path, at.parse().unwrap())).collect();
        Self { pours, other_sounds, onsets }
    }

    fn room_tone_seconds(&self, row: &Row) -> f64 {
        self.onsets[&*row.path] - ONSET_MARGIN_SECONDS
    }

    /// The sound of a recording before its onset, or the longest one of its session.
    fn room_tone(&self, data: &Path, row: &Row) -> Vec<f32> {
        let seconds = |row: &Row| self.room_tone_seconds(row);
        let session = self.pours.iter().filter(|other| other.session == row.session);
        let longest = session.max_by(|a, b| seconds(a).total_cmp(&seconds(b))).unwrap();
        let source = if seconds(row) < MIN_ROOM_TONE_SECONDS { longest } else { row };
        let clip = decode_file(&data.join(&source.path), RATE as u32).unwrap();
        clip.samples()[..(seconds(source) * RATE as f64) as usize].to_vec()
    }

    /// A sound that lasts or repeats.
    fn sound(&self, data: &Path, at: usize, kind: Surroundings) -> Vec<f32> {
        let (length, seed) = (SECONDS * RATE, at as u64);
        match kind {
            Silence => vec![0.0; length],
            RoomTone => self.room_tone(data, &self.pours[at]),
            White { level_db } => white_noise(length, rms_of_level(level_db), seed),
            Pink { level_db } => pink_noise(length, rms_of_level(level_db), seed),
            OtherSound => {
                // A step without a common factor visits every sound before one comes again.
                let row = self.other_sounds.get(41 * at % self.other_sounds.len().max(1));
                let clip = row.map(|row| decode_file(&data.join(&row.path), RATE as u32));
                // Some other sounds are digital silence.
                clip.and_then(Result::ok).map_or(vec![0.0; length], |clip| clip.samples().to_vec())
            }
        }
    }
}

/// A recording between a minute of sound and another minute of it.
fn surround(sound: &[f32], pour: &[f32], at: usize) -> Clip {
    // An odd number of samples, so that frames begin elsewhere in the pour.
    let before = SECONDS * RATE + 2 * (at * 7_919 % 4_001) + 1;
    let repeated = sound.iter().copied().cycle();
    let samples: Vec<f32> = repeated
        .clone()
        .take(before)
        .chain(pour.iter().copied())
        .chain(repeated.take(SECONDS * RATE))
        .collect();
    Clip::from_mono(&samples, RATE as u32, RATE as u32).unwrap()
}

struct Comparison {
    name: String,
    is_quiet: bool,
    alone: Classification,
    surrounded: Classification,
}

impl Comparison {
    fn change(&self) -> f64 {
        (self.alone.probability_hot - self.surrounded.probability_hot).abs()
    }

    fn describe(&self) -> String {
        let result = |it: &Classification| {
            format!("{} {:.3}, {} pours", it.verdict.as_str(), it.probability_hot, it.pours.len())
        };
        format!("{}: {}; alone {}", self.name, result(&self.surrounded), result(&self.alone))
    }
}

fn compare(classifier: &Classifier, recordings: &Recordings, data: &Path) -> Vec<Comparison> {
    let each = |at: usize| {
        let path = &recordings.pours[at].path;
        let pour = decode_file(&data.join(path), RATE as u32).unwrap();
        let alone = classifier.classify(&pour, None).unwrap();
        [(true, QUIET[at % QUIET.len()]), (false, OTHER[at % OTHER.len()])].map(
            |(is_quiet, kind)| {
                let sound = recordings.sound(data, at, kind);
                let clip = surround(&sound, pour.samples(), at);
                let surrounded = classifier.classify(&clip, None).unwrap();
                let name = format!("{path} in {kind:?}");
                Comparison { name, is_quiet, alone: alone.clone(), surrounded }
            },
        )
    };
    (0..recordings.pours.len()).into_par_iter().flat_map_iter(each).collect()
}

#[test]
fn surroundings_do_not_change_the_verdict_on_a_pour() {
    let Some(data) = common::data_folder() else { return };
    let recordings = Recordings::read(&data);
    if recordings.other_sounds.is_empty() {
        common::print_uncaptured("skipped: other sounds around a pour, which are missing");
    }
    let classifier = Classifier::new(ONNX, SIDECAR).unwrap();
    let comparisons = compare(&classifier, &recordings, &data);
    assert_eq!(comparisons.len(), 2 * POURS);
    let flipped: Vec<String> = comparisons
        .iter()
        .filter(|it| {
            let verdicts = [it.alone.verdict, it.surrounded.verdict];
            verdicts.contains(&Verdict::Hot) && verdicts.contains(&Verdict::Cold)
        })
        .map(Comparison::describe)
        .collect();
    assert!(flipped.is_empty(), "{flipped:#?}");
    let mut quiet: Vec<&Comparison> = comparisons.iter().filter(|it| it.is_quiet).collect();
    quiet.sort_by(|a, b| b.change().total_cmp(&a.change()));
    let small = quiet.iter().filter(|it| it.change() <= SMALL_CHANGE).count();
    let largest = quiet[0];
    common::print_uncaptured(&format!(
        "{small} of {POURS} pours move by at most {SMALL_CHANGE}; most of all {}",
        largest.describe()
    ));
    assert!(largest.change() <= MAX_CHANGE, "{}", largest.describe());
    assert!(small as f64 >= MIN_SMALL_SHARE * POURS as f64, "only {small}");
}

#[test]
fn program_judges_each_pour_of_a_long_recording() {
    let Some(cases) = common::cases_folder() else { return };
    let files = ["01-30min-silence-then-cold-pour.flac", "04-cold-then-hot.flac"];
    let paths = files.map(|file| cases.join(file).into_os_string());
    let output = run(["classify".into(), "--json".into()].iter().chain(&paths));
    assert!(output.status.success(), "{output:?}");
    let lines: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let verdicts = |line: &Value| -> Vec<String> {
        let pours = line["pours"].as_array().unwrap();
        pours.iter().map(|pour| pour["verdict"].as_str().unwrap().into()).collect()
    };
    assert_eq!((&lines[0]["verdict"], verdicts(&lines[0])), (&"cold".into(), vec!["cold".into()]));
    assert_eq!(lines[1]["verdict"], "unsure");
    assert_eq!(verdicts(&lines[1]), ["cold", "hot"]);
}
