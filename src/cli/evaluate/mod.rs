//! The figures that may be quoted: every clip judged by models that never heard its session or
//! vessel. The models of `model/held-out` were trained by `./build.sh train` for just this, each with
//! several seeds, since one training run may be lucky.
//!
//! `lists` reads what is to be judged, `hearing` lets the models hear it, `references` picks cold
//! pours to judge relative to, `group` and `statistics` count, `figures`, `robustness` and `live` write.

mod figures;
mod group;
mod hearing;
mod lists;
mod live;
mod references;
mod robustness;
mod statistics;

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::sidecar::Sidecar;
use hearing::HeldOutModel;
use lists::{Clips, HeldOut, Row};

/// The protocol whose clips are also judged relative to a reference, and after changes.
const SESSIONS: &str = "leave-one-session-out";

/// Judges every clip of `clips_csv` by the models that held it out and returns the report as
/// Markdown. Paths in the list are relative to it. `progress` is told clips done and clips in all.
///
/// # Errors
/// [`Error::InvalidList`] if a list is missing or broken, [`Error::Model`] for a broken model, and any
/// decoding error of a listed clip, which then stands in the list's sentence.
pub fn report(
    clips_csv: &Path,
    held_out_json: &Path,
    sidecar: &Sidecar,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<String> {
    let clips = Clips::read(clips_csv)?;
    let held_out = HeldOut::read(held_out_json)?;
    let models = hearing::load(&held_out.protocols, held_out_json, sidecar)?;
    let (wanted, absent) = present(held_out_rows(&clips, &models)?, &clips);
    let heard = hearing::hear(&wanted, &models, |row| clips.place(row), progress)
        .map_err(|failed| failed.in_list(clips_csv))?;
    let mut text = header(&clips, &held_out, sidecar, wanted.len(), absent.len());
    text.push_str(&figures::figures(&held_out.protocols, &models, &wanted, &heard)?);
    Ok(text)
}

/// Judges every pour of `clips_csv` as recorded, and as found in each folder of `changed`, by the
/// models that held its session out, and returns what each change costs as Markdown.
///
/// `changed` holds a folder a change: in it the paths of the list, with the extension `.wav`. Names
/// and order are those of `changes.json` in it, or the folders' own.
///
/// # Errors
/// As [`report`].
pub fn robustness(
    clips_csv: &Path,
    held_out_json: &Path,
    changed: &Path,
    sidecar: &Sidecar,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<String> {
    let clips = Clips::read(clips_csv)?;
    let (held_out, seeds) = sessions_alone(held_out_json)?;
    let changes = lists::changes(changed)?;
    let models = hearing::load(&held_out.protocols, held_out_json, sidecar)?;
    let wanted: Vec<&Row> =
        held_out_rows(&clips, &models)?.into_iter().filter(|row| row.is_pour()).collect();
    let all = wanted.len() * (changes.len() + 1);
    let mut judged = Vec::new();
    for (done, change) in std::iter::once(None).chain(changes.iter().map(Some)).enumerate() {
        let place = |row: &Row| match change {
            Some(change) => changed.join(&change.folder).join(row.changed_path()),
            None => clips.place(row),
        };
        let so_far = done * wanted.len();
        let heard = hearing::hear(&wanted, &models, place, |done, _| progress(so_far + done, all))
            .map_err(|failed| failed.in_list(if change.is_some() { changed } else { clips_csv }))?;
        let name = change.map_or("none", |change| change.name.as_str());
        judged.push((name, hearing::answers(&wanted, &models, &heard)?));
    }
    let mut text = header(&clips, &held_out, sidecar, wanted.len(), 0);
    text.push_str(&robustness::table(&judged, seeds));
    Ok(text)
}

/// Plays every clip of `clips_csv` to the models that held its session or ESC fold out, as a microphone
/// would, and returns how soon and how rightly they speak as Markdown.
///
/// `onsets_csv` says at what second each pour begins, in columns `path` and `seconds`.
///
/// # Errors
/// As [`report`], and [`Error::InvalidList`] for a pour without an onset.
pub fn live(
    clips_csv: &Path,
    held_out_json: &Path,
    onsets_csv: &Path,
    sidecar: &Sidecar,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<String> {
    let clips = Clips::read(clips_csv)?;
    let (held_out, seeds) = sessions_alone(held_out_json)?;
    let onsets = lists::onsets(onsets_csv)?;
    let models = hearing::load(&held_out.protocols, held_out_json, sidecar)?;
    let (wanted, absent) = present(held_out_rows(&clips, &models)?, &clips);
    if let Some(row) = wanted.iter().find(|row| row.is_pour() && !onsets.contains_key(&row.path)) {
        return Err(bad_list(onsets_csv, format!("it does not say where {} begins", row.path)));
    }
    let listen = |_, row: &Row| {
        let onset = onsets.get(&row.path).copied().unwrap_or_default();
        live::listen(row, &clips.place(row), onset, &models)
    };
    let told =
        hearing::each(&wanted, listen, progress).map_err(|failed| failed.in_list(clips_csv))?;
    let mut text = header(&clips, &held_out, sidecar, wanted.len(), absent.len());
    text.push_str(&live::table(&told, seeds));
    Ok(text)
}

/// The models that held a session out, and with how many seeds each was trained.
fn sessions_alone(held_out_json: &Path) -> Result<(HeldOut, usize)> {
    let mut held_out = HeldOut::read(held_out_json)?;
    held_out.protocols.retain(|protocol| protocol.name == SESSIONS);
    let seeds = held_out.protocols.first().map_or(0, |protocol| protocol.seeds().len());
    Ok((held_out, seeds))
}

/// Those that can be judged, and other sounds that are not there: `./build.sh data` fetches the pours alone.
fn present<'a>(rows: Vec<&'a Row>, clips: &Clips) -> (Vec<&'a Row>, Vec<&'a Row>) {
    rows.into_iter().partition(|row| row.is_pour() || clips.place(row).exists())
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
        Err(bad_list(&clips.csv, "it names no pour that a held-out model can judge"))
    }
}

fn header(
    clips: &Clips,
    held_out: &HeldOut,
    sidecar: &Sidecar,
    judged: usize,
    absent: usize,
) -> String {
    let known =
        clips.digest == held_out.data_digest && clips.digest == sidecar.training.data_digest;
    format!(
        "Model {} of {}, {judged} clips, data digest `{:.12}`{}{}.\n",
        sidecar.version,
        sidecar.training.date,
        clips.digest,
        if known { "" } else { " (not the list that the models were trained with)" },
        if absent == 0 { String::new() } else { format!(", {absent} other sounds not there") }
    )
}

fn bad_list(path: &Path, reason: impl ToString) -> Error {
    // The reason may be a sentence of its own; the list's sentence ends with the full stop.
    let reason = reason.to_string().trim_end_matches('.').to_owned();
    Error::InvalidList { path: PathBuf::from(path).display().to_string(), reason }
}
