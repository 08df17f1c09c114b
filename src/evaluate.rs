//! The figures that may be quoted: every clip judged by a model that never heard its session or
//! vessel. The models of `model/held-out` were trained by `./build.sh train` for just this.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use crate::classifier::{Classifier, Decision};
use crate::decode;
use crate::error::{Error, Result};
use crate::model::hex;
use crate::sidecar::{Calibration, ModelFile, Sidecar};

/// One line of `clips.csv`.
#[derive(Debug, Clone, Deserialize)]
struct Row {
    path: String,
    kind: String,
    label: String,
    vessel: String,
    session: String,
}

#[derive(Debug, Deserialize)]
struct HeldOut {
    data_digest: String,
    protocols: Vec<Protocol>,
}

#[derive(Debug, Deserialize)]
struct Protocol {
    name: String,
    folds: Vec<Fold>,
}

#[derive(Debug, Deserialize)]
struct Fold {
    held_out: String,
    #[serde(default)]
    sessions: Vec<String>,
    #[serde(default)]
    vessels: Vec<String>,
    #[serde(default)]
    negative_fold: Option<u32>,
    file: String,
    sha256: String,
    #[serde(default)]
    calibration: Option<Calibration>,
}

impl Fold {
    /// Whether this fold's model has not heard the clip.
    fn holds_out(&self, row: &Row) -> bool {
        match row.kind.as_str() {
            "pouring" => self.sessions.contains(&row.session) || self.vessels.contains(&row.vessel),
            "not-pouring" => self.negative_fold.is_some() && esc_fold(&row.path) == self.negative_fold,
            _ => false,
        }
    }
}

/// The fold in an ESC file name, `class-FOLD-source-take.ogg`: takes of one source share it.
fn esc_fold(path: &str) -> Option<u32> {
    let name = path.rsplit('/').next()?;
    name.split('-').nth(1)?.parse().ok()
}

/// A held-out answer.
struct Answer {
    protocol: usize,
    fold: usize,
    /// Hot, cold, or neither for a sound that is not a pour.
    hot: Option<bool>,
    probability_hot: f64,
    decision: Decision,
}

impl Answer {
    fn is_right(&self) -> bool {
        self.hot == Some(self.probability_hot >= 0.5)
    }

    fn confidence(&self) -> f64 {
        self.probability_hot.max(1.0 - self.probability_hot)
    }
}

/// Judges every clip of `clips_csv` by the models that held it out and returns the report as
/// Markdown. Paths in the list are relative to it. `progress` is told clips done and clips in all.
///
/// # Errors
/// [`Error::BadList`] if a list is missing or broken, [`Error::Model`] for a broken model, and any
/// decoding error of a listed clip, which then stands in the list's sentence.
pub fn report(
    clips_csv: &Path,
    held_out_json: &Path,
    sidecar: &Sidecar,
    progress: impl Fn(usize, usize) + Sync,
) -> Result<String> {
    let csv_bytes = read(clips_csv)?;
    let data_digest = hex(&Sha256::digest(&csv_bytes));
    let rows: Vec<Row> = csv::Reader::from_reader(csv_bytes.as_slice())
        .deserialize()
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| bad_list(clips_csv, error))?;
    let held_out: HeldOut =
        serde_json::from_slice(&read(held_out_json)?).map_err(|error| bad_list(held_out_json, error))?;
    let models = load(&held_out, held_out_json, sidecar)?;

    let root = clips_csv.parent().unwrap_or(Path::new("."));
    let (wanted, absent): (Vec<&Row>, Vec<&Row>) = rows
        .iter()
        .filter(|row| models.iter().any(|(_, _, fold, _)| fold.holds_out(row)))
        // `./build.sh data` fetches the pours alone.
        .partition(|row| row.kind == "pouring" || root.join(&row.path).exists());
    if wanted.is_empty() {
        return Err(bad_list(clips_csv, "it names no clip that a held-out model can judge"));
    }
    let (next, answers, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Mutex::new(None));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(row) = wanted.get(next.fetch_add(1, Ordering::Relaxed)) {
                    match judge(row, &root.join(&row.path), &models) {
                        Ok(found) => {
                            let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                            answers.push(found);
                            progress(answers.len(), wanted.len());
                        }
                        Err(error) => {
                            *failed.lock().unwrap_or_else(PoisonError::into_inner) =
                                Some(bad_list(clips_csv, format!("{}: {error}", row.path)));
                            next.store(wanted.len(), Ordering::Relaxed);
                        }
                    }
                }
            });
        }
    });
    if let Some(error) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(error);
    }
    let answers: Vec<Answer> =
        answers.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().collect();

    let known = data_digest == held_out.data_digest && data_digest == sidecar.training.data_digest;
    let mut report = format!(
        "Model {} of {}, {} clips, data digest `{:.12}`{}{}.\n",
        sidecar.version,
        sidecar.training.date,
        wanted.len(),
        data_digest,
        if known { "" } else { " (not the list that the models were trained with)" },
        if absent.is_empty() { String::new() } else { format!(", {} other sounds not there", absent.len()) }
    );
    for (index, protocol) in held_out.protocols.iter().enumerate() {
        let answers: Vec<&Answer> = answers.iter().filter(|answer| answer.protocol == index).collect();
        report.push_str(&section(protocol, &answers));
    }
    Ok(report)
}

type HeldOutModel<'a> = (usize, usize, &'a Fold, Classifier);

fn load<'a>(held_out: &'a HeldOut, json: &Path, sidecar: &Sidecar) -> Result<Vec<HeldOutModel<'a>>> {
    let folder = json.parent().unwrap_or(Path::new("."));
    let mut models = Vec::new();
    for (protocol_index, protocol) in held_out.protocols.iter().enumerate() {
        for (fold_index, fold) in protocol.folds.iter().enumerate() {
            let mut sidecar = sidecar.clone();
            sidecar.model = ModelFile { sha256: fold.sha256.clone() };
            if let Some(calibration) = &fold.calibration {
                sidecar.calibration = calibration.clone();
            }
            let onnx = read(&folder.join(&fold.file))?;
            models.push((protocol_index, fold_index, fold, Classifier::with_sidecar(&onnx, sidecar)?));
        }
    }
    Ok(models)
}

fn judge(row: &Row, path: &Path, models: &[HeldOutModel<'_>]) -> Result<Vec<Answer>> {
    let hot = match row.label.as_str() {
        "hot" => Some(true),
        "cold" => Some(false),
        _ => None,
    };
    let mut log_mel = None;
    let mut answers = Vec::new();
    for (protocol, fold_index, fold, classifier) in models {
        if !fold.holds_out(row) {
            continue;
        }
        let (log_mel, seconds) = match &log_mel {
            Some(known) => known,
            none => {
                let _: &Option<_> = none;
                let clip = decode::file(path, classifier.sidecar().front_end.sample_rate);
                let heard = match clip {
                    Ok(clip) => (classifier.log_mel(&clip)?, clip.seconds()),
                    // Some clips that are not pours are digital silence: rejected without a model.
                    Err(Error::Silent) if hot.is_none() => {
                        answers.push(Answer {
                            protocol: *protocol,
                            fold: *fold_index,
                            hot,
                            probability_hot: 0.5,
                            decision: Decision::NotPouring,
                        });
                        continue;
                    }
                    Err(error) => return Err(error),
                };
                log_mel.insert(heard)
            }
        };
        let verdict = classifier.judge(log_mel, *seconds, |_| ())?;
        answers.push(Answer {
            protocol: *protocol,
            fold: *fold_index,
            hot,
            probability_hot: verdict.probability_hot,
            decision: verdict.decision,
        });
    }
    Ok(answers)
}

fn section(protocol: &Protocol, answers: &[&Answer]) -> String {
    let pours: Vec<&Answer> = answers.iter().copied().filter(|answer| answer.hot.is_some()).collect();
    let mut text = format!(
        "\n**{}** ({} pours)\n\n| held out | right | accuracy | 95 % interval | unsure |\n|---|---|---|---|---|\n",
        protocol.name,
        pours.len()
    );
    for (index, fold) in protocol.folds.iter().enumerate() {
        let fold_pours: Vec<&Answer> = pours.iter().copied().filter(|answer| answer.fold == index).collect();
        text.push_str(&row(&fold.held_out, &fold_pours));
    }
    if protocol.folds.len() > 1 {
        text.push_str(&row("all", &pours));
    }
    let sure: Vec<&&Answer> = pours.iter().filter(|answer| answer.confidence() >= 0.9).collect();
    let sure_right = sure.iter().filter(|answer| answer.is_right()).count();
    text.push_str(&format!(
        "\nSaid with 90 % confidence or more: {} of {}, right {}. Expected calibration error {:.2}.\n",
        sure.len(),
        pours.len(),
        ratio(sure_right, sure.len()),
        calibration_error(&pours)
    ));
    let others: Vec<&&Answer> = answers.iter().filter(|answer| answer.hot.is_none()).collect();
    if !others.is_empty() {
        let rejected = others.iter().filter(|answer| answer.decision == Decision::NotPouring).count();
        let kept = pours.iter().filter(|answer| answer.decision != Decision::NotPouring).count();
        text.push_str(&format!(
            "Other sounds rejected as not pouring: {}. Pours kept: {}.\n",
            ratio(rejected, others.len()),
            ratio(kept, pours.len())
        ));
    }
    text
}

fn row(name: &str, pours: &[&Answer]) -> String {
    let right = pours.iter().filter(|answer| answer.is_right()).count();
    let unsure = pours.iter().filter(|answer| answer.decision == Decision::Unsure).count();
    let (low, high) = wilson(right, pours.len());
    format!(
        "| {name} | {right}/{} | {:.1} % | {:.1}–{:.1} % | {unsure} |\n",
        pours.len(),
        percent(right, pours.len()),
        100.0 * low,
        100.0 * high
    )
}

fn ratio(part: usize, whole: usize) -> String {
    let (low, high) = wilson(part, whole);
    format!(
        "{part}/{whole} ({:.1} %, 95 % interval {:.1}–{:.1} %)",
        percent(part, whole),
        100.0 * low,
        100.0 * high
    )
}

fn percent(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// Wilson's (1927) 95 % score interval of a proportion.
fn wilson(part: usize, whole: usize) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    let (n, z) = (whole as f64, 1.959_964);
    let p = part as f64 / n;
    let centre = p + z * z / (2.0 * n);
    let spread = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    ((centre - spread) / scale, (centre + spread) / scale)
}

/// Expected calibration error over ten equal bins of confidence from 0.5 to 1 (Guo et al. 2017).
fn calibration_error(pours: &[&Answer]) -> f64 {
    let bin = |answer: &Answer| (((answer.confidence() - 0.5) * 20.0) as usize).min(9);
    let gap = |index: usize| {
        let members: Vec<&&Answer> = pours.iter().filter(|answer| bin(answer) == index).collect();
        let right = members.iter().filter(|answer| answer.is_right()).count() as f64;
        let confidence: f64 = members.iter().map(|answer| answer.confidence()).sum();
        (right - confidence).abs()
    };
    (0..10).map(gap).sum::<f64>() / pours.len().max(1) as f64
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| bad_list(path, error))
}

fn bad_list(path: &Path, reason: impl ToString) -> Error {
    // The reason may be a sentence of its own; the list's sentence ends with the full stop.
    let reason = reason.to_string().trim_end_matches('.').to_owned();
    Error::BadList { path: PathBuf::from(path).display().to_string(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(hot: bool, probability_hot: f64) -> Answer {
        Answer { protocol: 0, fold: 0, hot: Some(hot), probability_hot, decision: Decision::Hot }
    }

    #[test]
    fn wilson_has_the_textbook_values() {
        let (low, high) = wilson(30, 32);
        assert!((low - 0.7985).abs() < 1e-3 && (high - 0.9827).abs() < 1e-3, "{low} {high}");
        assert_eq!(wilson(0, 0), (0.0, 1.0));
        assert!(wilson(0, 10).0.abs() < 1e-12 && (wilson(10, 10).1 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn calibration_error_is_the_gap_between_confidence_and_truth() {
        let answers = [answer(true, 0.95), answer(true, 0.95), answer(false, 0.05), answer(true, 0.05)];
        let answers: Vec<&Answer> = answers.iter().collect();
        // Four answers at 95 %, three right: |3 − 3.8| / 4.
        assert!((calibration_error(&answers) - 0.2).abs() < 1e-12);
        assert_eq!(calibration_error(&[]), 0.0);
    }

    #[test]
    fn takes_of_one_source_share_a_fold() {
        assert_eq!(esc_fold("not-pouring/esc10/dog_bark-1-100032-A.ogg"), Some(1));
        assert_eq!(esc_fold("not-pouring/esc50/crying_baby-5-151085-A.flac"), Some(5));
        assert_eq!(esc_fold("odd.ogg"), None);
    }
}
