//! Errors of the core. Each message is one sentence that says what to do next.

use std::sync::Arc;

use serde::Serialize;
use thiserror::Error;

/// Result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// The reason why a recording, a reference or a model is rejected.
///
/// The message is for people, in English. Its code and values are for programs and translations.
#[derive(Debug, Clone, Error, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(rename = "ErrorValues"))]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Error {
    /// The recording has no samples.
    #[error("There's no sound in this recording (0 samples); record it again.")]
    NoSamples,

    /// The recording has no channels, or channels that do not fit together.
    #[error(
        "This recording's channels can't be combined ({reason}); export it again as mono or stereo."
    )]
    #[serde(rename = "bad-channels")]
    InvalidChannels {
        /// What is wrong, in English.
        reason: String,
    },

    /// The sample rate is out of range.
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
        /// Its position in seconds.
        seconds: f64,
    },

    /// Every sample is zero or almost zero.
    #[error("This recording is silent; check that the microphone was on and not muted.")]
    Silent,

    /// The recording is too short.
    #[error("This recording lasts {:.2} s; at least {min} s of pouring is needed.",
        round_down(*.seconds))]
    TooShort {
        /// Length in seconds.
        seconds: f64,
        /// Shortest length accepted, in seconds.
        min: f64,
    },

    /// The recording is too long.
    #[error("This recording is longer than {max_hours} hours; cut out the part with the pour.")]
    TooLong {
        /// Longest recording accepted, in hours.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        max_hours: u64,
    },

    /// The list of references is empty.
    #[error("There's no reference recording; record a pour into the cup first, hot or cold.")]
    NoReference,

    /// The reference is damaged, or another model made it.
    #[error("This reference was made with a different model; record the pour again.")]
    #[serde(rename = "foreign-reference")]
    ReferenceModelMismatch,

    /// The model or its sidecar is invalid, or they do not belong together.
    #[error("The model cannot be used ({reason}); reload the page, or install the program again.")]
    Model {
        /// What is wrong, in English.
        reason: String,
        /// The error of the library that read or ran it.
        #[serde(skip)]
        source: Option<Arc<dyn std::error::Error + Send + Sync>>,
    },
}

impl Error {
    /// A stable name of the case: `"too-short"`, `"silent"`, … The page stores these names.
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

    /// An invalid model, by a reason of this crate.
    pub(crate) fn model(reason: impl Into<String>) -> Self {
        Self::Model { reason: reason.into(), source: None }
    }

    /// An invalid model, by an error of a library.
    #[cfg(any(test, not(target_arch = "wasm32")))]
    pub(crate) fn model_from(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        let source = Arc::from(source.into());
        Self::Model { reason: ToString::to_string(&source), source: Some(source) }
    }
}

/// Rounds to hundredths, and never up to the length that is needed.
fn round_down(seconds: f64) -> f64 {
    // Hundredths such as 0.29 are a little less in binary.
    (100.0 * seconds + 1e-6).floor() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_serialises_to_its_code_and_values() {
        let short = Error::TooShort { seconds: 0.25, min: 1.5 };
        let json = serde_json::to_value(&short).unwrap();
        assert_eq!(json, serde_json::json!({ "code": "too-short", "seconds": 0.25, "min": 1.5 }));
        for error in [
            Error::NoSamples,
            Error::InvalidChannels { reason: String::new() },
            Error::InvalidSampleRate { rate: 0, min: 1, max: 2 },
            Error::InvalidSample { value: f32::NAN, seconds: 0.0 },
            Error::Silent,
            short,
            Error::TooLong { max_hours: 2 },
            Error::NoReference,
            Error::ReferenceModelMismatch,
            Error::model(""),
        ] {
            assert_eq!(serde_json::to_value(&error).unwrap()["code"], error.code());
        }
    }

    #[test]
    fn too_short_never_states_the_length_that_is_needed() {
        for samples in (1..16_000).step_by(7).chain(15_900..16_000) {
            let seconds = f64::from(samples) / 16_000.0;
            let sentence = Error::TooShort { seconds, min: 1.0 }.to_string();
            let stated: f64 = sentence.split(' ').nth(3).unwrap().parse().unwrap();
            assert!(stated < 1.0 && stated <= seconds && seconds - stated < 0.01, "{sentence}");
        }
        for (seconds, stated) in [(0.29, "0.29 s"), (0.57, "0.57 s"), (0.999, "0.99 s")] {
            let sentence = Error::TooShort { seconds, min: 1.0 }.to_string();
            assert!(sentence.contains(stated), "{sentence}");
        }
    }

    #[test]
    fn model_error_keeps_its_source() {
        let error = Error::model_from("it is cut off");
        let source = std::error::Error::source(&error).unwrap();
        assert_eq!(source.to_string(), "it is cut off");
    }
}
