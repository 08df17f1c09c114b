//! The report's statistics.

/// Wilson's 95% score interval of a proportion, 0 … 1 (Wilson 1927).
///
/// `part` may be a mean over seeds.
pub fn wilson(part: f64, whole: f64) -> (f64, f64) {
    if whole == 0.0 {
        return (0.0, 1.0);
    }
    let z = 1.959_964;
    let p = part / whole;
    let centre = p + z * z / (2.0 * whole);
    let spread = z * (p * (1.0 - p) / whole + z * z / (4.0 * whole * whole)).sqrt();
    let scale = 1.0 + z * z / whole;
    ((centre - spread) / scale, (centre + spread) / scale)
}

/// Area under the ROC curve: the probability that a positive scores higher than a negative.
///
/// A tie counts half (Hanley & McNeil 1982). `None` without positives or without negatives.
pub fn roc_auc(scores: &[(f64, bool)]) -> Option<f64> {
    let of_class = |class: bool| scores.iter().filter(move |(_, positive)| *positive == class);
    let pairs = of_class(true).count() * of_class(false).count();
    let wins = |&(high, _): &(f64, bool)| {
        of_class(false)
            .map(|&(low, _)| match high.total_cmp(&low) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            })
            .sum::<f64>()
    };
    (pairs > 0).then(|| of_class(true).map(wins).sum::<f64>() / pairs as f64)
}

/// Arithmetic mean; 0 of nothing.
pub fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

/// Sample standard deviation (n − 1). `None` for fewer than two values.
pub fn standard_deviation(values: &[f64]) -> Option<f64> {
    let centre = mean(values);
    let squares: f64 = values.iter().map(|value| (value - centre).powi(2)).sum();
    (values.len() > 1).then(|| (squares / (values.len() - 1) as f64).sqrt())
}

/// The value below which a part of the sorted values lies, by linear interpolation (type 7 of
/// Hyndman & Fan 1996). `None` of nothing.
pub fn quantile(sorted: &[f64], part: f64) -> Option<f64> {
    let position = part * sorted.len().checked_sub(1)? as f64;
    let low = *sorted.get(position.floor() as usize)?;
    let high = *sorted.get(position.ceil() as usize)?;
    Some(low + position.fract() * (high - low))
}

/// Expected calibration error over ten equal bins of confidence from 0.5 to 1 (Guo et al. 2017).
///
/// Each prediction is a confidence and whether it was right.
pub fn calibration_error(predictions: &[(f64, bool)]) -> f64 {
    let bin = |confidence: f64| (((confidence - 0.5) * 20.0) as usize).min(9);
    let gap = |index: usize| {
        let members = predictions.iter().filter(|(confidence, _)| bin(*confidence) == index);
        members
            .map(|&(confidence, right)| f64::from(u8::from(right)) - confidence)
            .sum::<f64>()
            .abs()
    };
    (0..10).map(gap).sum::<f64>() / predictions.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_has_the_textbook_values() {
        let (low, high) = wilson(30.0, 32.0);
        assert!((low - 0.7985).abs() < 1e-3 && (high - 0.9827).abs() < 1e-3, "{low} {high}");
        assert_eq!(wilson(0.0, 0.0), (0.0, 1.0));
        assert!(wilson(0.0, 10.0).0.abs() < 1e-12 && (wilson(10.0, 10.0).1 - 1.0).abs() < 1e-12);
    }

    #[test]
    fn roc_auc_is_the_share_of_pairs_in_order() {
        let scores = |hot: &[f64], cold: &[f64]| {
            let hot = hot.iter().map(|&score| (score, true));
            roc_auc(&hot.chain(cold.iter().map(|&score| (score, false))).collect::<Vec<_>>())
        };
        assert_eq!(scores(&[0.8, 0.9], &[0.1, 0.7]), Some(1.0));
        assert_eq!(scores(&[0.1], &[0.9]), Some(0.0));
        // Of the six pairs four are in order and one is a tie.
        assert_eq!(scores(&[0.4, 0.9], &[0.1, 0.4, 0.5]), Some(4.5 / 6.0));
        assert_eq!((scores(&[0.4], &[]), scores(&[], &[0.4])), (None, None));
    }

    #[test]
    fn standard_deviation_divides_by_n_minus_1() {
        assert!(
            (standard_deviation(&[1.0, 2.0, 4.0]).unwrap() - (7.0_f64 / 3.0).sqrt()).abs() < 1e-12
        );
        assert_eq!(standard_deviation(&[3.0, 3.0]), Some(0.0));
        assert_eq!((standard_deviation(&[3.0]), standard_deviation(&[])), (None, None));
    }

    #[test]
    fn quantile_interpolates() {
        let values = [1.0, 2.0, 4.0, 8.0, 16.0];
        let quantiles = [0.0, 0.125, 0.5, 0.9, 1.0].map(|part| quantile(&values, part).unwrap());
        assert_eq!(quantiles, [1.0, 1.5, 4.0, 12.8, 16.0]);
        assert_eq!((quantile(&[3.0], 0.975), quantile(&[], 0.5)), (Some(3.0), None));
    }

    #[test]
    fn calibration_error_is_the_gap_between_confidence_and_accuracy() {
        // Four predictions at 95%, three right: |3 − 3.8| / 4.
        let predictions = [(0.95, true), (0.95, true), (0.95, true), (0.95, false)];
        assert!((calibration_error(&predictions) - 0.2).abs() < 1e-12);
        // Gaps of different bins do not cancel.
        let both = [predictions.as_slice(), &[(0.55, true); 4]].concat();
        assert!((calibration_error(&both) - (0.8 + 1.8) / 8.0).abs() < 1e-12);
        assert_eq!(calibration_error(&[]), 0.0);
    }
}
