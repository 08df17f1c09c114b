//! Detects the beginning and the end of a pour in a stream of steps.

use serde::Serialize;

/// Stage of live classification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Phase {
    /// No pour has begun yet.
    Listening,
    /// A pour is in progress.
    Pouring,
    /// A pour has ended.
    Finished,
}

/// A pour ends after this many consecutive steps without one: about 1 s. Kettles pause and gurgle.
pub(super) const END_AFTER_SILENT_STEPS: usize = 10;

/// Shortest pour in steps; shorter sounds, such as a cough or a tap, are discarded.
pub(super) const MIN_POUR_STEPS: usize = 8;

/// Tracks the phase from one decision per step: whether the step sounds like a pour.
pub(super) struct PourDetector {
    phase: Phase,
    /// Steps of the current pour that sounded like one.
    pouring_steps: usize,
    /// Consecutive steps since then that did not.
    silent_steps: usize,
}

impl PourDetector {
    /// Starts in [`Phase::Listening`].
    pub(super) fn new() -> Self {
        Self { phase: Phase::Listening, pouring_steps: 0, silent_steps: 0 }
    }

    /// Starts in [`Phase::Pouring`], after one step of a pour.
    #[cfg(test)]
    pub(super) fn pouring() -> Self {
        Self { phase: Phase::Pouring, pouring_steps: 1, silent_steps: 0 }
    }

    /// Advances by one step and returns the new phase.
    ///
    /// `is_pour` returns whether all steps together are a pour. It is called when the pour seems
    /// to end; if it returns false, the pour is discarded.
    pub(super) fn step(&mut self, pours: bool, is_pour: impl FnOnce() -> bool) -> Phase {
        match (self.phase, pours) {
            (Phase::Listening, false) | (Phase::Finished, _) => {}
            (_, true) => {
                self.phase = Phase::Pouring;
                self.pouring_steps += 1;
                self.silent_steps = 0;
            }
            (Phase::Pouring, false) => {
                self.silent_steps += 1;
                if self.silent_steps >= END_AFTER_SILENT_STEPS {
                    let has_ended = self.pouring_steps >= MIN_POUR_STEPS && is_pour();
                    let phase = if has_ended { Phase::Finished } else { Phase::Listening };
                    *self = Self { phase, ..Self::new() };
                }
            }
        }
        self.phase
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The phase after each step, as a letter; `x` in `steps` is a step that sounds like a pour.
    fn phases(steps: &[u8]) -> String {
        let mut detector = PourDetector::new();
        let letter = |phase| match phase {
            Phase::Listening => 'l',
            Phase::Pouring => 'p',
            Phase::Finished => 'f',
        };
        steps.iter().map(|&step| letter(detector.step(step == b'x', || true))).collect()
    }

    #[test]
    fn pour_continues_through_short_pause_and_ends_after_longer_one() {
        assert_eq!(phases(b"...xxxxx.xx.........x.........."), format!("lll{}f", "p".repeat(27)));
        // A second pour is not detected.
        assert_eq!(phases(b"xxxxxxxx..........xx"), format!("{}fff", "p".repeat(17)));
    }

    #[test]
    fn sound_shorter_than_min_pour_steps_is_discarded() {
        let (first, second) = ("p".repeat(12), "p".repeat(20));
        assert_eq!(phases(b".xxx..........x...xxxxxxx.........."), format!("l{first}l{second}f"));
    }

    #[test]
    fn pour_is_discarded_when_steps_together_are_no_pour() {
        let mut detector = PourDetector::new();
        let mut last_phase = |is_pour: bool| {
            (0..MIN_POUR_STEPS).for_each(|_| _ = detector.step(true, || is_pour));
            (0..END_AFTER_SILENT_STEPS).map(|_| detector.step(false, || is_pour)).last()
        };
        assert_eq!(last_phase(false), Some(Phase::Listening));
        assert_eq!(last_phase(true), Some(Phase::Finished));
    }
}
