//! Errors of the command-line program: those of the core, and those of files.

use std::io;
use std::path::Path;

use symphonia::core::errors::Error as SymphoniaError;
use thiserror::Error;

/// Result of the program's own functions.
pub type Result<T> = std::result::Result<T, CliError>;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// The reason for a failed command. `Display` is one sentence that says what to do next.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CliError {
    /// The core rejected a recording, a reference or a model.
    #[error(transparent)]
    Core(#[from] hot_or_cold::Error),

    /// The file holds no bytes.
    #[error("This file is empty; record or export it again.")]
    EmptyFile,

    /// The path names a folder instead of a file.
    #[error("This is a folder; name the recordings in it, as in folder/*.m4a.")]
    Folder,

    /// The file could not be opened or read.
    #[error("This file cannot be read ({0}); check its name and that it may be opened.")]
    ReadFailed(#[source] io::Error),

    /// A result could not be written.
    #[error("The result cannot be written ({0}); check the place and that there is room.")]
    WriteFailed(#[source] Source),

    /// No decoder reads the file, or its data are damaged.
    #[error(
        "No sound can be decoded from this file ({reason}); \
         use an m4a (AAC-LC), mp3, flac, ogg (Vorbis) or wav recording."
    )]
    DecodeFailed { reason: String, source: Option<SymphoniaError> },

    /// The file given by `--reference` cannot be used.
    #[error("The reference {path} cannot be used: {reason}.")]
    InvalidReference { path: String, reason: String, source: Box<CliError> },

    /// The file given by `--statistics` cannot be used.
    #[error(
        "The statistics {path} cannot be used: {reason}; \
         make them with python -m model.data.textures --out FILE.json."
    )]
    InvalidStatistics { path: String, reason: String, source: Source },

    /// A list of recordings, models, onsets or corruptions cannot be used.
    #[error("The list {path} cannot be used: {reason}.")]
    InvalidList { path: String, reason: String, source: Option<Source> },
}

impl CliError {
    pub fn write_failed(source: impl Into<Source>) -> Self {
        Self::WriteFailed(source.into())
    }

    pub fn invalid_statistics(path: &Path, source: impl Into<Source>) -> Self {
        let source = source.into();
        let reason = source.to_string();
        Self::InvalidStatistics { path: path.display().to_string(), reason, source }
    }

    /// Rejects a list for its content.
    pub fn invalid_list(path: &Path, reason: impl Into<String>) -> Self {
        let path = path.display().to_string();
        Self::InvalidList { path, reason: reason.into(), source: None }
    }

    /// Reports a list that cannot be read or parsed.
    pub fn unreadable_list(path: &Path, source: impl Into<Source>) -> Self {
        let source = source.into();
        let reason = without_full_stop(&source.to_string()).to_owned();
        let path = path.display().to_string();
        Self::InvalidList { path, reason, source: Some(source) }
    }

    /// Reports a listed recording that cannot be classified.
    pub fn invalid_clip(list: &Path, clip: &str, source: Self) -> Self {
        let reason = format!("{clip}: {}", without_full_stop(&source.to_string()));
        let path = list.display().to_string();
        Self::InvalidList { path, reason, source: Some(source.into()) }
    }

    pub fn invalid_reference(path: &Path, source: Self) -> Self {
        let sentence = source.to_string();
        // The sentence becomes a clause: lower case, without its full stop.
        let mut rest = without_full_stop(&sentence).chars();
        let first = rest.next().map(|first| first.to_ascii_lowercase());
        let reason = first.into_iter().chain(rest).collect();
        let path = path.display().to_string();
        Self::InvalidReference { path, reason, source: Box::new(source) }
    }
}

fn without_full_stop(sentence: &str) -> &str {
    sentence.trim_end_matches('.')
}
