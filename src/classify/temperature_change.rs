//! Finds the change from one temperature to another in what seemed a single pour.
//!
//! Two pours with a pause of less than a second, or of very different level, are found as one. The
//! mean of both would be a confident answer that is true of neither.

use std::ops::Range;

use crate::classify::frame_windows::{FrameWindow, weighted_mean};

/// Log-odds of hot, in opposite directions, that the windows before and after a change have at
/// least: a probability of 0.99. Single pours in held-out sessions reach 4.4 (experiment 52).
const MIN_LOG_ODDS: f64 = 4.6;

/// Returns the frame between the two parts of a pour of different temperature, if there are two.
///
/// `windows` are within `pour`. Each part is at least `min_frames` long. `log_odds` calibrates a
/// hot logit.
pub(super) fn find_change(
    windows: &[FrameWindow],
    pour: &Range<usize>,
    min_frames: usize,
    log_odds: impl Fn(f64) -> f64,
) -> Option<usize> {
    let part_log_odds = |is_in_part: &dyn Fn(&FrameWindow) -> bool| {
        let part: Vec<FrameWindow> = windows.iter().filter(|it| is_in_part(it)).cloned().collect();
        let weights: Vec<f64> = part.iter().map(|it| it.logits.probability_pouring).collect();
        (!part.is_empty()).then(|| log_odds(weighted_mean(&part, &weights)))
    };
    let evidence = |frame: usize| {
        let before = part_log_odds(&|window| window.frames.end <= frame)?;
        let after = part_log_odds(&|window| window.frames.start >= frame)?;
        let is_opposite = before.is_sign_positive() != after.is_sign_positive();
        is_opposite.then(|| (before.abs().min(after.abs()), frame))
    };
    // Only where a window begins does the evidence change much.
    let frames = windows
        .iter()
        .map(|window| window.frames.start)
        .filter(|&frame| frame >= pour.start + min_frames && frame + min_frames <= pour.end);
    let (log_odds, frame) = frames.filter_map(evidence).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (log_odds >= MIN_LOG_ODDS).then_some(frame)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::classify::classifier::WindowLogits;

    /// Windows of 100 frames, one every 10 frames, with these hot logits.
    fn windows(hot_logits: &[f64]) -> Vec<FrameWindow> {
        let window = |(at, &hot_logit): (usize, &f64)| FrameWindow {
            frames: 10 * at..10 * at + 100,
            logits: WindowLogits { start: 0.0, end: 0.0, hot_logit, probability_pouring: 0.9 },
        };
        hot_logits.iter().enumerate().map(window).collect()
    }

    fn change(hot_logits: &[f64]) -> Option<usize> {
        let windows = windows(hot_logits);
        let end = windows.last().map_or(0, |window| window.frames.end);
        find_change(&windows, &(0..end), 120, |logit| logit)
    }

    #[test]
    fn find_change_is_near_the_step_between_certain_parts() {
        let frame = change(&[[-9.0; 25], [9.0; 25]].concat()).unwrap();
        assert!((200..350).contains(&frame), "{frame}");
    }

    #[test]
    fn find_change_ignores_uncertain_short_or_equal_parts() {
        assert_eq!(change(&[[-9.0; 25], [3.0; 25]].concat()), None, "uncertain");
        assert_eq!(change(&[[9.0; 25], [6.0; 25]].concat()), None, "both hot");
        assert_eq!(change(&[-9.0, 9.0]), None, "short");
        assert_eq!(change(&[]), None);
    }
}
