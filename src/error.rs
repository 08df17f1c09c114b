//! Everything that can go wrong, each as one sentence that a person can act on.

use serde::Serialize;
use thiserror::Error;

/// Result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a recording got no verdict.
///
/// `Display` is the sentence shown to the person; [`Error::code`] is what programs compare. Serialised,
/// it is the code and the numbers in the sentence, for who says it in another language.
#[derive(Debug, Clone, PartialEq, Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum Error {
    /// The recording has no samples.
    #[error("There's no sound in this recording (0 samples); record it again.")]
    NoSamples,

    /// The recording has no channels, or channels of different lengths.
    #[error(
        "This recording's channels can't be combined ({reason}); export it again as mono or stereo."
    )]
    #[serde(rename = "bad-channels")]
    InvalidChannels {
        /// What is wrong with them.
        reason: String,
    },

    /// The sample rate is zero or beyond what audio hardware records at.
    #[error(
        "This recording's sample rate is {rate} Hz, outside the range of {min} to {max} Hz; \
         export it again, for example at 48000 Hz."
    )]
    #[serde(rename = "bad-sample-rate")]
    InvalidSampleRate {
        /// The claimed rate in Hz.
        rate: u32,
        /// Lowest rate accepted, in Hz.
        min: u32,
        /// Highest rate accepted, in Hz.
        max: u32,
    },

    /// A sample is NaN, infinite, or far beyond full scale.
    #[error(
        "This recording contains values that aren't sound ({value} at {seconds:.2} s); \
         export it again."
    )]
    #[serde(rename = "not-sound")]
    InvalidSample {
        /// The first such sample.
        value: f32,
        /// Where it stands.
        seconds: f64,
    },

    /// Every sample is zero, or as good as zero.
    #[error("This recording is silent; check that the microphone was on and not muted.")]
    Silent,

    /// Too short to judge.
    #[error("This recording lasts {seconds:.2} s; at least {min} s of pouring is needed.")]
    TooShort {
        /// Length in seconds.
        seconds: f64,
        /// Shortest length judged, in seconds.
        min: f64,
    },

    /// Longer than is kept in memory.
    #[error("This recording is longer than {max_hours} hours; cut out the part with the pour.")]
    TooLong {
        /// Longest recording accepted, in hours.
        max_hours: u64,
    },

    /// A verdict relative to references was asked for, and none was given.
    #[error("There's no reference recording; record cold water being poured into the cup first.")]
    NoReference,

    /// A reference holds no number, or was made by another model.
    #[error("This reference was made with a different model; record the cold pour again.")]
    #[serde(rename = "foreign-reference")]
    ReferenceModelMismatch,

    /// The model or its sidecar is broken, or they do not belong together.
    #[error("The model cannot be used ({reason}); reload the page, or install the program again.")]
    Model {
        /// What is wrong with it.
        reason: String,
    },
}

impl Error {
    /// A short stable name of the case, for programs: `"too-short"`, `"silent"`, …
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSamples => "no-samples",
            Self::InvalidChannels { .. } => "bad-channels",
            Self::InvalidSampleRate { .. } => "bad-sample-rate",
            Self::InvalidSample { .. } => "not-sound",
            Self::Silent => "silent",
            Self::TooShort { .. } => "too-short",
            Self::TooLong { .. } => "too-long",
            Self::NoReference => "no-reference",
            Self::ReferenceModelMismatch => "foreign-reference",
            Self::Model { .. } => "model",
        }
    }

    pub(crate) fn model(reason: impl ToString) -> Self {
        Self::Model { reason: reason.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serialised_it_is_its_code_and_the_numbers_of_its_sentence() {
        let short = Error::TooShort { seconds: 0.25, min: 1.5 };
        let json = serde_json::to_value(&short).unwrap();
        assert_eq!(json, serde_json::json!({ "code": "too-short", "seconds": 0.25, "min": 1.5 }));
        for error in [Error::Silent, Error::ReferenceModelMismatch, Error::TooLong { max_hours: 2 }]
        {
            assert_eq!(serde_json::to_value(&error).unwrap()["code"], error.code());
        }
    }
}
