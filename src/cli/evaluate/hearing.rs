//! Lets the held-out models hear the clips: each is decoded once, and heard by every model that held
//! it out.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::bad_list;
use super::lists::{self, Fold, Protocol, Row};
use crate::classify::classifier::{Classification, Classifier, ClipLogits, Verdict};
use crate::decode;
use crate::error::{Error, Result};
use crate::sidecar::{ModelFile, Sidecar, TemperatureEstimate};

/// A model, and where it stands in the list. `seed` is its place among the fold's seeds.
pub struct HeldOutModel<'a> {
    pub protocol: usize,
    pub fold_index: usize,
    pub seed: usize,
    pub fold: &'a Fold,
    pub classifier: Arc<Classifier>,
}

pub fn load<'a>(
    protocols: &'a [Protocol],
    json: &Path,
    sidecar: &Sidecar,
) -> Result<Vec<HeldOutModel<'a>>> {
    let folder = json.parent().unwrap_or(Path::new("."));
    let mut models = Vec::new();
    for (protocol, folds) in protocols.iter().map(|protocol| &protocol.folds).enumerate() {
        for (fold_index, fold) in folds.iter().enumerate() {
            for (seed, trained) in fold.models.iter().enumerate() {
                let mut sidecar = sidecar.clone();
                sidecar.model = ModelFile { sha256: trained.sha256.clone() };
                sidecar.calibration = trained.calibration.clone();
                if let Some(thresholds) = &trained.thresholds {
                    sidecar.thresholds = thresholds.clone();
                }
                let onnx = lists::read(&folder.join(&trained.file))?;
                let classifier = Arc::new(Classifier::with_sidecar(&onnx, sidecar)?);
                models.push(HeldOutModel { protocol, fold_index, seed, fold, classifier });
            }
        }
    }
    Ok(models)
}

/// What one model heard in one clip.
pub struct Heard {
    /// Place in the rows and models that were given.
    pub row: usize,
    pub model: usize,
    /// None for digital silence, of which some clips that are not pours consist.
    pub evidence: Option<ClipLogits>,
}

/// A clip that could not be judged.
pub struct Failed {
    path: String,
    error: Error,
}

impl Failed {
    pub fn in_list(&self, list: &Path) -> Error {
        bad_list(list, format!("{}: {}", self.path, self.error))
    }
}

/// Hears every row found at its `place`; ordered by row, then by model. `progress` is told clips done
/// and clips in all.
pub fn hear(
    rows: &[&Row],
    models: &[HeldOutModel<'_>],
    place: impl Fn(&Row) -> PathBuf + Sync,
    progress: impl Fn(usize, usize) + Sync,
) -> std::result::Result<Vec<Heard>, Failed> {
    each(rows, |index, row| hear_one(index, row, &place(row), models), progress)
}

/// Does `work` for each row, on all cores, and returns what came of it in the order of the rows.
pub fn each<T: Send>(
    rows: &[&Row],
    work: impl Fn(usize, &Row) -> Result<Vec<T>> + Sync,
    progress: impl Fn(usize, usize) + Sync,
) -> std::result::Result<Vec<T>, Failed> {
    let (next, done, failed) = (AtomicUsize::new(0), Mutex::new(Vec::new()), Mutex::new(None));
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(row) = rows.get(index) else { break };
                    match work(index, row) {
                        Ok(found) => {
                            let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                            done.push((index, found));
                            progress(done.len(), rows.len());
                        }
                        Err(error) => {
                            *failed.lock().unwrap_or_else(PoisonError::into_inner) =
                                Some(Failed { path: row.path.clone(), error });
                            next.store(rows.len(), Ordering::Relaxed);
                        }
                    }
                }
            });
        }
    });
    if let Some(failed) = failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
        return Err(failed);
    }
    // Sums of floats depend on their order, and threads finish in any.
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_unstable_by_key(|(index, _)| *index);
    Ok(done.into_iter().flat_map(|(_, found)| found).collect())
}

fn hear_one(
    row: usize,
    listed: &Row,
    path: &Path,
    models: &[HeldOutModel<'_>],
) -> Result<Vec<Heard>> {
    let mut log_mel = None;
    models
        .iter()
        .enumerate()
        .filter(|(_, model)| model.fold.holds_out(listed))
        .map(|(model, HeldOutModel { classifier, .. })| {
            if log_mel.is_none() {
                log_mel =
                    Some(match decode::file(path, classifier.sidecar().front_end.sample_rate) {
                        Ok(clip) => Some((classifier.log_mel(&clip)?, clip.seconds())),
                        Err(Error::Silent) if !listed.is_pour() => None,
                        Err(error) => return Err(error),
                    });
            }
            let evidence = match &log_mel {
                Some(Some((log_mel, seconds))) => {
                    Some(classifier.run_windows(log_mel, *seconds, |_| ())?)
                }
                _ => None,
            };
            Ok(Heard { row, model, evidence })
        })
        .collect()
}

/// One model's answer for one clip it never heard.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Place in the rows that were judged.
    pub row: usize,
    pub protocol: usize,
    pub fold: usize,
    pub seed: usize,
    /// Hot, cold, or neither for a sound that is not a pour.
    pub hot: Option<bool>,
    pub probability_hot: f64,
    pub decision: Verdict,
    /// The estimate, and what it should be.
    pub temperature: Option<(TemperatureEstimate, f64)>,
}

impl Answer {
    /// `verdict` is none for digital silence, which is rejected without a model.
    pub fn new(
        row: usize,
        listed: &Row,
        model: &HeldOutModel<'_>,
        verdict: Option<&Classification>,
    ) -> Self {
        Self {
            row,
            protocol: model.protocol,
            fold: model.fold_index,
            seed: model.seed,
            hot: listed.hot().filter(|_| listed.is_pour()),
            probability_hot: verdict.map_or(0.5, |verdict| verdict.probability_hot),
            decision: verdict.map_or(Verdict::NotPouring, |verdict| verdict.verdict),
            temperature: verdict
                .and_then(|verdict| verdict.temperature)
                .zip(listed.fahrenheit.map(f64::from)),
        }
    }

    pub fn is_right(&self) -> bool {
        self.hot == Some(self.probability_hot >= 0.5)
    }

    pub fn confidence(&self) -> f64 {
        self.probability_hot.max(1.0 - self.probability_hot)
    }
}

/// What the models say of each clip alone, without a reference.
pub fn answers(rows: &[&Row], models: &[HeldOutModel<'_>], heard: &[Heard]) -> Result<Vec<Answer>> {
    let mut answers = Vec::with_capacity(heard.len());
    for Heard { row, model, evidence } in heard {
        let (Some(listed), Some(model)) = (rows.get(*row), models.get(*model)) else { continue };
        let verdict = evidence
            .as_ref()
            .map(|evidence| model.classifier.calibrate(evidence, None))
            .transpose()?;
        answers.push(Answer::new(*row, listed, model, verdict.as_ref()));
    }
    Ok(answers)
}
