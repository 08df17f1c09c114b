//! Statistics by rank. They are not generic, since each copy of a sort makes the page larger.

/// Returns the mean of the `count` highest values, or of all if there are fewer; 0 without values.
pub fn mean_of_highest(mut values: Vec<f64>, count: usize) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let highest = values.iter().rev().take(count);
    let number = highest.len().max(1);
    highest.sum::<f64>() / number as f64
}

/// Returns the value at `rank`, from 0 for the lowest on; the highest beyond, 0 without values.
pub fn value_at_rank(mut values: Vec<f64>, rank: usize) -> f64 {
    let Some(last) = values.len().checked_sub(1) else { return 0.0 };
    *values.select_nth_unstable_by(rank.min(last), f64::total_cmp).1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mean_of_highest_ignores_lower_values() {
        assert_eq!(mean_of_highest(vec![1.0, 5.0, 3.0], 2), 4.0);
        assert_eq!(mean_of_highest(vec![1.0, 5.0], 9), 3.0);
        assert_eq!(mean_of_highest(Vec::new(), 2), 0.0);
    }

    #[test]
    fn value_at_rank_is_within_the_values() {
        let values = vec![9.0, 1.0, 5.0];
        assert_eq!(
            [0, 1, 2, 7].map(|rank| value_at_rank(values.clone(), rank)),
            [1.0, 5.0, 9.0, 9.0]
        );
        assert_eq!(value_at_rank(Vec::new(), 0), 0.0);
    }
}
