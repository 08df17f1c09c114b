//! Reads the lists of an evaluation: recordings, held-out models, corruptions and onsets.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hot_or_cold::{Calibration, Thresholds};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::error::{CliError, Result};

/// `clips.csv`.
pub struct Clips {
    pub csv: PathBuf,
    /// SHA-256 of the list, in hexadecimal.
    pub digest: String,
    pub rows: Vec<Row>,
}

impl Clips {
    pub fn read(csv: &Path) -> Result<Self> {
        let bytes = read(csv)?;
        let mut rows = csv::Reader::from_reader(bytes.as_slice())
            .deserialize()
            .collect::<std::result::Result<Vec<Row>, _>>()
            .map_err(|error| CliError::unreadable_list(csv, error))?;
        assign_negative_folds(&mut rows);
        Ok(Self { csv: csv.into(), digest: format!("{:x}", Sha256::digest(&bytes)), rows })
    }

    /// The file of a recording; paths in the list are relative to it.
    pub fn locate(&self, row: &Row) -> PathBuf {
        self.csv.parent().unwrap_or(Path::new(".")).join(&row.path)
    }
}

/// Reads the list of pours in other kitchens, whose columns are `path`, `label`, `night`,
/// `kitchen`, `cup` and `matched`.
///
/// Of the cups that were poured hot and cold in one night. Elsewhere a night is nearly a class.
pub fn read_matched_pours(csv: &Path) -> Result<Clips> {
    let bytes = read(csv)?;
    let rows = csv::Reader::from_reader(bytes.as_slice())
        .deserialize()
        .collect::<std::result::Result<Vec<KitchenRow>, _>>()
        .map_err(|error| CliError::unreadable_list(csv, error))?;
    let rows: Vec<Row> =
        rows.into_iter().filter(|row| row.matched == "yes").map(Row::from).collect();
    if rows.is_empty() {
        return Err(CliError::invalid_list(csv, "it has no pour with `yes` in the column matched"));
    }
    Ok(Clips { csv: csv.into(), digest: format!("{:x}", Sha256::digest(&bytes)), rows })
}

/// One line of the list of other kitchens.
#[derive(Deserialize)]
struct KitchenRow {
    path: String,
    label: String,
    night: String,
    kitchen: String,
    cup: String,
    matched: String,
}

impl From<KitchenRow> for Row {
    /// A night is a session, and a cup a vessel.
    fn from(row: KitchenRow) -> Self {
        Self {
            path: row.path,
            kind: "pouring".into(),
            label: row.label,
            fahrenheit: None,
            vessel: row.cup,
            session: row.night,
            kitchen: row.kitchen,
            negative_fold: None,
        }
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
    /// Name of the kitchen; empty at home.
    #[serde(skip)]
    pub kitchen: String,
    /// ESC fold of a sound that is not a pour: the lowest of its source's folds.
    #[serde(skip)]
    negative_fold: Option<u32>,
}

impl Row {
    pub fn is_pour(&self) -> bool {
        self.kind == "pouring"
    }

    /// Hot or cold; `None` for a sound that is not a pour.
    pub fn hot(&self) -> Option<bool> {
        match self.label.as_str() {
            "hot" => Some(true),
            "cold" => Some(false),
            _ => None,
        }
    }

    /// The label by its ESC-50 name; ESC-10 names four kinds of sound differently.
    pub fn sound_kind(&self) -> &str {
        match self.label.as_str() {
            "dog_bark" => "dog",
            "baby_cry" => "crying_baby",
            "fire_crackling" => "crackling_fire",
            "person_sneeze" => "sneezing",
            other => other,
        }
    }

    /// Path of the corrupted recording in a corruption's folder.
    pub fn corrupted_path(&self) -> PathBuf {
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
    /// `None` uses the shipped model's.
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
                return Err(CliError::invalid_list(json, reason));
            }
        }
        Ok(held_out)
    }
}

impl Protocol {
    /// Gives sessions that no fold names to the fold without any, whose calibration is by all of
    /// the named ones.
    pub fn assign_unlisted_sessions(&mut self, rows: &[Row]) {
        let is_listed = |session: &String| self.folds.iter().any(|f| f.sessions.contains(session));
        let mut unlisted: Vec<String> = rows.iter().map(|row| row.session.clone()).collect();
        unlisted.retain(|session| !is_listed(session));
        if let Some(fold) = self.folds.iter_mut().find(|fold| fold.sessions.is_empty()) {
            fold.sessions = unlisted;
        }
    }

    /// The seeds of every fold, in order.
    pub fn seeds(&self) -> Vec<u64> {
        self.folds.first().map(Fold::seeds).unwrap_or_default()
    }
}

impl Fold {
    /// Whether the training of this fold's models left the clip out.
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

/// Assigns its fold to each sound that is not a pour.
///
/// Takes of one source share a fold in ESC. Source 234879 is an exception: it is in two classes
/// and in two folds.
fn assign_negative_folds(rows: &mut [Row]) {
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

/// Parses an ESC file name, `class-FOLD-SOURCE-take.ogg`.
fn esc_fold_and_source(path: &str) -> Option<(u32, u32)> {
    let mut parts = path.rsplit('/').next()?.split('-').skip(1);
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// A folder in which every recording is corrupted in one way.
#[derive(Debug, PartialEq, Deserialize)]
pub struct Corruption {
    pub folder: String,
    pub name: String,
}

/// The corruptions listed by `changes.json` in `root`, otherwise its folders by name.
pub fn read_corruptions(root: &Path) -> Result<Vec<Corruption>> {
    let json = root.join("changes.json");
    let corruptions: Vec<Corruption> = if json.exists() {
        read_json(&json)?
    } else {
        let entries =
            std::fs::read_dir(root).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        let mut folders: Vec<String> = entries
            .map_err(|error| CliError::unreadable_list(root, error))?
            .iter()
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        folders.sort_unstable();
        folders.into_iter().map(|folder| Corruption { name: folder.clone(), folder }).collect()
    };
    if corruptions.is_empty() {
        let reason = "there is no folder of changed recordings in it";
        return Err(CliError::invalid_list(root, reason));
    }
    Ok(corruptions)
}

/// The second at which each pour begins, by its path: columns `path` and `seconds`.
pub fn read_onsets(csv: &Path) -> Result<BTreeMap<String, f64>> {
    let rows: Vec<Onset> = csv::Reader::from_reader(read(csv)?.as_slice())
        .deserialize()
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| CliError::unreadable_list(csv, error))?;
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
    std::fs::read(path).map_err(|error| CliError::unreadable_list(path, error))
}

fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T> {
    serde_json::from_slice(&read(path)?).map_err(|error| CliError::unreadable_list(path, error))
}

/// A pour for tests, hot above 100 °F.
#[cfg(test)]
pub fn make_pour(path: &str, fahrenheit: u32, vessel: &str, session: &str) -> Row {
    let label = if fahrenheit > 100 { "hot" } else { "cold" };
    Row {
        path: path.into(),
        kind: "pouring".into(),
        label: label.into(),
        fahrenheit: Some(fahrenheit),
        vessel: vessel.into(),
        session: session.into(),
        kitchen: String::new(),
        negative_fold: None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn negative_folds_are_shared_by_takes_of_one_source() {
        let folds = |paths: &[&str]| {
            let mut rows: Vec<Row> = paths
                .iter()
                .map(|path| Row { kind: "not-pouring".into(), ..make_pour(path, 40, "", "") })
                .collect();
            assign_negative_folds(&mut rows);
            rows.iter().map(|row| row.negative_fold).collect::<Vec<_>>()
        };
        let paths = [
            "esc50/hen-5-2348-A.flac",
            "esc10/rooster-4-2348-B.ogg",
            "dog_bark-1-100-A.ogg",
            "odd.ogg",
        ];
        assert_eq!(folds(&paths), [Some(4), Some(4), Some(1), None]);
        let mut pours = [make_pour("glass-1-2348-A.m4a", 200, "glass", "A")];
        assign_negative_folds(&mut pours);
        assert_eq!(pours[0].negative_fold, None);
    }

    #[test]
    fn corrupted_path_is_the_same_path_as_wav() {
        let corrupted = |path| make_pour(path, 40, "glass", "A").corrupted_path();
        let (m4a, flac) = ("pouring/v1/40f-glass-1.m4a", "pouring/v1/40.5f-glass.flac");
        assert_eq!(corrupted(m4a), Path::new("pouring/v1/40f-glass-1.wav"));
        assert_eq!(corrupted(flac), Path::new("pouring/v1/40.5f-glass.wav"));
    }

    #[test]
    fn corruptions_are_named_by_their_list_or_by_their_folders() {
        let root = temp_dir::TempDir::new().unwrap();
        assert!(matches!(read_corruptions(root.path()), Err(CliError::InvalidList { .. })));
        for folder in ["noise", "aac-32k"] {
            std::fs::create_dir(root.path().join(folder)).unwrap();
        }
        std::fs::write(root.path().join("notes.txt"), "").unwrap();
        let corruption =
            |folder: &str, name: &str| Corruption { folder: folder.into(), name: name.into() };
        assert_eq!(
            read_corruptions(root.path()).unwrap(),
            [corruption("aac-32k", "aac-32k"), corruption("noise", "noise")]
        );
        let json = r#"[{"folder": "noise", "name": "Noise"},
                       {"folder": "aac-32k", "name": "AAC at 32 kb/s"}]"#;
        std::fs::write(root.path().join("changes.json"), json).unwrap();
        assert_eq!(
            read_corruptions(root.path()).unwrap(),
            [corruption("noise", "Noise"), corruption("aac-32k", "AAC at 32 kb/s")]
        );
    }

    #[test]
    fn unlisted_sessions_belong_to_the_fold_without_any() {
        let fold = |sessions: &[&str]| Fold {
            held_out: String::new(),
            sessions: sessions.iter().map(|&session| session.into()).collect(),
            vessels: Vec::new(),
            negative_fold: None,
            models: Vec::new(),
        };
        let folds = vec![fold(&["A"]), fold(&["B"]), fold(&[])];
        let mut protocol = Protocol { name: "other kitchens".into(), folds };
        let rows = ["A", "C", "D"].map(|session| make_pour("pour.m4a", 40, "glass", session));
        protocol.assign_unlisted_sessions(&rows);
        let holds_out = |fold: usize| {
            rows.iter().map(|row| protocol.folds[fold].holds_out(row)).collect::<Vec<_>>()
        };
        let expected: [Vec<bool>; 3] =
            [vec![true, false, false], vec![false; 3], vec![false, true, true]];
        assert_eq!([0, 1, 2].map(holds_out), expected);
    }

    #[test]
    fn read_rejects_folds_with_different_seeds() {
        let list = |seeds: [[u64; 2]; 2]| {
            let models = |seeds: [u64; 2]| {
                seeds.map(|seed| {
                    let plain = json!({"scale": 1.0, "offset": 0.0});
                    let cups = json!({"difference": 1.0, "midpoint": 0.0, "pour_variance": 1.0,
                                      "cup_variance": 1.0});
                    let fit = json!({"slope": 1.0, "offset": 0.0, "lowest": 0.0, "highest": 0.0,
                                     "interval": 0.0});
                    let calibration = json!({"cups": cups, "pouring": plain,
                                             "temperature_f": fit});
                    json!({"seed": seed, "file": "", "sha256": "", "calibration": calibration})
                })
            };
            let folds = seeds.map(|seeds| json!({"held_out": "A", "models": models(seeds)}));
            json!({"data_digest": "", "protocols": [{"name": "p", "folds": folds}]}).to_string()
        };
        let folder = temp_dir::TempDir::new().unwrap();
        let path = folder.path().join("held-out.json");
        let read = |seeds| {
            std::fs::write(&path, list(seeds)).unwrap();
            HeldOut::read(&path)
        };
        assert_eq!(read([[1, 2], [1, 2]]).unwrap().protocols[0].seeds(), [1, 2]);
        for seeds in [[[1, 2], [2, 1]], [[1, 2], [1, 3]]] {
            assert!(matches!(read(seeds), Err(CliError::InvalidList { .. })));
        }
    }
}
