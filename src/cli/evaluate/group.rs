//! The answers for one group of clips, counted seed by seed.

use std::collections::BTreeSet;

use super::hearing::Answer;
use super::statistics::{calibration_error, mean, roc_auc, wilson};
use crate::classify::classifier::Verdict;

/// Answers for the same clips by the models of each seed.
pub struct Group<'a> {
    by_seed: Vec<Vec<&'a Answer>>,
}

impl<'a> Group<'a> {
    pub fn new(answers: impl Iterator<Item = &'a Answer>, seeds: usize) -> Self {
        let mut by_seed = vec![Vec::new(); seeds];
        for answer in answers {
            if let Some(of_seed) = by_seed.get_mut(answer.seed) {
                of_seed.push(answer);
            }
        }
        Self { by_seed }
    }

    /// The answers of those that pass.
    pub fn only(&self, pass: impl Fn(&Answer) -> bool) -> Self {
        let passing =
            |answers: &Vec<&'a Answer>| answers.iter().copied().filter(|a| pass(a)).collect();
        Self { by_seed: self.by_seed.iter().map(passing).collect() }
    }

    /// All of them, seed after seed.
    pub fn answers(&self) -> impl Iterator<Item = &'a Answer> {
        self.by_seed.iter().flatten().copied()
    }

    /// The places of its clips in the rows that were judged.
    pub fn rows(&self) -> BTreeSet<usize> {
        self.by_seed.iter().flatten().map(|answer| answer.row).collect()
    }

    /// How many clips it is about.
    pub fn clips(&self) -> usize {
        self.by_seed.first().map_or(0, Vec::len)
    }

    pub fn is_empty(&self) -> bool {
        self.clips() == 0
    }

    /// How many answers of all seeds pass.
    pub fn total(&self, pass: impl Fn(&Answer) -> bool) -> usize {
        self.counts(pass).iter().sum()
    }

    /// How many answers of each seed pass.
    pub fn counts(&self, pass: impl Fn(&Answer) -> bool) -> Vec<usize> {
        self.by_seed
            .iter()
            .map(|answers| answers.iter().filter(|answer| pass(answer)).count())
            .collect()
    }

    /// How many answers of a seed pass on average.
    pub fn count(&self, pass: impl Fn(&Answer) -> bool) -> f64 {
        mean(&self.counts(pass).into_iter().map(|count| count as f64).collect::<Vec<_>>())
    }

    pub fn right(&self) -> f64 {
        self.count(Answer::is_right)
    }

    pub fn unsure(&self) -> f64 {
        self.count(|answer| answer.decision == Verdict::Unsure)
    }

    pub fn kept(&self) -> f64 {
        self.count(|answer| answer.decision != Verdict::NotPouring)
    }

    /// Of the chance of hot, mean over seeds; none where the clips are all hot or all cold.
    pub fn auc(&self) -> Option<f64> {
        let scores = |answers: &Vec<&Answer>| -> Vec<(f64, bool)> {
            answers.iter().filter_map(|a| Some((a.probability_hot, a.hot?))).collect()
        };
        let aucs: Option<Vec<f64>> =
            self.by_seed.iter().map(|answers| roc_auc(&scores(answers))).collect();
        aucs.map(|aucs| mean(&aucs))
    }

    /// Mean over seeds.
    pub fn calibration_error(&self) -> f64 {
        let of = |answers: &Vec<&Answer>| {
            calibration_error(
                &answers.iter().map(|a| (a.confidence(), a.is_right())).collect::<Vec<_>>(),
            )
        };
        mean(&self.by_seed.iter().map(of).collect::<Vec<_>>())
    }
}

/// `97.7 %`
pub fn percent(part: f64, whole: usize) -> String {
    format!("{:.1} %", 100.0 * part / whole.max(1) as f64)
}

/// `93.5–99.2 %`, the 95 % interval of a share.
pub fn interval(part: f64, whole: f64) -> String {
    let (low, high) = wilson(part, whole);
    format!("{:.1}–{:.1} %", 100.0 * low, 100.0 * high)
}

/// `129.3 of 132 (98.0 %)`
pub fn share(part: f64, whole: usize) -> String {
    format!("{part:.1} of {whole} ({})", percent(part, whole))
}

/// `0.991`, or a dash.
pub fn three_decimals(value: Option<f64>) -> String {
    value.map_or("–".into(), |value| format!("{value:.3}"))
}

#[cfg(test)]
pub fn answer(row: usize, seed: usize, hot: bool, probability_hot: f64) -> Answer {
    let decision = if probability_hot >= 0.5 { Verdict::Hot } else { Verdict::Cold };
    Answer {
        row,
        protocol: 0,
        fold: 0,
        seed,
        hot: Some(hot),
        probability_hot,
        decision,
        temperature: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_means_over_seeds() {
        let answers = [
            answer(0, 0, true, 0.9),
            answer(1, 0, false, 0.2),
            answer(0, 1, true, 0.38),
            answer(1, 1, false, 0.47),
        ];
        let group = Group::new(answers.iter(), 2);
        assert_eq!(group.clips(), 2);
        assert_eq!(group.counts(Answer::is_right), [2, 1]);
        assert_eq!((group.right(), group.total(Answer::is_right)), (1.5, 3));
        assert_eq!(group.auc(), Some(0.5));
        assert_eq!(group.only(|answer| answer.hot == Some(true)).auc(), None);
        // Seed 1 is off by 0.1 and 0.2, seed 2 by 0.62 and 0.47.
        assert!((group.calibration_error() - (0.15 + 0.545) / 2.0).abs() < 1e-12);
        assert_eq!(share(group.right(), group.clips()), "1.5 of 2 (75.0 %)");
    }
}
