//! The robustness report: how accurate the models are on corrupted recordings.

use serde::Serialize;

use super::Subject;
use super::aggregate::{Group, Share, rounded};
use super::inference::HeldOutPrediction;

/// A corruption that costs more percentage points than this is listed by name.
pub const MAX_POINTS_LOST: f64 = 2.0;

#[derive(Serialize)]
pub struct RobustnessReport {
    #[serde(flatten)]
    pub subject: Subject,
    pub seeds: usize,
    /// The original recordings come first, as `none`.
    pub corruptions: Vec<CorruptionRow>,
    /// Names of the corruptions that cost more than [`MAX_POINTS_LOST`].
    pub costly: Vec<String>,
}

#[derive(Serialize)]
pub struct CorruptionRow {
    pub name: String,
    pub right: Share,
    /// Percentage points fewer right than of the originals; `None` for the originals.
    pub points_lost: Option<f64>,
    pub pours_accepted: Share,
    /// Mean over seeds.
    pub unsure: f64,
}

impl RobustnessReport {
    /// `predictions` has a name and the predictions of all seeds for each corruption, the original
    /// recordings first.
    pub fn new(
        subject: Subject,
        predictions: &[(&str, Vec<HeldOutPrediction>)],
        seeds: usize,
    ) -> Self {
        let right_percent = |group: &Group<'_>| 100.0 * group.right() / group.clips().max(1) as f64;
        let (mut corruptions, mut costly) = (Vec::new(), Vec::new());
        let mut original_percent = None;
        for (name, predictions) in predictions {
            let group = Group::new(predictions.iter(), seeds);
            let lost = original_percent.map(|original: f64| original - right_percent(&group));
            original_percent.get_or_insert_with(|| right_percent(&group));
            if lost.is_some_and(|lost| lost > MAX_POINTS_LOST) {
                costly.push((*name).into());
            }
            corruptions.push(CorruptionRow {
                name: (*name).into(),
                right: Share::new(group.right(), group.clips()),
                // Adding 0 turns −0 into 0.
                points_lost: lost.map(|lost| rounded(lost, 2) + 0.0),
                pours_accepted: Share::new(group.accepted(), group.clips()),
                unsure: rounded(group.unsure(), 1),
            });
        }
        Self { subject, seeds, corruptions, costly }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::aggregate::prediction;
    use crate::evaluate::markdown;

    fn table(predictions: &[(&str, Vec<HeldOutPrediction>)]) -> String {
        markdown::robustness(&RobustnessReport::new(Subject::default(), predictions, 2))
    }

    #[test]
    fn points_lost_are_relative_to_the_originals() {
        let predictions = |wrong: usize| -> Vec<HeldOutPrediction> {
            (0..100)
                .map(|row| prediction(row / 2, row % 2, true, if row < wrong { 0.2 } else { 0.9 }))
                .collect()
        };
        let predictions = [
            ("none", predictions(4)),
            ("copy", predictions(4)),
            ("hiss", predictions(6)),
            ("echo", predictions(7)),
            ("loud", predictions(1)),
        ];
        let text = table(&predictions);
        for line in [
            "| none | 48.0 of 50 (96.0 %) | – | 50.0 of 50 (100.0 %) | 0.0 |",
            "| copy | 48.0 of 50 (96.0 %) | 0.00 |",
            "| hiss | 47.0 of 50 (94.0 %) | 2.00 |",
            "| loud | 49.5 of 50 (99.0 %) | −3.00 |",
            "lost by: echo.\n",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
        assert!(table(&predictions[..1]).contains("No change costs more than 2 "));
    }
}
