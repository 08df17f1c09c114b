//! Ranges of frames: overlap, division, and clusters of marked frames.

use std::ops::Range;

/// Divides a range into equal parts of at most `max` each.
pub(super) fn divide(range: Range<usize>, max: usize) -> impl Iterator<Item = Range<usize>> {
    let parts = range.len().div_ceil(max.max(1)).max(1);
    let edge = move |part: usize| range.start + range.len() * part / parts;
    (0..parts).map(move |part| edge(part)..edge(part + 1))
}

/// Number of frames in both ranges.
pub(super) fn overlap(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Ranges of true values, joined across gaps shorter than `max_gap`. Runs shorter than `min_run`
/// are ignored. Positions count from `first` on.
pub(super) fn clusters(
    values: &[bool],
    first: usize,
    min_run: usize,
    max_gap: usize,
) -> Vec<Range<usize>> {
    let mut clusters: Vec<Range<usize>> = Vec::new();
    let mut end = first;
    for run in values.chunk_by(|a, b| a == b) {
        let start = end;
        end += run.len();
        if run.first() != Some(&true) || run.len() < min_run {
            continue;
        }
        match clusters.last_mut() {
            Some(cluster) if start < cluster.end + max_gap => cluster.end = end,
            _ => clusters.push(start..end),
        }
    }
    clusters
}

// proptest does not run in WebAssembly.
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn clusters_bridge_short_gaps_and_ignore_short_runs() {
        let values = |text: &str| text.bytes().map(|byte| byte == b'x').collect::<Vec<bool>>();
        assert_eq!(clusters(&values("..xxx..xxx....xxx"), 100, 2, 3), [102..110, 114..117]);
        assert_eq!(clusters(&values("x.xx.x..xx"), 0, 2, 3), [2..4, 8..10]);
        assert!(clusters(&values(""), 0, 2, 3).is_empty());
    }

    proptest! {
        #[test]
        fn divide_covers_a_range(
            start in 0_usize..100,
            length in 1_usize..1_000,
            max in 1_usize..200,
        ) {
            let parts: Vec<_> = divide(start..start + length, max).collect();
            prop_assert_eq!(parts[0].start, start);
            prop_assert_eq!(parts.last().unwrap().end, start + length);
            prop_assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
            prop_assert!(parts.iter().all(|part| part.len() <= max));
        }
    }
}
