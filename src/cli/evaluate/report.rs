//! The held-out report: how accurate the models are by protocol, fold, temperature and vessel.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::aggregate::{Group, Interval, Share, ShareWithInterval, percent, rounded};
use super::inference::{self, HeldOutLogits, HeldOutModel, HeldOutPrediction};
use super::manifests::{Fold, Protocol, Row};
use super::reference_pairs;
use super::statistics::{mean, standard_deviation};
use super::{SESSIONS, Subject};
use crate::error::Result;

/// Verdicts with this confidence or more count as confident.
pub const CONFIDENT_PERCENT: u32 = 90;

/// The figures of `model/figures.json`. Probabilities and scores are 0 … 1; temperatures and
/// their errors are in °F. A figure "by seed" has one value per training run.
#[derive(Serialize)]
pub struct Report {
    #[serde(flatten)]
    pub subject: Subject,
    pub protocols: Vec<ProtocolReport>,
}

/// Figures of all pours that one protocol holds out.
#[derive(Serialize)]
pub struct ProtocolReport {
    pub name: String,
    pub pours: usize,
    pub seeds: usize,
    pub folds: Vec<FoldFigures>,
    /// Every fold together.
    pub all: FoldFigures,
    /// Sample standard deviation over seeds; `None` for a single seed.
    pub right_standard_deviation_points: Option<f64>,
    pub confident: ConfidentFigures,
    /// Expected calibration error, mean over seeds.
    pub calibration_error: f64,
    pub unsure: Share,
    /// `None` if the protocol holds out no other sounds.
    pub other_sounds: Option<OtherSoundFigures>,
    /// `None` for other protocols than leave-one-session-out.
    pub breakdown: Option<Breakdown>,
}

/// Numbers of a fold's pours that are right: the likelier class counts, even if unsure.
#[derive(Serialize)]
pub struct FoldFigures {
    pub held_out: String,
    pub pours: usize,
    pub right_by_seed: Vec<usize>,
    pub right_percent: f64,
    pub right_interval_percent: Interval,
    /// Mean over seeds.
    pub unsure: f64,
    /// `None` if all pours have one label.
    pub roc_auc: Option<f64>,
}

/// Verdicts with a confidence of `min_confidence_percent` or more, of all seeds together.
#[derive(Serialize)]
pub struct ConfidentFigures {
    pub min_confidence_percent: u32,
    pub verdicts: usize,
    pub all_verdicts: usize,
    pub verdicts_percent: f64,
    pub right: usize,
    pub right_percent: f64,
    /// For as many verdicts as one seed has on average.
    pub right_interval_percent: Interval,
    pub verdicts_per_seed: f64,
}

/// Accuracy of the distinction between pours and other sounds.
#[derive(Serialize)]
pub struct OtherSoundFigures {
    pub rejected: ShareWithInterval,
    pub pours_accepted: ShareWithInterval,
    /// `None` if there are only new or only known kinds of sound.
    pub by_novelty: Option<NoveltyFigures>,
}

/// Other sounds by whether the model's training had the same kind of sound.
#[derive(Serialize)]
pub struct NoveltyFigures {
    pub new_kinds_rejected: ShareWithInterval,
    pub known_kinds_rejected: ShareWithInterval,
}

#[derive(Serialize)]
pub struct Breakdown {
    pub by_temperature: Vec<TemperatureRow>,
    pub by_vessel: Vec<VesselRow>,
    /// `None` without a pour that has an estimate.
    pub temperature_estimates: Option<TemperatureFigures>,
    pub with_reference: ReferenceFigures,
}

#[derive(Serialize)]
pub struct TemperatureRow {
    pub fahrenheit: u32,
    pub right: ShareWithInterval,
}

#[derive(Serialize)]
pub struct VesselRow {
    pub vessels: String,
    pub right: ShareWithInterval,
}

/// Accuracy of the estimated temperature of hot pours with the verdict hot, over all seeds.
#[derive(Serialize)]
pub struct TemperatureFigures {
    pub estimates: usize,
    pub mean_error_fahrenheit: f64,
    /// Error of the mean temperature of the hot pours in training.
    pub baseline_mean_error_fahrenheit: f64,
    pub within_interval_percent: f64,
}

/// The same pours without and with a reference.
#[derive(Serialize)]
pub struct ReferenceFigures {
    pub pours: usize,
    /// Sessions without another cold pour.
    pub left_out: Vec<LeftOutSession>,
    pub folds: Vec<ReferenceRow>,
}

#[derive(Serialize)]
pub struct LeftOutSession {
    pub session: String,
    pub pours: usize,
}

#[derive(Serialize)]
pub struct ReferenceRow {
    pub held_out: String,
    pub right_alone: Share,
    pub right_with_reference: Share,
    pub roc_auc_alone: Option<f64>,
    pub roc_auc_with_reference: Option<f64>,
}

impl Report {
    pub fn new(
        subject: Subject,
        protocols: &[Protocol],
        models: &[HeldOutModel<'_>],
        rows: &[&Row],
        logits: &[HeldOutLogits],
    ) -> Result<Self> {
        let predictions = inference::predict(rows, models, logits)?;
        let mut reports = Vec::with_capacity(protocols.len());
        for (index, protocol) in protocols.iter().enumerate() {
            let seeds = protocol.seeds().len();
            let own = predictions.iter().filter(|prediction| prediction.protocol == index);
            let all = Group::new(own, seeds);
            let pours = all.filter(|prediction| prediction.hot.is_some());
            let mut report = ProtocolReport::new(protocol, rows, &all, &pours);
            if protocol.name == SESSIONS {
                let relative =
                    reference_pairs::predict_with_references(index, rows, models, logits)?;
                let relative = Group::new(relative.iter(), seeds);
                report.breakdown =
                    Some(Breakdown::new(protocols, protocol, rows, &pours, &relative));
            }
            reports.push(report);
        }
        Ok(Self { subject, protocols: reports })
    }
}

impl ProtocolReport {
    fn new(protocol: &Protocol, rows: &[&Row], all: &Group<'_>, pours: &Group<'_>) -> Self {
        let clips = pours.clips();
        let seeds = protocol.seeds().len();
        let right_percents: Vec<f64> = pours
            .counts(HeldOutPrediction::is_right)
            .iter()
            .map(|&right| 100.0 * right as f64 / clips.max(1) as f64)
            .collect();
        let others = all.filter(|prediction| prediction.hot.is_none());
        Self {
            name: protocol.name.clone(),
            pours: clips,
            seeds,
            folds: fold_groups(protocol, pours)
                .iter()
                .map(|(name, group)| FoldFigures::new(name, group))
                .collect(),
            all: FoldFigures::new("all", pours),
            right_standard_deviation_points: standard_deviation(&right_percents)
                .map(|points| rounded(points, 1)),
            confident: ConfidentFigures::new(pours),
            calibration_error: rounded(pours.calibration_error(), 3),
            unsure: Share::new(pours.unsure(), clips),
            other_sounds: (!others.is_empty())
                .then(|| OtherSoundFigures::new(rows, pours, &others)),
            breakdown: None,
        }
    }
}

impl FoldFigures {
    fn new(name: &str, pours: &Group<'_>) -> Self {
        Self {
            held_out: name.into(),
            pours: pours.clips(),
            right_by_seed: pours.counts(HeldOutPrediction::is_right),
            right_percent: percent(pours.right(), pours.clips()),
            right_interval_percent: Interval::new(pours.right(), pours.clips() as f64),
            unsure: rounded(pours.unsure(), 1),
            roc_auc: round_score(pours.auc()),
        }
    }
}

impl ConfidentFigures {
    fn new(pours: &Group<'_>) -> Self {
        let min_confidence = f64::from(CONFIDENT_PERCENT) / 100.0;
        let is_confident =
            |prediction: &HeldOutPrediction| prediction.confidence() >= min_confidence;
        let (verdicts, all_verdicts) = (pours.total(is_confident), pours.total(|_| true));
        let right = pours.total(|prediction| is_confident(prediction) && prediction.is_right());
        let per_seed = pours.mean_count(is_confident);
        let right_per_seed = per_seed * right as f64 / verdicts.max(1) as f64;
        Self {
            min_confidence_percent: CONFIDENT_PERCENT,
            verdicts,
            all_verdicts,
            verdicts_percent: percent(verdicts as f64, all_verdicts),
            right,
            right_percent: percent(right as f64, verdicts),
            right_interval_percent: Interval::new(right_per_seed, per_seed),
            verdicts_per_seed: rounded(per_seed, 1),
        }
    }
}

impl OtherSoundFigures {
    fn new(rows: &[&Row], pours: &Group<'_>, others: &Group<'_>) -> Self {
        Self {
            rejected: ShareWithInterval::new(others.rejected(), others.clips()),
            pours_accepted: ShareWithInterval::new(pours.accepted(), pours.clips()),
            by_novelty: NoveltyFigures::new(rows, others),
        }
    }
}

impl NoveltyFigures {
    /// A kind of sound that is in one fold only is new to the models that hold this fold out.
    fn new(rows: &[&Row], others: &Group<'_>) -> Option<Self> {
        let kind =
            |prediction: &HeldOutPrediction| rows.get(prediction.row).map(|row| row.sound_kind());
        let mut folds: BTreeMap<Option<&str>, BTreeSet<usize>> = BTreeMap::new();
        for prediction in others.predictions() {
            folds.entry(kind(prediction)).or_default().insert(prediction.fold);
        }
        let is_new = |prediction: &HeldOutPrediction| {
            folds.get(&kind(prediction)).is_some_and(|folds| folds.len() == 1)
        };
        let new = others.filter(is_new);
        let known = others.filter(|prediction| !is_new(prediction));
        let both = !new.is_empty() && !known.is_empty();
        both.then(|| Self {
            new_kinds_rejected: ShareWithInterval::new(new.rejected(), new.clips()),
            known_kinds_rejected: ShareWithInterval::new(known.rejected(), known.clips()),
        })
    }
}

impl Breakdown {
    fn new(
        protocols: &[Protocol],
        protocol: &Protocol,
        rows: &[&Row],
        pours: &Group<'_>,
        relative: &Group<'_>,
    ) -> Self {
        Self {
            by_temperature: by_temperature(rows, pours),
            by_vessel: by_vessel(protocols, rows, pours),
            temperature_estimates: TemperatureFigures::new(protocol, rows, pours),
            with_reference: ReferenceFigures::new(protocol, rows, pours, relative),
        }
    }
}

fn by_temperature(rows: &[&Row], pours: &Group<'_>) -> Vec<TemperatureRow> {
    let temperatures: BTreeSet<u32> = rows.iter().filter_map(|row| row.fahrenheit).collect();
    temperatures
        .into_iter()
        .filter_map(|fahrenheit| {
            let right = right_of_rows(rows, pours, |row| row.fahrenheit == Some(fahrenheit))?;
            Some(TemperatureRow { fahrenheit, right })
        })
        .collect()
}

/// Families of vessels are the folds of the protocols that hold vessels out.
fn by_vessel(protocols: &[Protocol], rows: &[&Row], pours: &Group<'_>) -> Vec<VesselRow> {
    protocols
        .iter()
        .flat_map(|protocol| &protocol.folds)
        .filter(|fold| !fold.vessels.is_empty())
        .filter_map(|fold| {
            let right = right_of_rows(rows, pours, |row| fold.vessels.contains(&row.vessel))?;
            Some(VesselRow { vessels: fold.held_out.clone(), right })
        })
        .collect()
}

fn right_of_rows(
    rows: &[&Row],
    pours: &Group<'_>,
    pass: impl Fn(&Row) -> bool,
) -> Option<ShareWithInterval> {
    let group = pours.filter(|prediction| rows.get(prediction.row).is_some_and(|row| pass(row)));
    (!group.is_empty()).then(|| ShareWithInterval::new(group.right(), group.clips()))
}

impl TemperatureFigures {
    fn new(protocol: &Protocol, rows: &[&Row], pours: &Group<'_>) -> Option<Self> {
        let (mut errors, mut baseline_errors, mut within) = (Vec::new(), Vec::new(), 0);
        for prediction in pours.predictions().filter(|prediction| prediction.hot == Some(true)) {
            let Some((estimate, truth)) = prediction.temperature else { continue };
            let Some(fold) = protocol.folds.get(prediction.fold) else { continue };
            let in_training: Vec<f64> = rows
                .iter()
                .filter(|row| row.hot() == Some(true) && !fold.holds_out(row))
                .filter_map(|row| row.fahrenheit.map(f64::from))
                .collect();
            errors.push((estimate.fahrenheit - truth).abs());
            baseline_errors.push((mean(&in_training) - truth).abs());
            within += usize::from((estimate.low..=estimate.high).contains(&truth));
        }
        (!errors.is_empty()).then(|| Self {
            estimates: errors.len(),
            mean_error_fahrenheit: rounded(mean(&errors), 1),
            baseline_mean_error_fahrenheit: rounded(mean(&baseline_errors), 1),
            within_interval_percent: percent(within as f64, errors.len()),
        })
    }
}

impl ReferenceFigures {
    fn new(protocol: &Protocol, rows: &[&Row], pours: &Group<'_>, relative: &Group<'_>) -> Self {
        let paired: BTreeSet<usize> = relative.rows();
        let alone = pours.filter(|prediction| paired.contains(&prediction.row));
        let left_out = pours.filter(|prediction| !paired.contains(&prediction.row)).rows();
        let folds = with_all(fold_groups(protocol, &alone), &alone)
            .into_iter()
            .zip(with_all(fold_groups(protocol, relative), relative))
            .filter(|(_, (_, relative))| !relative.is_empty())
            .map(|((name, alone), (_, relative))| ReferenceRow::new(name, &alone, &relative))
            .collect();
        Self { pours: relative.clips(), left_out: left_out_sessions(&left_out, rows), folds }
    }
}

impl ReferenceRow {
    fn new(held_out: &str, alone: &Group<'_>, relative: &Group<'_>) -> Self {
        Self {
            held_out: held_out.into(),
            right_alone: Share::new(alone.right(), alone.clips()),
            right_with_reference: Share::new(relative.right(), relative.clips()),
            roc_auc_alone: round_score(alone.auc()),
            roc_auc_with_reference: round_score(relative.auc()),
        }
    }
}

fn left_out_sessions(left_out: &BTreeSet<usize>, rows: &[&Row]) -> Vec<LeftOutSession> {
    let mut sessions: BTreeMap<&str, usize> = BTreeMap::new();
    for row in left_out.iter().filter_map(|&row| rows.get(row)) {
        *sessions.entry(&row.session).or_default() += 1;
    }
    sessions
        .into_iter()
        .map(|(session, pours)| LeftOutSession { session: session.into(), pours })
        .collect()
}

/// The predictions of each fold.
fn fold_groups<'a, 'b>(protocol: &'b Protocol, pours: &Group<'a>) -> Vec<(&'b str, Group<'a>)> {
    let group = |(index, fold): (usize, &'b Fold)| {
        (fold.held_out.as_str(), pours.filter(|prediction| prediction.fold == index))
    };
    protocol.folds.iter().enumerate().map(group).collect()
}

/// Adds the group of every fold together, if there are several.
fn with_all<'a, 'b>(
    mut folds: Vec<(&'b str, Group<'a>)>,
    pours: &Group<'a>,
) -> Vec<(&'b str, Group<'a>)> {
    if folds.len() > 1 {
        folds.push(("all", pours.filter(|_| true)));
    }
    folds
}

/// Rounds a score of 0 … 1 to three decimals.
pub fn round_score(value: Option<f64>) -> Option<f64> {
    value.map(|value| rounded(value, 3))
}
