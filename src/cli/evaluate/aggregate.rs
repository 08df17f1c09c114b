//! Figures of a group of clips: counts per seed, shares and intervals.
//!
//! Shares, intervals and scores are rounded once, to the decimals that the report prints. Text and
//! JSON therefore agree, and do not depend on the processor's last bits.

use std::collections::BTreeSet;
use std::fmt;

use hot_or_cold::Verdict;
use serde::Serialize;

use super::inference::HeldOutPrediction;
use super::statistics::{calibration_error, mean, roc_auc, wilson};

/// Predictions for the same clips by the models of each seed.
pub struct Group<'a> {
    by_seed: Vec<Vec<&'a HeldOutPrediction>>,
}

impl<'a> Group<'a> {
    pub fn new(predictions: impl Iterator<Item = &'a HeldOutPrediction>, seeds: usize) -> Self {
        let mut by_seed = vec![Vec::new(); seeds];
        for prediction in predictions {
            if let Some(of_seed) = by_seed.get_mut(prediction.seed) {
                of_seed.push(prediction);
            }
        }
        Self { by_seed }
    }

    /// Returns the predictions that pass a test.
    pub fn filter(&self, pass: impl Fn(&HeldOutPrediction) -> bool) -> Self {
        let passing = |predictions: &Vec<&'a HeldOutPrediction>| {
            predictions.iter().copied().filter(|prediction| pass(prediction)).collect()
        };
        Self { by_seed: self.by_seed.iter().map(passing).collect() }
    }

    /// All predictions, seed by seed.
    pub fn predictions(&self) -> impl Iterator<Item = &'a HeldOutPrediction> {
        self.by_seed.iter().flatten().copied()
    }

    /// Row indices of the group's clips.
    pub fn rows(&self) -> BTreeSet<usize> {
        self.predictions().map(|prediction| prediction.row).collect()
    }

    /// Number of clips.
    pub fn clips(&self) -> usize {
        self.by_seed.first().map_or(0, Vec::len)
    }

    pub fn is_empty(&self) -> bool {
        self.clips() == 0
    }

    /// Number of predictions that pass, over all seeds.
    pub fn total(&self, pass: impl Fn(&HeldOutPrediction) -> bool) -> usize {
        self.counts(pass).iter().sum()
    }

    /// Number of predictions that pass, for each seed.
    pub fn counts(&self, pass: impl Fn(&HeldOutPrediction) -> bool) -> Vec<usize> {
        self.by_seed
            .iter()
            .map(|predictions| predictions.iter().filter(|prediction| pass(prediction)).count())
            .collect()
    }

    /// Number of predictions that pass, mean over seeds.
    pub fn mean_count(&self, pass: impl Fn(&HeldOutPrediction) -> bool) -> f64 {
        mean(&self.counts(pass).into_iter().map(|count| count as f64).collect::<Vec<_>>())
    }

    pub fn right(&self) -> f64 {
        self.mean_count(HeldOutPrediction::is_right)
    }

    pub fn unsure(&self) -> f64 {
        self.mean_count(|prediction| prediction.verdict == Verdict::Unsure)
    }

    /// Number of clips that pass as pours, mean over seeds.
    pub fn accepted(&self) -> f64 {
        self.mean_count(|prediction| prediction.verdict != Verdict::NotPouring)
    }

    /// Number of clips that are rejected as not pouring, mean over seeds.
    pub fn rejected(&self) -> f64 {
        self.mean_count(|prediction| prediction.verdict == Verdict::NotPouring)
    }

    /// ROC AUC of the probability of hot, mean over seeds. `None` if all clips have one label.
    pub fn auc(&self) -> Option<f64> {
        self.auc_of(|prediction| prediction.probability_hot)
    }

    /// The same of the hot logit, which no calibration changes.
    pub fn logit_auc(&self) -> Option<f64> {
        self.auc_of(|prediction| prediction.hot_logit)
    }

    fn auc_of(&self, score: impl Fn(&HeldOutPrediction) -> f64) -> Option<f64> {
        let scores = |predictions: &Vec<&HeldOutPrediction>| -> Vec<(f64, bool)> {
            predictions.iter().filter_map(|p| Some((score(p), p.hot?))).collect()
        };
        let aucs: Option<Vec<f64>> =
            self.by_seed.iter().map(|predictions| roc_auc(&scores(predictions))).collect();
        aucs.map(|aucs| mean(&aucs))
    }

    /// Expected calibration error, mean over seeds.
    pub fn calibration_error(&self) -> f64 {
        let of_seed = |predictions: &Vec<&HeldOutPrediction>| {
            calibration_error(
                &predictions.iter().map(|p| (p.confidence(), p.is_right())).collect::<Vec<_>>(),
            )
        };
        mean(&self.by_seed.iter().map(of_seed).collect::<Vec<_>>())
    }
}

/// A part of a number of clips: `129.3 of 132 (98.0 %)`.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Share {
    /// Mean over seeds, one decimal.
    count: f64,
    of: usize,
    percent: f64,
}

impl Share {
    pub fn new(count: f64, of: usize) -> Self {
        Self { count: rounded(count, 1), of, percent: percent(count, of) }
    }
}

impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.1} of {} ({:.1} %)", self.count, self.of, self.percent)
    }
}

/// A 95% score interval in percent: `93.5–99.2 %`.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Interval {
    low: f64,
    high: f64,
}

impl Interval {
    pub fn new(count: f64, of: f64) -> Self {
        let (low, high) = wilson(count, of);
        Self { low: rounded(100.0 * low, 1), high: rounded(100.0 * high, 1) }
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:.1}–{:.1} %", self.low, self.high)
    }
}

/// A share and its interval.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct ShareWithInterval {
    #[serde(flatten)]
    pub share: Share,
    pub interval_percent: Interval,
}

impl ShareWithInterval {
    pub fn new(count: f64, of: usize) -> Self {
        Self { share: Share::new(count, of), interval_percent: Interval::new(count, of as f64) }
    }
}

/// `129.3 of 132 (98.0 %, 95 % interval 93.5–99.2 %)`
impl fmt::Display for ShareWithInterval {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Share { count, of, percent } = self.share;
        let interval = self.interval_percent;
        write!(formatter, "{count:.1} of {of} ({percent:.1} %, 95 % interval {interval})")
    }
}

/// A part in percent, one decimal; 0 of nothing.
pub fn percent(part: f64, whole: usize) -> f64 {
    rounded(100.0 * part / whole.max(1) as f64, 1)
}

/// Rounds exactly as `format!` does.
pub fn rounded(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

#[cfg(test)]
pub fn prediction(row: usize, seed: usize, hot: bool, probability_hot: f64) -> HeldOutPrediction {
    let verdict = if probability_hot >= 0.5 { Verdict::Hot } else { Verdict::Cold };
    HeldOutPrediction {
        row,
        protocol: 0,
        fold: 0,
        seed,
        hot: Some(hot),
        probability_hot,
        hot_logit: probability_hot,
        verdict,
        temperature: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn group_figures_are_means_over_seeds() {
        let predictions = [
            prediction(0, 0, true, 0.9),
            prediction(1, 0, false, 0.2),
            prediction(0, 1, true, 0.38),
            prediction(1, 1, false, 0.47),
        ];
        let group = Group::new(predictions.iter(), 2);
        assert_eq!(group.clips(), 2);
        assert_eq!(group.counts(HeldOutPrediction::is_right), [2, 1]);
        assert_eq!((group.right(), group.total(HeldOutPrediction::is_right)), (1.5, 3));
        assert_eq!(group.auc(), Some(0.5));
        assert_eq!(group.filter(|prediction| prediction.hot == Some(true)).auc(), None);
        // Seed 1 is off by 0.1 and 0.2, seed 2 by 0.62 and 0.47.
        assert!((group.calibration_error() - (0.15 + 0.545) / 2.0).abs() < 1e-12);
        let share = ShareWithInterval::new(group.right(), group.clips());
        assert_eq!(share.share.to_string(), "1.5 of 2 (75.0 %)");
        assert_eq!(share.to_string(), "1.5 of 2 (75.0 %, 95 % interval 19.8–97.3 %)");
    }
}
