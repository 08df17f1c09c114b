//! The lists of an evaluation: recordings, the models that held them out, changes to recordings.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use super::bad_list;
use crate::classify::model::hex;
use crate::error::Result;
use crate::sidecar::{Calibration, Thresholds};

/// `clips.csv`.
pub struct Clips {
    pub csv: PathBuf,
    /// SHA-256 of the list.
    pub digest: String,
    pub rows: Vec<Row>,
}

impl Clips {
    pub fn read(csv: &Path) -> Result<Self> {
        let bytes = read(csv)?;
        let mut rows = csv::Reader::from_reader(bytes.as_slice())
            .deserialize()
            .collect::<std::result::Result<Vec<Row>, _>>()
            .map_err(|error| bad_list(csv, error))?;
        keep_sources_together(&mut rows);
        Ok(Self { csv: csv.into(), digest: hex(&Sha256::digest(&bytes)), rows })
    }

    /// Where a recording lies: paths in the list are relative to it.
    pub fn place(&self, row: &Row) -> PathBuf {
        self.csv.parent().unwrap_or(Path::new(".")).join(&row.path)
    }
}

/// One line of `clips.csv`.
#[derive(Debug, Clone, Deserialize)]
pub struct Row {
    pub path: String,
    kind: String,
    label: String,
    #[serde(default, rename = "temperature_f")]
    pub fahrenheit: Option<u32>,
    pub vessel: String,
    pub session: String,
    /// Of a sound that is not a pour: the lowest of its source's folds.
    #[serde(skip)]
    negative_fold: Option<u32>,
}

impl Row {
    pub fn is_pour(&self) -> bool {
        self.kind == "pouring"
    }

    /// Hot, cold, or neither for a sound that is not a pour.
    pub fn hot(&self) -> Option<bool> {
        match self.label.as_str() {
            "hot" => Some(true),
            "cold" => Some(false),
            _ => None,
        }
    }

    /// The label, of two names for one kind of sound the same: ESC-10's and ESC-50's differ in four.
    pub fn kind_of_sound(&self) -> &str {
        match self.label.as_str() {
            "dog_bark" => "dog",
            "baby_cry" => "crying_baby",
            "fire_crackling" => "crackling_fire",
            "person_sneeze" => "sneezing",
            other => other,
        }
    }

    /// Where a change leaves the recording, in that change's folder.
    pub fn changed_path(&self) -> PathBuf {
        Path::new(&self.path).with_extension("wav")
    }
}

/// `held-out.json`.
#[derive(Debug, Deserialize)]
pub struct HeldOut {
    pub data_digest: String,
    pub protocols: Vec<Protocol>,
}

#[derive(Debug, Deserialize)]
pub struct Protocol {
    pub name: String,
    pub folds: Vec<Fold>,
}

#[derive(Debug, Deserialize)]
pub struct Fold {
    pub held_out: String,
    #[serde(default)]
    sessions: Vec<String>,
    #[serde(default)]
    pub vessels: Vec<String>,
    #[serde(default)]
    negative_fold: Option<u32>,
    pub models: Vec<Trained>,
}

/// One training run.
#[derive(Debug, Deserialize)]
pub struct Trained {
    seed: u64,
    pub file: String,
    pub sha256: String,
    pub calibration: Calibration,
    /// The shipped model's where there are none of its own.
    #[serde(default)]
    pub thresholds: Option<Thresholds>,
}

impl HeldOut {
    pub fn read(json: &Path) -> Result<Self> {
        let held_out: Self = read_json(json)?;
        for protocol in &held_out.protocols {
            let seeds = protocol.seeds();
            if seeds.is_empty() || protocol.folds.iter().any(|fold| fold.seeds() != seeds) {
                let reason =
                    format!("the folds of {} are not all of the same seeds", protocol.name);
                return Err(bad_list(json, reason));
            }
        }
        Ok(held_out)
    }
}

impl Protocol {
    /// The seeds of every fold, in order.
    pub fn seeds(&self) -> Vec<u64> {
        self.folds.first().map(Fold::seeds).unwrap_or_default()
    }
}

impl Fold {
    /// Whether this fold's models have not heard the clip.
    pub fn holds_out(&self, row: &Row) -> bool {
        match row.kind.as_str() {
            "pouring" => self.sessions.contains(&row.session) || self.vessels.contains(&row.vessel),
            "not-pouring" => {
                self.negative_fold.is_some() && row.negative_fold == self.negative_fold
            }
            _ => false,
        }
    }

    fn seeds(&self) -> Vec<u64> {
        self.models.iter().map(|model| model.seed).collect()
    }
}

/// Gives each sound that is not a pour its fold.
///
/// Takes of one source share a fold in ESC, but one (234879) is in two of its classes and there in two folds.
fn keep_sources_together(rows: &mut [Row]) {
    let named =
        |row: &Row| (row.kind == "not-pouring").then(|| esc_fold_and_source(&row.path)).flatten();
    let mut folds = BTreeMap::new();
    for (fold, source) in rows.iter().filter_map(named) {
        folds
            .entry(source)
            .and_modify(|lowest: &mut u32| *lowest = fold.min(*lowest))
            .or_insert(fold);
    }
    for row in rows {
        row.negative_fold = named(row).and_then(|(_, source)| folds.get(&source).copied());
    }
}

/// From an ESC file name, `class-FOLD-SOURCE-take.ogg`.
fn esc_fold_and_source(path: &str) -> Option<(u32, u32)> {
    let mut parts = path.rsplit('/').next()?.split('-').skip(1);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// A folder in which every recording is changed in one way.
#[derive(Debug, PartialEq, Deserialize)]
pub struct Change {
    pub folder: String,
    pub name: String,
}

/// The changes of `changes.json` in `root`, else its folders by name.
pub fn changes(root: &Path) -> Result<Vec<Change>> {
    let json = root.join("changes.json");
    let changes: Vec<Change> = if json.exists() {
        read_json(&json)?
    } else {
        let entries =
            std::fs::read_dir(root).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        let mut folders: Vec<String> = entries
            .map_err(|error| bad_list(root, error))?
            .iter()
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        folders.sort_unstable();
        folders.into_iter().map(|folder| Change { name: folder.clone(), folder }).collect()
    };
    if changes.is_empty() {
        return Err(bad_list(root, "there is no folder of changed recordings in it"));
    }
    Ok(changes)
}

/// At what second each pour begins, by its path: columns `path` and `seconds`.
pub fn onsets(csv: &Path) -> Result<BTreeMap<String, f64>> {
    let rows: Vec<Onset> = csv::Reader::from_reader(read(csv)?.as_slice())
        .deserialize()
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| bad_list(csv, error))?;
    Ok(rows
        .into_iter()
        .filter(|row| row.seconds.is_finite())
        .map(|row| (row.path, row.seconds))
        .collect())
}

#[derive(Deserialize)]
struct Onset {
    path: String,
    seconds: f64,
}

pub fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| bad_list(path, error))
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    serde_json::from_slice(&read(path)?).map_err(|error| bad_list(path, error))
}

/// A cold pour, or a hot one above 100 °F, for the tests of this folder.
#[cfg(test)]
pub fn pour(path: &str, fahrenheit: u32, vessel: &str, session: &str) -> Row {
    let label = if fahrenheit > 100 { "hot" } else { "cold" };
    Row {
        path: path.into(),
        kind: "pouring".into(),
        label: label.into(),
        fahrenheit: Some(fahrenheit),
        vessel: vessel.into(),
        session: session.into(),
        negative_fold: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_of_one_source_share_a_fold() {
        let of = |paths: &[&str]| {
            let mut rows: Vec<Row> = paths
                .iter()
                .map(|path| Row { kind: "not-pouring".into(), ..pour(path, 40, "", "") })
                .collect();
            keep_sources_together(&mut rows);
            rows.iter().map(|row| row.negative_fold).collect::<Vec<_>>()
        };
        let paths = [
            "esc50/hen-5-2348-A.flac",
            "esc10/rooster-4-2348-B.ogg",
            "dog_bark-1-100-A.ogg",
            "odd.ogg",
        ];
        assert_eq!(of(&paths), [Some(4), Some(4), Some(1), None]);
        let mut pours = [pour("glass-1-2348-A.m4a", 200, "glass", "A")];
        keep_sources_together(&mut pours);
        assert_eq!(pours[0].negative_fold, None);
    }

    #[test]
    fn a_changed_recording_is_the_same_path_as_wav() {
        let row = |path| pour(path, 40, "glass", "A");
        let of = |path| row(path).changed_path();
        assert_eq!(of("pouring/v1/40f-glass-1.m4a"), Path::new("pouring/v1/40f-glass-1.wav"));
        assert_eq!(of("pouring/v1/40.5f-glass.flac"), Path::new("pouring/v1/40.5f-glass.wav"));
    }

    #[test]
    fn changes_are_named_by_their_list_or_else_by_their_folders() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(changes(root.path()).unwrap_err().code(), "bad-list");
        for folder in ["noise", "aac-32k"] {
            std::fs::create_dir(root.path().join(folder)).unwrap();
        }
        std::fs::write(root.path().join("notes.txt"), "").unwrap();
        let change = |folder: &str, name: &str| Change { folder: folder.into(), name: name.into() };
        assert_eq!(
            changes(root.path()).unwrap(),
            [change("aac-32k", "aac-32k"), change("noise", "noise")]
        );
        let json = r#"[{"folder": "noise", "name": "Noise"}, {"folder": "aac-32k", "name": "AAC at 32 kb/s"}]"#;
        std::fs::write(root.path().join("changes.json"), json).unwrap();
        assert_eq!(
            changes(root.path()).unwrap(),
            [change("noise", "Noise"), change("aac-32k", "AAC at 32 kb/s")]
        );
    }

    #[test]
    fn every_fold_has_the_same_seeds() {
        let json = |seeds: [[u64; 2]; 2]| {
            let models = |seeds: [u64; 2]| {
                seeds.map(|seed| {
                    let plain = serde_json::json!({"scale": 1.0, "offset": 0.0, "weight": 0.5});
                    let line = serde_json::json!(
                        {"slope": 1.0, "offset": 0.0, "lowest": 0.0, "highest": 0.0, "interval": 0.0}
                    );
                    let calibration = serde_json::json!(
                        {"hot": plain, "pouring": plain, "reference": plain, "temperature_f": line}
                    );
                    serde_json::json!({"seed": seed, "file": "", "sha256": "", "calibration": calibration})
                })
            };
            let folds =
                seeds.map(|seeds| serde_json::json!({"held_out": "A", "models": models(seeds)}));
            serde_json::json!({"data_digest": "", "protocols": [{"name": "p", "folds": folds}]})
                .to_string()
        };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("held-out.json");
        let read = |seeds| {
            std::fs::write(&path, json(seeds)).unwrap();
            HeldOut::read(&path)
        };
        assert_eq!(read([[1, 2], [1, 2]]).unwrap().protocols[0].seeds(), [1, 2]);
        assert_eq!(read([[1, 2], [2, 1]]).unwrap_err().code(), "bad-list");
        assert_eq!(read([[1, 2], [1, 3]]).unwrap_err().code(), "bad-list");
    }
}
