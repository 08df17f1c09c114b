//! Errors of decoding. Each message is one sentence that says what to do next.

use std::fmt;
use std::io;

use serde::Serialize;
use symphonia::core::errors::Error as SymphoniaError;
use thiserror::Error;

use crate::source;

/// The reason why a recording cannot be decoded. Sentences are for people, in English; codes and
/// fields are for translations. Words of the decoder are in `source()` only.
#[derive(Debug, Error, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(rename = "DecodeErrorValues"))]
#[serde(tag = "code", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DecodeError {
    /// The bytes are of no known format.
    #[error("This file's format is unknown; export the recording as m4a, mp3, flac or wav.")]
    UnknownFormat,

    /// The file is no recording at all.
    #[error("This is {kind}, not a recording; choose a sound or video file.")]
    NotAudio {
        /// What it is instead.
        kind: FileKind,
    },

    /// The container is known, and nothing here reads it.
    #[error(
        "This file's format ({format}) isn't supported; \
         export the recording as m4a, mp3, flac or wav."
    )]
    UnsupportedFormat {
        /// The format's name, which is the same in every language: "AMR".
        format: &'static str,
    },

    /// The sound's codec is known, and nothing here decodes it.
    #[error(
        "The sound in this file ({codec}) isn't supported; \
         export it as m4a, mp3, flac or wav."
    )]
    UnsupportedCodec {
        /// The codec's name, which is the same in every language: "AC-3".
        codec: String,
    },

    /// The container does not name a known codec.
    #[error("The sound in this file is of an unknown kind; export it as m4a, mp3, flac or wav.")]
    UnknownCodec,

    /// A video, or an empty container.
    #[error("This file has no sound track; choose a file with sound.")]
    NoSoundTrack,

    /// The sound is encrypted, as in copy-protected music.
    #[error("This file is copy-protected; choose one that isn't.")]
    Encrypted,

    /// The file ends before its sound, or before what describes it.
    #[error("This file is cut off, and its sound can't be read; copy or export it again.")]
    CutOff {
        /// The decoder's own words.
        #[serde(skip)]
        source: Option<SymphoniaError>,
    },

    /// The file contradicts its format.
    #[error("This file is damaged, and its sound can't be read; copy or export it again.")]
    Damaged {
        /// The decoder's own words.
        #[serde(skip)]
        source: Option<SymphoniaError>,
    },

    /// The sample rate is missing.
    #[error("This recording's sample rate is {rate} Hz; export it again, for example at 48000 Hz.")]
    #[serde(rename = "bad-sample-rate")]
    InvalidSampleRate {
        /// The claimed rate in Hz.
        rate: u32,
    },

    /// There are more channels than a decoder can separate.
    #[error(
        "This recording has {channels} channels of {codec}, and only up to {max} can be read; \
         export it again as mono or stereo."
    )]
    TooManyChannels {
        /// The claimed number.
        channels: u32,
        /// Name of the codec or format, which is the same in every language: "AAC".
        codec: &'static str,
        /// The largest number.
        max: u32,
    },

    /// The recording is longer than [`crate::MAX_HOURS`], by its header or by its samples.
    #[error("This recording is longer than {max_hours} hours; cut out the part with the pour.")]
    TooLong {
        /// Longest recording accepted, in hours.
        #[cfg_attr(target_arch = "wasm32", tsify(type = "number"))]
        max_hours: u64,
    },

    /// Sample rate or channels differ between parts of the recording.
    #[error("This recording's sample rate or channels change partway through; export it again.")]
    FormatChanges,

    /// Reading the file failed.
    #[error("This file can't be read ({source}); check its name and permissions.")]
    ReadFailed {
        /// The system's words.
        #[serde(skip)]
        source: io::Error,
    },
}

/// A kind of file that is no recording. `Display` has its English name with the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FileKind {
    /// A photo or drawing.
    Picture,
    /// A text, web page, PDF, or file of an office program.
    Document,
    /// Several files in one, such as a ZIP.
    Archive,
    /// An executable file.
    Program,
}

impl fmt::Display for FileKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Picture => "a picture",
            Self::Document => "a document",
            Self::Archive => "an archive",
            Self::Program => "a program",
        })
    }
}

impl DecodeError {
    /// A stable name of the case: "cut-off", "damaged", …
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownFormat => "unknown-format",
            Self::NotAudio { .. } => "not-audio",
            Self::UnsupportedFormat { .. } => "unsupported-format",
            Self::UnsupportedCodec { .. } => "unsupported-codec",
            Self::UnknownCodec => "unknown-codec",
            Self::NoSoundTrack => "no-sound-track",
            Self::Encrypted => "encrypted",
            Self::CutOff { .. } => "cut-off",
            Self::Damaged { .. } => "damaged",
            Self::InvalidSampleRate { .. } => "bad-sample-rate",
            Self::TooManyChannels { .. } => "too-many-channels",
            Self::TooLong { .. } => "too-long",
            Self::FormatChanges => "format-changes",
            Self::ReadFailed { .. } => "read-failed",
        }
    }

    /// Whether the file ended before the decoder expected it.
    pub(crate) fn is_end(error: &SymphoniaError) -> bool {
        matches!(error, SymphoniaError::IoError(error)
            if error.kind() == io::ErrorKind::UnexpectedEof)
    }

    /// Whether reading the file failed: what was decoded is no whole recording.
    pub(crate) fn is_read_failure(error: &SymphoniaError) -> bool {
        matches!(error, SymphoniaError::IoError(error) if source::is_read_failure(error))
    }
}

impl From<SymphoniaError> for DecodeError {
    fn from(error: SymphoniaError) -> Self {
        match error {
            error if Self::is_end(&error) => Self::CutOff { source: Some(error) },
            SymphoniaError::IoError(error) if source::is_read_failure(&error) => {
                Self::ReadFailed { source: source::read_failure(error) }
            }
            // MPEG audio has such rates for MP2 in mono, which ffmpeg writes by default.
            SymphoniaError::DecodeError(words) if words.contains("invalid Layer 2 bitrate") => {
                Self::UnsupportedCodec { codec: "MP2, mono, > 192 kbit/s".into() }
            }
            error => Self::Damaged { source: Some(error) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn error_serialises_to_its_code_and_values() {
        for error in [
            DecodeError::UnknownFormat,
            DecodeError::NotAudio { kind: FileKind::Picture },
            DecodeError::UnsupportedFormat { format: "AMR" },
            DecodeError::UnsupportedCodec { codec: "AC-3".into() },
            DecodeError::UnknownCodec,
            DecodeError::NoSoundTrack,
            DecodeError::Encrypted,
            DecodeError::CutOff { source: None },
            DecodeError::Damaged { source: None },
            DecodeError::InvalidSampleRate { rate: 0 },
            DecodeError::TooManyChannels { channels: 33, codec: "WAV", max: 32 },
            DecodeError::TooLong { max_hours: 2 },
            DecodeError::FormatChanges,
            DecodeError::ReadFailed { source: io::Error::other("the disk is gone") },
        ] {
            let json = serde_json::to_value(&error).unwrap();
            assert_eq!(json["code"], error.code());
            let sentence = error.to_string();
            assert!(sentence.ends_with('.') && sentence.matches(". ").count() == 0, "{sentence}");
        }
    }
}
