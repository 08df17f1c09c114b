//! State of a live classification after each chunk.

use serde::Serialize;

use crate::classify::classifier::Verdict;
use crate::classify::pour_detector::Phase;

/// State of a live classification. All times are in seconds of the stream.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LiveState {
    /// Stage of the classification.
    pub phase: Phase,
    /// Verdict of the pour so far: hot, cold or unsure. `None` while listening.
    pub verdict: Option<Verdict>,
    /// Probability that the pour so far is hot, 0 … 1; 0.5 while listening.
    pub probability_hot: f64,
    /// Probability that the latest step is part of a pour, 0 … 1.
    pub probability_pouring: f64,
    /// Length of the stream.
    pub seconds: f64,
    /// Start of the pour: 1 s before the end of its first step.
    pub pour_start: Option<f64>,
    /// End of the latest step that sounded like a pour.
    pub pour_end: Option<f64>,
    /// Start of the recording that a stop would save now; `None` while listening.
    pub recording_start: Option<f64>,
    /// End of that recording, if a brief pour is hot or cold so far. Without one, the recording
    /// lasts until the stop.
    pub recording_end: Option<f64>,
}

impl LiveState {
    /// The state before the first sample.
    pub(super) fn listening() -> Self {
        Self {
            phase: Phase::Listening,
            verdict: None,
            probability_hot: 0.5,
            probability_pouring: 0.0,
            seconds: 0.0,
            pour_start: None,
            pour_end: None,
            recording_start: None,
            recording_end: None,
        }
    }
}
