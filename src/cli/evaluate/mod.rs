//! `evaluate`: prints the held-out figures, as Markdown or JSON.
//!
//! Every clip is classified by models whose training left out its session or vessel. `./build.sh
//! train` trains these models (`model/held-out`), several seeds each, since one run may be lucky.
//!
//! `manifests` reads the lists, `inference` runs the models, `reference_pairs` picks cold pours.
//! `aggregate` and `statistics` count. `report`, `kitchens`, `robustness`, `live` and
//! `surroundings` each build one report, and `markdown` prints it.

mod aggregate;
mod inference;
mod kitchens;
mod live;
mod manifests;
mod markdown;
mod noise;
mod random;
mod reference_pairs;
mod report;
mod robustness;
mod statistics;
mod surroundings;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use hot_or_cold::Sidecar;
use serde::Serialize;

use self::inference::HeldOutModel;
use self::kitchens::KitchensReport;
use self::live::LiveReport;
use self::manifests::{Clips, HeldOut, Row};
use self::report::Report;
use self::robustness::RobustnessReport;
use self::surroundings::{Surroundings, SurroundingsReport};
use crate::error::{CliError, Result};
use crate::output::{create_progress_bar, write_out};

/// The protocol whose clips are also classified relative to references, live, and corrupted.
const SESSIONS: &str = "leave-one-session-out";

#[derive(Args)]
pub struct EvaluateArguments {
    /// The list of recordings; its paths are relative to it.
    #[arg(value_name = "CLIPS.csv", required_unless_present = "kitchens")]
    clips: Option<PathBuf>,
    /// The list of held-out models; its paths are relative to it. By default
    /// model/held-out/held-out.json, for other kitchens model/held-out/other-kitchens.json.
    #[arg(long)]
    held_out: Option<PathBuf>,
    /// Print JSON instead of Markdown.
    #[arg(long)]
    json: bool,
    /// Print how accurate the model is on corrupted recordings. The folder has one folder per
    /// corruption, with the paths of the list, as .wav.
    #[arg(long, value_name = "FOLDER")]
    changed: Option<PathBuf>,
    /// Print how fast and how accurate live verdicts are. The list has the second at which each
    /// pour begins, in columns path and seconds.
    #[arg(long, value_name = "ONSETS.csv", conflicts_with = "changed")]
    live: Option<PathBuf>,
    /// Print how much the sound before and after a pour changes the result. The list is that of
    /// `--live`. Takes a quarter of an hour.
    #[arg(long, value_name = "ONSETS.csv", conflicts_with_all = ["changed", "live"])]
    surroundings: Option<PathBuf>,
    /// Print how accurate the model is in other kitchens. The folder has recordings of pours and
    /// their list, clips.csv.
    #[arg(long, value_name = "FOLDER")]
    #[arg(conflicts_with_all = ["clips", "changed", "live", "surroundings"])]
    kitchens: Option<PathBuf>,
}

pub fn run(arguments: &EvaluateArguments) -> Result<ExitCode> {
    let EvaluateArguments { clips, held_out, json, changed, live, surroundings, kitchens } =
        arguments;
    let clips = clips.as_deref().unwrap_or(Path::new(""));
    let default = if kitchens.is_some() { "other-kitchens.json" } else { "held-out.json" };
    let default = Path::new("model/held-out").join(default);
    let held_out = held_out.as_deref().unwrap_or(&default);
    let bar = create_progress_bar(0);
    let sidecar = Sidecar::parse(hot_or_cold::SIDECAR)?;
    let progress = |done, all| {
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    };
    let text = if let Some(folder) = kitchens {
        let report = evaluate_kitchens(folder, held_out, &sidecar, progress)?;
        if *json { to_json(&report)? } else { markdown::kitchens(&report) }
    } else if let Some(changed) = changed {
        let report = evaluate_robustness(clips, held_out, changed, &sidecar, progress)?;
        if *json { to_json(&report)? } else { markdown::robustness(&report) }
    } else if let Some(onsets) = live {
        let report = evaluate_live(clips, held_out, onsets, &sidecar, progress)?;
        if *json { to_json(&report)? } else { markdown::live(&report) }
    } else if let Some(onsets) = surroundings {
        let report = evaluate_surroundings(clips, held_out, onsets, &sidecar, progress)?;
        if *json { to_json(&report)? } else { markdown::surroundings(&report) }
    } else {
        let report = evaluate_held_out(clips, held_out, &sidecar, progress)?;
        if *json { to_json(&report)? } else { markdown::report(&report) }
    };
    bar.finish_and_clear();
    write_out(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn to_json(report: &impl Serialize) -> Result<String> {
    let json = serde_json::to_string_pretty(report).map_err(CliError::write_failed)?;
    Ok(json + "\n")
}

/// The model and the recordings that a report is about.
#[cfg_attr(test, derive(Default))]
#[derive(Serialize)]
struct Subject {
    model_version: String,
    /// Date of the training, `YYYY-MM-DD`.
    model_date: String,
    /// SHA-256 of the list of recordings.
    data_digest: String,
    /// Whether the models were trained with this list.
    is_training_data: bool,
    clips: usize,
    /// Other sounds of the list whose files are missing: `./build.sh data` fetches the pours only.
    missing_other_sounds: usize,
}

impl Subject {
    fn new(
        clips: &Clips,
        held_out: &HeldOut,
        sidecar: &Sidecar,
        found: usize,
        missing: usize,
    ) -> Self {
        let is_training_data =
            clips.digest == held_out.data_digest && clips.digest == sidecar.training.data_digest;
        Self {
            model_version: sidecar.version.clone(),
            model_date: sidecar.training.date.clone(),
            data_digest: clips.digest.clone(),
            is_training_data,
            clips: found,
            missing_other_sounds: missing,
        }
    }
}

/// Classifies every clip by the models that held it out.
///
/// # Errors
/// [`CliError::InvalidList`] for a missing or broken list, or a listed clip that can't be decoded;
/// `Error::Model` of the core for a broken model.
fn evaluate_held_out(
    clips_csv: &Path,
    held_out_json: &Path,
    sidecar: &Sidecar,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<Report> {
    let clips = Clips::read(clips_csv)?;
    let held_out = HeldOut::read(held_out_json)?;
    let models = inference::load_models(&held_out.protocols, held_out_json, sidecar)?;
    let (rows, missing) = split_missing(held_out_rows(&clips, &models)?, &clips);
    let logits = inference::run_models(&rows, &models, |row| clips.locate(row), progress)
        .map_err(|failed| failed.in_list(clips_csv))?;
    let subject = Subject::new(&clips, &held_out, sidecar, rows.len(), missing.len());
    Report::new(subject, &held_out.protocols, &models, &rows, &logits)
}

/// Classifies pours in other kitchens by the models of the list: each night by the fold that names
/// it, or else by the fold without sessions.
///
/// # Errors
/// As [`evaluate_held_out`].
fn evaluate_kitchens(
    folder: &Path,
    held_out_json: &Path,
    sidecar: &Sidecar,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<KitchensReport> {
    let list = folder.join("clips.csv");
    let clips = manifests::read_matched_pours(&list)?;
    let mut held_out = HeldOut::read(held_out_json)?;
    for protocol in &mut held_out.protocols {
        protocol.assign_unlisted_sessions(&clips.rows);
    }
    let models = inference::load_models(&held_out.protocols, held_out_json, sidecar)?;
    let rows = held_out_rows(&clips, &models)?;
    let logits = inference::run_models(&rows, &models, |row| clips.locate(row), progress)
        .map_err(|failed| failed.in_list(&list))?;
    KitchensReport::new(sidecar, &clips.digest, &models, &rows, &logits)
}

/// Classifies every pour as recorded and as corrupted, by the models that held out its session.
///
/// `changed` has one folder per corruption: in it the paths of the list, with the extension `.wav`.
/// Names and order are those of its `changes.json`; without one, those of the folders.
///
/// # Errors
/// As [`evaluate_held_out`].
fn evaluate_robustness(
    clips_csv: &Path,
    held_out_json: &Path,
    changed: &Path,
    sidecar: &Sidecar,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<RobustnessReport> {
    let clips = Clips::read(clips_csv)?;
    let (held_out, seeds) = read_session_models(held_out_json)?;
    let corruptions = manifests::read_corruptions(changed)?;
    let models = inference::load_models(&held_out.protocols, held_out_json, sidecar)?;
    let rows: Vec<&Row> =
        held_out_rows(&clips, &models)?.into_iter().filter(|row| row.is_pour()).collect();
    let all = rows.len() * (corruptions.len() + 1);
    let mut predictions = Vec::new();
    let unchanged_first = std::iter::once(None).chain(corruptions.iter().map(Some));
    for (done, corruption) in unchanged_first.enumerate() {
        let locate = |row: &Row| match corruption {
            Some(corruption) => changed.join(&corruption.folder).join(row.corrupted_path()),
            None => clips.locate(row),
        };
        let before = done * rows.len();
        let list = if corruption.is_some() { changed } else { clips_csv };
        let logits =
            inference::run_models(&rows, &models, locate, |done, _| progress(before + done, all))
                .map_err(|failed| failed.in_list(list))?;
        let name = corruption.map_or("none", |corruption| corruption.name.as_str());
        predictions.push((name, inference::predict(&rows, &models, &logits)?));
    }
    let subject = Subject::new(&clips, &held_out, sidecar, rows.len(), 0);
    Ok(RobustnessReport::new(subject, &predictions, seeds))
}

/// Plays every clip to the models that held out its session or ESC fold, as a microphone would.
///
/// `onsets_csv` has the second at which each pour begins, in columns `path` and `seconds`.
///
/// # Errors
/// As [`evaluate_held_out`], and [`CliError::InvalidList`] for a pour without an onset.
fn evaluate_live(
    clips_csv: &Path,
    held_out_json: &Path,
    onsets_csv: &Path,
    sidecar: &Sidecar,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<LiveReport> {
    let clips = Clips::read(clips_csv)?;
    let (held_out, seeds) = read_session_models(held_out_json)?;
    let models = inference::load_models(&held_out.protocols, held_out_json, sidecar)?;
    let (rows, missing) = split_missing(held_out_rows(&clips, &models)?, &clips);
    let onsets = read_onsets(onsets_csv, &rows)?;
    let run = |_, row: &Row| {
        live::run_live(row, &clips.locate(row), onsets.get(&row.path).copied(), &models)
    };
    let runs = inference::for_each_row(&rows, run, progress)
        .map_err(|failed| failed.in_list(clips_csv))?;
    let subject = Subject::new(&clips, &held_out, sidecar, rows.len(), missing.len());
    Ok(LiveReport::new(subject, &runs, seeds))
}

/// Classifies every pour alone and surrounded by other sounds, by the models that held out its
/// session.
///
/// # Errors
/// As [`evaluate_live`].
fn evaluate_surroundings(
    clips_csv: &Path,
    held_out_json: &Path,
    onsets_csv: &Path,
    sidecar: &Sidecar,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<SurroundingsReport> {
    let clips = Clips::read(clips_csv)?;
    let (held_out, seeds) = read_session_models(held_out_json)?;
    let models = inference::load_models(&held_out.protocols, held_out_json, sidecar)?;
    let (rows, missing) = split_missing(held_out_rows(&clips, &models)?, &clips);
    let onsets = read_onsets(onsets_csv, &rows)?;
    let locate = |row: &Row| clips.locate(row);
    let (pours, sounds): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.is_pour());
    let surroundings = Surroundings::new(&pours, &sounds, &models, &onsets, &locate)?;
    let run = |index, row: &Row| surroundings.run(index, row);
    let comparisons = inference::for_each_row(&pours, run, progress)
        .map_err(|failed| failed.in_list(clips_csv))?;
    let subject = Subject::new(&clips, &held_out, sidecar, rows.len(), missing.len());
    Ok(SurroundingsReport::new(subject, &comparisons, seeds))
}

/// The second at which each pour begins, by its path.
///
/// # Errors
/// [`CliError::InvalidList`] for a pour without an onset.
fn read_onsets(csv: &Path, rows: &[&Row]) -> Result<BTreeMap<String, f64>> {
    let onsets = manifests::read_onsets(csv)?;
    match rows.iter().find(|row| row.is_pour() && !onsets.contains_key(&row.path)) {
        None => Ok(onsets),
        Some(row) => {
            let reason = format!("it does not say where {} begins", row.path);
            Err(CliError::invalid_list(csv, reason))
        }
    }
}

/// The models that held out a session, and the number of seeds of each.
fn read_session_models(held_out_json: &Path) -> Result<(HeldOut, usize)> {
    let mut held_out = HeldOut::read(held_out_json)?;
    held_out.protocols.retain(|protocol| protocol.name == SESSIONS);
    let Some(protocol) = held_out.protocols.first() else {
        let reason = format!("it has no protocol {SESSIONS}");
        return Err(CliError::invalid_list(held_out_json, reason));
    };
    let seeds = protocol.seeds().len();
    Ok((held_out, seeds))
}

/// Separates other sounds whose files are missing. A missing pour is an error later on.
fn split_missing<'a>(rows: Vec<&'a Row>, clips: &Clips) -> (Vec<&'a Row>, Vec<&'a Row>) {
    rows.into_iter().partition(|row| row.is_pour() || clips.locate(row).exists())
}

fn held_out_rows<'a>(clips: &'a Clips, models: &[HeldOutModel<'_>]) -> Result<Vec<&'a Row>> {
    let rows: Vec<&Row> = clips
        .rows
        .iter()
        .filter(|row| models.iter().any(|model| model.fold.holds_out(row)))
        .collect();
    if rows.iter().any(|row| row.is_pour()) {
        Ok(rows)
    } else {
        let reason = "it names no pour that a held-out model can judge";
        Err(CliError::invalid_list(&clips.csv, reason))
    }
}
