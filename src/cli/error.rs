//! Errors of the command-line program: those of the core, and those of files.

use std::io;
use std::path::Path;

use hot_or_cold_decoder::DecodeError;
use thiserror::Error;

use super::file_name::TextName;

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

    /// The path is empty, as of a variable that is not set.
    #[error("This name is empty; name a recording, or - for standard input.")]
    EmptyName,

    /// The path names a folder instead of a file.
    #[error("This is a folder; name the recordings in it, as in folder/*.m4a.")]
    Folder,

    /// A folder without recordings.
    #[error("This folder has no recordings; their names end in .m4a, .mp3 or .wav, for example.")]
    EmptyFolder,

    /// The path names a device or a socket.
    #[error("This is a device or a socket, not a recording; name a file, or - for standard input.")]
    Device,

    /// Standard input is a terminal.
    #[error("Standard input is the keyboard; pipe a recording into the program, or name a file.")]
    Terminal,

    /// Both the list and a recording are to come from standard input.
    #[error("Standard input can't be the list and a recording; give one of them by its name.")]
    StandardInputTwice,

    /// A pipe has no writer.
    #[error(
        "No program wrote to this pipe within {seconds} seconds; \
         start the program that writes to it first, or name a file."
    )]
    PipeWithoutWriter { seconds: u64 },

    /// A pipe has a writer that writes nothing.
    #[error(
        "The program that writes to this pipe sent nothing for {seconds} seconds; \
         check that program, or name a file."
    )]
    PipeStalled { seconds: u64 },

    /// A pipe that does not end.
    #[error("More than 1 GB came out of this pipe; save the recording to a file, and name that.")]
    PipeTooLong,

    /// The file could not be opened or read.
    #[error("This file can't be read ({0}); check its name and permissions.")]
    ReadFailed(#[source] io::Error),

    /// This program panicked while it judged the file.
    #[error("This program failed on this file; export it as wav, and report the fault.")]
    Crashed,

    /// A result could not be written.
    #[error("The result cannot be written ({0}); check the place and that there is room.")]
    WriteFailed(#[source] Source),

    /// The program that reads the results has ended, as `head` does.
    #[error("The program that reads the results has ended; run it again to get the rest.")]
    ReaderGone,

    /// No decoder reads the content, or it is damaged.
    #[error(transparent)]
    DecodeFailed(DecodeError),

    /// The file given by `--cold` or `--hot` cannot be used.
    #[error("The reference {path} cannot be used: {reason}.")]
    InvalidReference { path: String, reason: String, source: Box<CliError> },

    /// The file given by `--statistics` cannot be used.
    #[error(
        "The statistics {path} cannot be used: {reason}; \
         make them with python -m model.data.textures --out FILE.json."
    )]
    InvalidStatistics { path: String, reason: String, source: Source },

    /// The file given by `--resume` holds something else.
    #[error(
        "The file {path} can't be continued: line {line} isn't a result of classify --json; \
         name a new file instead."
    )]
    InvalidResults { path: String, line: usize },

    /// The file given by `--resume` cannot be read.
    #[error("The file {path} can't be read ({source}); check its permissions, or name a new file.")]
    UnreadableResults { path: String, source: io::Error },

    /// The system starts no thread.
    #[error("This program can't start another thread; close other programs, or use --jobs 1.")]
    NoThreads(#[source] Source),

    /// A list of recordings, models, onsets or corruptions cannot be used.
    #[error("The list {path} cannot be used: {reason}.")]
    InvalidList { path: String, reason: String, source: Option<Source> },
}

impl From<DecodeError> for CliError {
    fn from(error: DecodeError) -> Self {
        match error {
            // The core's sentence also names the range.
            DecodeError::InvalidSampleRate { rate } => {
                Self::Core(hot_or_cold::Error::InvalidSampleRate {
                    rate,
                    min: hot_or_cold::MIN_SAMPLE_RATE,
                    max: hot_or_cold::MAX_SAMPLE_RATE,
                })
            }
            DecodeError::TooLong { max_hours } => {
                Self::Core(hot_or_cold::Error::TooLong { max_hours })
            }
            DecodeError::ReadFailed { source } => Self::ReadFailed(source),
            error => Self::DecodeFailed(error),
        }
    }
}

impl CliError {
    pub fn write_failed(source: impl Into<Source>) -> Self {
        Self::WriteFailed(source.into())
    }

    pub fn invalid_statistics(path: &Path, source: impl Into<Source>) -> Self {
        let source = source.into();
        let reason = source.to_string();
        Self::InvalidStatistics { path: TextName(path).to_string(), reason, source }
    }

    /// Rejects a list for its content.
    pub fn invalid_list(path: &Path, reason: impl Into<String>) -> Self {
        let path = TextName(path).to_string();
        Self::InvalidList { path, reason: reason.into(), source: None }
    }

    /// Reports a list that cannot be read or parsed.
    pub fn unreadable_list(path: &Path, source: impl Into<Source>) -> Self {
        let source = source.into();
        let reason = without_full_stop(&source.to_string()).to_owned();
        let path = TextName(path).to_string();
        Self::InvalidList { path, reason, source: Some(source) }
    }

    /// Reports a listed recording that cannot be classified.
    pub fn invalid_clip(list: &Path, clip: &str, source: Self) -> Self {
        let reason = format!("{clip}: {}", without_full_stop(&source.to_string()));
        let path = TextName(list).to_string();
        Self::InvalidList { path, reason, source: Some(source.into()) }
    }

    pub fn invalid_results(path: &Path, line: usize) -> Self {
        Self::InvalidResults { path: TextName(path).to_string(), line }
    }

    pub fn unreadable_results(path: &Path, source: io::Error) -> Self {
        Self::UnreadableResults { path: TextName(path).to_string(), source }
    }

    pub fn invalid_reference(path: &Path, source: Self) -> Self {
        let sentence = source.to_string();
        // The sentence becomes a clause: lower case, without its full stop.
        let mut rest = without_full_stop(&sentence).chars();
        let first = rest.next().map(|first| first.to_ascii_lowercase());
        let reason = first.into_iter().chain(rest).collect();
        let path = TextName(path).to_string();
        Self::InvalidReference { path, reason, source: Box::new(source) }
    }
}

fn without_full_stop(sentence: &str) -> &str {
    sentence.trim_end_matches('.')
}
