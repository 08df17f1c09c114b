//! The report on other kitchens: how accurate the model is on pours by other people, with other
//! phones and into other cups, that no model was trained on.
//!
//! Intervals are by bootstrap over cups (Efron 1979): pours into one cup resemble each other, so
//! each pour counts for less than an independent one would.

use std::collections::{BTreeMap, BTreeSet};

use hot_or_cold::{CupReference, PourReference, Sidecar, Verdict};
use serde::Serialize;

use super::aggregate::{Group, Share, rounded};
use super::inference::{self, HeldOutLogits, HeldOutModel, HeldOutPrediction};
use super::manifests::Row;
use super::random::Random;
use super::reference_pairs::{index_logits, same_cup_candidates};
use super::report::{CONFIDENT_PERCENT, round_score};
use super::statistics::{mean, quantile};
use crate::error::Result;

/// Numbers of cold and hot pours that a person may have recorded of their own cup.
const REFERENCES: [(usize, usize); 4] = [(1, 0), (3, 0), (1, 1), (3, 3)];
/// Random choices of known pours for each pour.
const DRAWS: usize = 30;
/// Resamples of the cups for an interval.
const RESAMPLES: usize = 1000;
const SEED: u64 = 20_240_405;

/// The figures of `model/kitchens.json`. Probabilities and scores are 0 … 1.
#[derive(Serialize)]
pub struct KitchensReport {
    pub model_version: String,
    /// Date of the training, `YYYY-MM-DD`.
    pub model_date: String,
    pub model_sha256: String,
    /// SHA-256 of the list of recordings.
    pub data_digest: String,
    pub cups: usize,
    pub seeds: usize,
    pub all: KitchenFigures,
    pub with_known_pours: Vec<KnownPourFigures>,
    pub by_kitchen: Vec<KitchenFigures>,
    pub by_night: Vec<KitchenFigures>,
    pub by_cup: Vec<KitchenFigures>,
}

/// Figures of one kitchen, night or cup, or of all.
#[derive(Serialize)]
pub struct KitchenFigures {
    pub name: String,
    pub pours: usize,
    /// Pours that were not taken for another sound.
    pub accepted: Share,
    pub roc_auc: Scored,
    /// Mean over the cups of a night, each ranked alone.
    pub roc_auc_within_cup: Scored,
    /// Verdicts *hot* and *cold*.
    pub firm: Share,
    pub firm_right: RightVerdicts,
    /// Cold pours with the verdict *hot*, mean over seeds.
    pub cold_called_hot: f64,
    pub hot_called_cold: f64,
    /// Verdicts *hot* and *cold* with a confidence of 90% or more.
    pub confident: Share,
    pub confident_right: RightVerdicts,
    pub calibration_error: f64,
}

/// Figures beside known pours, drawn from the others of the cup and night.
#[derive(Serialize)]
pub struct KnownPourFigures {
    pub cold: usize,
    pub hot: usize,
    pub draws: usize,
    pub pours: usize,
    pub roc_auc: Scored,
    /// Pours on the right side of one half, of all.
    pub right: RightVerdicts,
}

/// A score and its 95% interval by bootstrap over cups.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Scored {
    /// `None` if all pours have one label.
    pub score: Option<f64>,
    /// `None` for a single cup.
    pub interval: Option<[f64; 2]>,
}

/// Verdicts that are right, and a 95% interval by bootstrap over cups.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct RightVerdicts {
    /// Mean over seeds, one decimal; likewise `of`.
    pub count: f64,
    pub of: f64,
    pub percent: f64,
    /// `None` for a single cup.
    pub interval_percent: Option<[f64; 2]>,
}

/// Rows with the predictions of every seed for them.
struct Cups<'a> {
    rows: &'a [&'a Row],
    seeds: usize,
    /// The predictions of each cup. A cup of another kitchen is another one.
    predictions: Vec<Vec<&'a HeldOutPrediction>>,
}

impl KitchensReport {
    /// Measures `rows`, whose sessions are nights and whose vessels are cups.
    ///
    /// # Errors
    /// Those of calibration.
    pub fn new(
        sidecar: &Sidecar,
        data_digest: &str,
        models: &[HeldOutModel<'_>],
        rows: &[&Row],
        logits: &[HeldOutLogits],
    ) -> Result<Self> {
        let seeds = models.iter().map(|model| model.seed + 1).max().unwrap_or(0);
        let predictions = inference::predict(rows, models, logits)?;
        let all = Cups::new(rows, &predictions, seeds);
        let by = |name: &dyn Fn(&Row) -> String| -> Vec<KitchenFigures> {
            let names: BTreeSet<String> = rows.iter().map(|row| name(row)).collect();
            let figures = |wanted: &String| {
                let part = all.filter(|row| name(row) == *wanted);
                KitchenFigures::new(wanted, &part)
            };
            names.iter().map(figures).collect()
        };
        let mut with_known_pours = Vec::new();
        for (cold, hot) in REFERENCES {
            let relative = predict_with_known_pours((cold, hot), seeds, rows, models, logits)?;
            let cups = Cups::new(rows, &relative, seeds * DRAWS);
            with_known_pours.push(KnownPourFigures {
                cold,
                hot,
                draws: DRAWS,
                pours: cups.group().clips(),
                roc_auc: cups.scored(|group, _| group.auc()),
                right: cups.right(|_| true, HeldOutPrediction::is_right),
            });
        }
        Ok(Self {
            model_version: sidecar.version.clone(),
            model_date: sidecar.training.date.clone(),
            model_sha256: sidecar.model.sha256.clone(),
            data_digest: data_digest.into(),
            cups: all.predictions.len(),
            seeds,
            all: KitchenFigures::new("all", &all),
            with_known_pours,
            by_kitchen: by(&|row| row.kitchen.clone()),
            by_night: by(&|row| row.session.clone()),
            by_cup: by(&|row| format!("{}, {}", row.vessel, row.kitchen)),
        })
    }
}

impl KitchenFigures {
    fn new(name: &str, cups: &Cups<'_>) -> Self {
        let group = cups.group();
        let clips = group.clips();
        let firm = group.mean_count(is_firm);
        let mistakes = |hot: bool| {
            rounded(group.mean_count(|p| is_firm(p) && p.hot == Some(hot) && !says_truth(p)), 1)
        };
        Self {
            name: name.into(),
            pours: clips,
            accepted: Share::new(group.accepted(), clips),
            roc_auc: cups.scored(|group, _| group.logit_auc()),
            roc_auc_within_cup: cups.scored(auc_within_cup),
            firm: Share::new(firm, clips),
            firm_right: cups.right(is_firm, says_truth),
            cold_called_hot: mistakes(false),
            hot_called_cold: mistakes(true),
            confident: Share::new(group.mean_count(is_confident), clips),
            confident_right: cups.right(is_confident, says_truth),
            calibration_error: rounded(group.calibration_error(), 3),
        }
    }
}

fn is_firm(prediction: &HeldOutPrediction) -> bool {
    matches!(prediction.verdict, Verdict::Hot | Verdict::Cold)
}

fn is_confident(prediction: &HeldOutPrediction) -> bool {
    is_firm(prediction) && prediction.confidence() >= f64::from(CONFIDENT_PERCENT) / 100.0
}

/// Whether a firm verdict is the label.
fn says_truth(prediction: &HeldOutPrediction) -> bool {
    prediction.hot == Some(prediction.verdict == Verdict::Hot)
}

/// Mean of the cups' ROC AUC, each of the pours of one night. `None` without a cup of both labels.
fn auc_within_cup(group: &Group<'_>, rows: &[&Row]) -> Option<f64> {
    let cup = |row: usize| rows.get(row).map(|row| (&row.kitchen, &row.session, &row.vessel));
    let cups: BTreeSet<_> = group.rows().into_iter().map(cup).collect();
    let aucs: Vec<f64> =
        cups.iter().filter_map(|wanted| group.filter(|p| cup(p.row) == *wanted).auc()).collect();
    (!aucs.is_empty()).then(|| mean(&aucs))
}

impl<'a> Cups<'a> {
    fn new(rows: &'a [&'a Row], predictions: &'a [HeldOutPrediction], seeds: usize) -> Self {
        let mut cups: BTreeMap<(&str, &str), Vec<&HeldOutPrediction>> = BTreeMap::new();
        for prediction in predictions {
            let Some(row) = rows.get(prediction.row) else { continue };
            cups.entry((&row.kitchen, &row.vessel)).or_default().push(prediction);
        }
        Self { rows, seeds, predictions: cups.into_values().collect() }
    }

    fn filter(&self, pass: impl Fn(&Row) -> bool) -> Self {
        let is_wanted =
            |p: &&'a HeldOutPrediction| self.rows.get(p.row).is_some_and(|row| pass(row));
        let predictions = self
            .predictions
            .iter()
            .map(|cup| cup.iter().copied().filter(is_wanted).collect::<Vec<_>>())
            .filter(|cup| !cup.is_empty())
            .collect();
        Self { predictions, ..*self }
    }

    fn group(&self) -> Group<'a> {
        Group::new(self.predictions.iter().flatten().copied(), self.seeds)
    }

    fn scored(&self, score: impl Fn(&Group<'a>, &[&Row]) -> Option<f64>) -> Scored {
        let interval = self.interval(|group| score(group, self.rows));
        Scored {
            score: round_score(score(&self.group(), self.rows)),
            interval: interval.map(|ends| ends.map(|end| rounded(end, 3))),
        }
    }

    /// The right ones of the predictions that `pass`.
    fn right(
        &self,
        pass: impl Fn(&HeldOutPrediction) -> bool,
        is_right: impl Fn(&HeldOutPrediction) -> bool,
    ) -> RightVerdicts {
        let right_of = |group: &Group<'_>| {
            let right = group.mean_count(|p| pass(p) && is_right(p));
            (right, group.mean_count(&pass))
        };
        let interval = self.interval(|group| {
            let (right, of) = right_of(group);
            (of > 0.0).then(|| right / of)
        });
        let (right, of) = right_of(&self.group());
        RightVerdicts {
            count: rounded(right, 1),
            of: rounded(of, 1),
            percent: rounded(100.0 * right / of.max(f64::MIN_POSITIVE), 1),
            interval_percent: interval.map(|ends| ends.map(|end| rounded(100.0 * end, 1))),
        }
    }

    /// The 2.5th and 97.5th percentile of a statistic over resamples of the cups, with replacement.
    fn interval(&self, statistic: impl Fn(&Group<'a>) -> Option<f64>) -> Option<[f64; 2]> {
        let cups = &self.predictions;
        if cups.len() < 2 {
            return None;
        }
        let mut random = Random::new(SEED);
        let mut values: Vec<f64> = (0..RESAMPLES)
            .filter_map(|_| {
                let drawn = cups.iter().filter_map(|_| cups.get(random.below(cups.len())));
                statistic(&Group::new(drawn.flatten().copied(), self.seeds))
            })
            .collect();
        values.sort_by(f64::total_cmp);
        Some([quantile(&values, 0.025)?, quantile(&values, 0.975)?])
    }
}

/// Predicts each pour beside so many random cold and hot pours of its cup and night, several times.
///
/// The seed of a prediction counts draws as well as models.
fn predict_with_known_pours(
    (cold, hot): (usize, usize),
    seeds: usize,
    rows: &[&Row],
    models: &[HeldOutModel<'_>],
    logits: &[HeldOutLogits],
) -> Result<Vec<HeldOutPrediction>> {
    let logits = index_logits(logits);
    let mut random = Random::new(SEED);
    let mut predictions = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let [others_cold, others_hot] =
            [false, true].map(|is_hot| same_cup_candidates(rows, index, is_hot));
        if others_cold.len() < cold || others_hot.len() < hot {
            continue;
        }
        for draw in 0..DRAWS {
            let known: Vec<(usize, bool)> = random
                .choose(&others_cold, cold)
                .into_iter()
                .map(|other| (other, false))
                .chain(random.choose(&others_hot, hot).into_iter().map(|other| (other, true)))
                .collect();
            for (model_index, model) in models.iter().enumerate() {
                let Some(own) = logits.get(&(index, model_index)) else { continue };
                let references: Vec<PourReference> = known
                    .iter()
                    .filter_map(|&(other, is_hot)| {
                        let logits = logits.get(&(other, model_index))?;
                        Some(model.classifier.reference_from_logits(logits, is_hot))
                    })
                    .collect();
                let reference = CupReference::new(&references)?;
                let result = model.classifier.calibrate(own, Some(&reference))?;
                let mut prediction = HeldOutPrediction::new(index, row, model, Some(&result));
                prediction.seed = draw * seeds + model.seed;
                predictions.push(prediction);
            }
        }
    }
    Ok(predictions)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::aggregate::prediction;
    use crate::evaluate::manifests::make_pour;

    /// Two cups of one kitchen, and one of the first's name in another.
    fn rows() -> Vec<Row> {
        let pour = |fahrenheit, cup, kitchen: &str| {
            let mut row = make_pour("pour.m4a", fahrenheit, cup, "0405");
            row.kitchen = kitchen.into();
            row
        };
        [("mug", "one"), ("glass", "one"), ("mug", "two")]
            .iter()
            .flat_map(|(cup, kitchen)| [200, 70].map(|fahrenheit| pour(fahrenheit, cup, kitchen)))
            .collect()
    }

    /// Probabilities of hot by row, of hot and cold pours alternately.
    fn predictions(probabilities: [f64; 6]) -> Vec<HeldOutPrediction> {
        let predict = |(row, probability)| prediction(row, 0, row % 2 == 0, probability);
        probabilities.into_iter().enumerate().map(predict).collect()
    }

    #[test]
    fn cups_of_different_kitchens_are_different() {
        let rows = rows();
        let rows: Vec<&Row> = rows.iter().collect();
        let predictions = predictions([0.9, 0.1, 0.9, 0.1, 0.9, 0.1]);
        let cups = Cups::new(&rows, &predictions, 1);
        assert_eq!(cups.predictions.len(), 3);
        assert_eq!(cups.filter(|row| row.kitchen == "one").predictions.len(), 2);
        assert_eq!(cups.filter(|row| row.vessel == "mug").group().clips(), 4);
    }

    #[test]
    fn cups_are_ranked_alone_and_together() {
        let rows = rows();
        let rows: Vec<&Row> = rows.iter().collect();
        // Each cup is in order, but the hot pour of the first is below all cold pours of others.
        let predictions = predictions([0.3, 0.1, 0.9, 0.4, 0.8, 0.7]);
        let figures = KitchenFigures::new("all", &Cups::new(&rows, &predictions, 1));
        assert_eq!(figures.roc_auc_within_cup.score, Some(1.0));
        assert_eq!(figures.roc_auc_within_cup.interval, Some([1.0, 1.0]));
        assert_eq!(figures.roc_auc.score, Some(0.778));
        let [low, high] = figures.roc_auc.interval.unwrap();
        assert!(low <= 0.778 && high > 0.778, "{low} {high}");
        assert_eq!((figures.cold_called_hot, figures.hot_called_cold), (1.0, 1.0));
        assert_eq!((figures.firm_right.count, figures.firm_right.of), (4.0, 6.0));
        assert_eq!((figures.confident_right.count, figures.confident_right.of), (2.0, 2.0));
    }

    #[test]
    fn one_cup_has_no_interval() {
        let rows = rows();
        let rows: Vec<&Row> = rows.iter().take(2).collect();
        let predictions = predictions([0.9, 0.1, 0.5, 0.5, 0.5, 0.5]);
        let cups = Cups::new(&rows, &predictions[..2], 1);
        assert_eq!(cups.scored(|group, _| group.auc()).interval, None);
        assert_eq!(cups.right(is_firm, says_truth).interval_percent, None);
    }
}
