//! Runs the held-out models: each clip is decoded once, then classified by every model whose
//! training left it out.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use hot_or_cold::{
    Classification, Classifier, Clip, ClipLogits, Error, ModelFile, Sidecar, TemperatureEstimate,
    Verdict,
};
use rayon::prelude::*;

use super::manifests::{self, Fold, Protocol, Row};
use crate::decode::decode_file;
use crate::error::{CliError, Result};

/// A model and its place in the list. `seed` is its index among the fold's seeds.
pub struct HeldOutModel<'a> {
    pub protocol: usize,
    pub fold_index: usize,
    pub seed: usize,
    pub fold: &'a Fold,
    pub classifier: Arc<Classifier>,
}

impl HeldOutModel<'_> {
    /// The logit of a pour into an unknown cup that has this probability of hot.
    fn equivalent_logit(&self, probability_hot: f64) -> f64 {
        let hot = self.classifier.sidecar().calibration.cups.alone();
        let probability = probability_hot.clamp(f64::EPSILON, 1.0 - f64::EPSILON);
        ((probability / (1.0 - probability)).ln() - hot.offset) / hot.scale
    }
}

/// Loads the models of all protocols. Their files are relative to the list `json`.
pub fn load_models<'a>(
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
                let onnx = manifests::read(&folder.join(&trained.file))?;
                let classifier = Arc::new(Classifier::with_sidecar(&onnx, sidecar)?);
                models.push(HeldOutModel { protocol, fold_index, seed, fold, classifier });
            }
        }
    }
    Ok(models)
}

/// One model's logits for one clip.
pub struct HeldOutLogits {
    /// Indices into the rows and models.
    pub row: usize,
    pub model: usize,
    /// `None` for digital silence; some sounds other than pours consist of it.
    pub logits: Option<ClipLogits>,
}

/// A clip that could not be classified.
pub struct FailedClip {
    path: String,
    error: CliError,
}

impl FailedClip {
    pub fn in_list(self, list: &Path) -> CliError {
        CliError::invalid_clip(list, &self.path, self.error)
    }
}

/// Runs the models over every row, ordered by row, then by model. `locate` maps a row to its file;
/// `progress` gets the number of clips done and of all clips.
pub fn run_models(
    rows: &[&Row],
    models: &[HeldOutModel<'_>],
    locate: impl Fn(&Row) -> PathBuf + Sync,
    progress: impl Fn(usize, usize) + Sync,
) -> std::result::Result<Vec<HeldOutLogits>, FailedClip> {
    for_each_row(rows, |index, row| run_clip(index, row, &locate(row), models), progress)
}

/// Calls `work` for each row on all cores and returns the results in the order of the rows.
pub fn for_each_row<T: Send>(
    rows: &[&Row],
    work: impl Fn(usize, &Row) -> Result<Vec<T>> + Sync,
    progress: impl Fn(usize, usize) + Sync,
) -> std::result::Result<Vec<T>, FailedClip> {
    let done = AtomicUsize::new(0);
    let results: Vec<Vec<T>> = rows
        .par_iter()
        .enumerate()
        .with_max_len(1)
        .map(|(index, row)| {
            let result =
                work(index, row).map_err(|error| FailedClip { path: row.path.clone(), error })?;
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, rows.len());
            Ok(result)
        })
        .collect::<std::result::Result<_, _>>()?;
    Ok(results.into_iter().flatten().collect())
}

/// Decodes the recording of a row. Digital silence is an error for a pour, `None` for other sounds.
pub fn decode_row(row: &Row, path: &Path, rate: u32) -> Result<Option<Clip>> {
    match decode_file(path, rate) {
        Ok(clip) => Ok(Some(clip)),
        Err(CliError::Core(Error::Silent)) if !row.is_pour() => Ok(None),
        Err(error) => Err(error),
    }
}

fn run_clip(
    index: usize,
    row: &Row,
    path: &Path,
    models: &[HeldOutModel<'_>],
) -> Result<Vec<HeldOutLogits>> {
    let mut models =
        models.iter().enumerate().filter(|(_, model)| model.fold.holds_out(row)).peekable();
    // All models share one front end.
    let Some((_, HeldOutModel { classifier, .. })) = models.peek() else { return Ok(Vec::new()) };
    let clip = decode_row(row, path, classifier.sidecar().front_end.sample_rate)?;
    let features = clip
        .map(|clip| classifier.log_mel(&clip).map(|log_mel| (log_mel, clip.seconds())))
        .transpose()?;
    models
        .map(|(model, HeldOutModel { classifier, .. })| {
            let logits = features
                .as_ref()
                .map(|(log_mel, seconds)| classifier.run_windows(log_mel, *seconds, |_| ()))
                .transpose()?;
            Ok(HeldOutLogits { row: index, model, logits })
        })
        .collect()
}

/// One model's prediction for a clip that its training left out.
#[derive(Debug, Clone)]
pub struct HeldOutPrediction {
    /// Index into the rows.
    pub row: usize,
    pub protocol: usize,
    pub fold: usize,
    pub seed: usize,
    /// The label; `None` for a sound that is not a pour.
    pub hot: Option<bool>,
    pub probability_hot: f64,
    /// The logit whose probability, judged alone, is `probability_hot`.
    pub hot_logit: f64,
    pub verdict: Verdict,
    /// The estimate, and the true temperature in °F.
    pub temperature: Option<(TemperatureEstimate, f64)>,
}

impl HeldOutPrediction {
    /// `classification` is `None` for digital silence, which is rejected without a model.
    pub fn new(
        index: usize,
        row: &Row,
        model: &HeldOutModel<'_>,
        classification: Option<&Classification>,
    ) -> Self {
        Self {
            row: index,
            protocol: model.protocol,
            fold: model.fold_index,
            seed: model.seed,
            hot: row.hot().filter(|_| row.is_pour()),
            probability_hot: classification.map_or(0.5, |it| it.probability_hot),
            hot_logit: model.equivalent_logit(classification.map_or(0.5, |it| it.probability_hot)),
            verdict: classification.map_or(Verdict::NotPouring, |it| it.verdict),
            temperature: classification
                .and_then(|it| it.temperature)
                .zip(row.fahrenheit.map(f64::from)),
        }
    }

    pub fn is_right(&self) -> bool {
        self.hot == Some(self.probability_hot >= 0.5)
    }

    pub fn confidence(&self) -> f64 {
        self.probability_hot.max(1.0 - self.probability_hot)
    }
}

/// The models' predictions for each clip, without a reference.
pub fn predict(
    rows: &[&Row],
    models: &[HeldOutModel<'_>],
    logits: &[HeldOutLogits],
) -> Result<Vec<HeldOutPrediction>> {
    let mut predictions = Vec::with_capacity(logits.len());
    for HeldOutLogits { row: index, model, logits } in logits {
        let (Some(row), Some(model)) = (rows.get(*index), models.get(*model)) else { continue };
        let classification =
            logits.as_ref().map(|logits| model.classifier.calibrate(logits, None)).transpose()?;
        predictions.push(HeldOutPrediction::new(*index, row, model, classification.as_ref()));
    }
    Ok(predictions)
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn failed_clip_names_list_and_recording() {
        let failed = FailedClip { path: "b.wav".into(), error: CliError::EmptyFile };
        let error = failed.in_list(Path::new("a.csv"));
        let sentence = "The list a.csv cannot be used: \
                        b.wav: This file is empty; record or export it again.";
        assert_eq!(error.to_string(), sentence);
        assert!(error.source().is_some());
    }
}
