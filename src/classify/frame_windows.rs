//! Windows of a recording: where they begin, and how they are weighed.

use std::ops::Range;

use crate::classify::classifier::WindowLogits;

/// A window, and the frames that it covers.
#[derive(Debug, Clone)]
pub(crate) struct FrameWindow {
    pub(crate) frames: Range<usize>,
    pub(crate) logits: WindowLogits,
}

impl FrameWindow {
    pub(super) fn centre(&self) -> usize {
        (self.frames.start + self.frames.end) / 2
    }
}

/// First frames of windows: one every `hop` frames, and a last one that ends with the recording.
pub(super) fn window_starts(frames: usize, window: usize, hop: usize) -> Vec<usize> {
    if frames == 0 {
        return Vec::new();
    }
    let last = frames.saturating_sub(window);
    let mut starts: Vec<usize> = (0..=last).step_by(hop).collect();
    if !last.is_multiple_of(hop) {
        starts.push(last);
    }
    starts
}

/// Merges two lists, each in order of time.
pub(super) fn merge(
    coarse: impl Iterator<Item = FrameWindow>,
    fine: impl Iterator<Item = FrameWindow>,
) -> Vec<FrameWindow> {
    let mut fine = fine.peekable();
    let mut merged = Vec::new();
    for window in coarse {
        while let Some(next) = fine.next_if(|next| next.frames.start < window.frames.start) {
            merged.push(next);
        }
        merged.push(window);
    }
    merged.extend(fine);
    merged
}

pub(super) fn is_within(window: &FrameWindow, range: &Range<usize>) -> bool {
    range.start <= window.frames.start && window.frames.end <= range.end
}

pub(super) fn weighted_mean(windows: &[FrameWindow], weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    let weighted =
        weights.iter().zip(windows).map(|(weight, window)| weight * window.logits.hot_logit);
    // The sum can underflow to 0.
    weighted.sum::<f64>() / sum.max(f64::MIN_POSITIVE)
}

/// Weight of each window within `frames`: its pouring probability, times the number of positions in
/// `frames` that are nearest to it. The mean then hardly depends on where the grid begins.
pub(super) fn window_weights(windows: &[FrameWindow], frames: &Range<usize>) -> Vec<f64> {
    let starts: Vec<f64> = windows.iter().map(|window| window.frames.start as f64).collect();
    let length = windows.first().map_or(0, |window| window.frames.len());
    let (first, last) = (frames.start as f64 - 0.5, frames.end as f64 - length as f64 + 0.5);
    let mut edges = vec![first];
    edges.extend(starts.windows(2).map(|pair| pair.iter().sum::<f64>() / 2.0));
    edges.push(last);
    edges
        .windows(2)
        .map(|edge| edge.iter().rev().copied().reduce(|end, start| end - start).unwrap_or(1.0))
        .zip(windows)
        .map(|(width, window)| width.max(1.0) * window.logits.probability_pouring)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merge_keeps_order_of_time() {
        let windows = |starts: &[usize]| {
            let logits =
                WindowLogits { start: 0.0, end: 0.0, hot_logit: 0.0, probability_pouring: 0.0 };
            let window = |&start: &usize| FrameWindow { frames: start..start + 9, logits };
            starts.iter().map(window).collect::<Vec<_>>().into_iter()
        };
        let merged = |coarse: &[usize], fine: &[usize]| -> Vec<usize> {
            let both = merge(windows(coarse), windows(fine));
            both.iter().map(|window| window.frames.start).collect()
        };
        assert_eq!(merged(&[0, 30, 90], &[40, 50, 95]), [0, 30, 40, 50, 90, 95]);
        assert_eq!(merged(&[], &[4, 5]), [4, 5]);
        assert_eq!(merged(&[4, 5], &[]), [4, 5]);
    }

    #[test]
    fn window_starts_cover_the_clip_to_its_end() {
        assert_eq!(window_starts(0, 10, 4), [0; 0]);
        assert_eq!(window_starts(3, 10, 4), [0]);
        assert_eq!(window_starts(10, 10, 4), [0]);
        assert_eq!(window_starts(11, 10, 4), [0, 1]);
        assert_eq!(window_starts(18, 10, 4), [0, 4, 8]);
        assert_eq!(window_starts(19, 10, 4), [0, 4, 8, 9]);
    }
}
