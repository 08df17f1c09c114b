//! The file of `--resume`: JSON lines that a later run continues.

use std::collections::HashSet;
use std::fs::File;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::{CliError, Result};
use crate::file_name::{json_bytes, json_name};

/// Identity of a recording in a line.
#[derive(PartialEq, Eq, Hash, Deserialize)]
struct Key {
    file: String,
    file_bytes: Option<String>,
}

#[derive(Deserialize)]
struct Line {
    #[serde(flatten)]
    key: Key,
    verdict: Option<String>,
    error: Option<String>,
}

/// Appends lines to the file, and knows the recordings that it has verdicts on.
pub struct ResumableOutput {
    file: File,
    judged: HashSet<Key>,
}

impl ResumableOutput {
    /// Opens the file, or creates it. Keeps the lines with a verdict: failed recordings are judged
    /// again, and a run that was killed may have written half a line.
    ///
    /// # Errors
    /// [`CliError::InvalidResults`] for a file with anything but results, which stays as it is,
    /// [`CliError::UnreadableResults`] and [`CliError::WriteFailed`].
    pub fn open(path: &Path) -> Result<Self> {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(CliError::unreadable_results(path, error)),
        };
        let mut kept = Vec::with_capacity(bytes.len());
        let mut judged = HashSet::new();
        for (index, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
            match serde_json::from_slice::<Line>(line) {
                Ok(Line { verdict: None, error: None, .. }) => {
                    return Err(CliError::invalid_results(path, index + 1));
                }
                Ok(Line { key, verdict, .. }) => {
                    if verdict.is_some() && line.ends_with(b"\n") && judged.insert(key) {
                        kept.extend_from_slice(line);
                    }
                }
                Err(_) if is_torn(line) => {}
                Err(_) => return Err(CliError::invalid_results(path, index + 1)),
            }
        }
        if kept.len() < bytes.len() {
            replace(path, &kept).map_err(CliError::write_failed)?;
        }
        let file = OpenOptions::new().append(true).create(true).open(path);
        Ok(Self { file: file.map_err(CliError::write_failed)?, judged })
    }

    pub fn has_verdict_on(&self, path: &Path) -> bool {
        self.judged.contains(&Key { file: json_name(path), file_bytes: json_bytes(path) })
    }

    /// Writes a whole line at once.
    pub fn write_all(&mut self, line: &[u8]) -> io::Result<()> {
        self.file.write_all(line)
    }
}

/// Whether a line is the beginning of a result, without its end.
fn is_torn(line: &[u8]) -> bool {
    const START: &[u8] = b"{\"file\":";
    !line.ends_with(b"\n") && (line.starts_with(START) || START.starts_with(line))
}

/// Replaces the content of a file atomically. A link keeps leading to it.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let mut name = path.clone().into_os_string();
    name.push(format!(".{}.tmp", std::process::id()));
    let new = PathBuf::from(name);
    let mut file = File::create_new(&new)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    let replaced = written.and_then(|()| fs::rename(&new, path));
    if replaced.is_err() {
        // The first error is the one to report.
        let _ = fs::remove_file(new);
    }
    replaced
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "{\"file\":\"a.wav\",\"verdict\":\"hot\"}\n";
    const FAILED: &str =
        "{\"file\":\"b.wav\",\"verdict\":null,\"error\":\"This file is empty.\"}\n";

    fn open(content: &str) -> (Result<ResumableOutput>, String) {
        let folder = temp_dir::TempDir::new().unwrap();
        let path = folder.path().join("out.jsonl");
        fs::write(&path, content).unwrap();
        let output = ResumableOutput::open(&path);
        (output, fs::read_to_string(&path).unwrap())
    }

    #[test]
    fn resumable_output_keeps_verdicts_only() {
        let all = [GOOD, FAILED, GOOD].concat();
        for end in 0..GOOD.len() {
            let (output, content) = open(&(all.clone() + &GOOD[..end]));
            assert_eq!(content, GOOD, "{end}");
            let output = output.unwrap();
            assert!(output.has_verdict_on(Path::new("a.wav")));
            assert!(!output.has_verdict_on(Path::new("b.wav")));
        }
    }

    #[test]
    fn resumable_output_leaves_other_files_as_they_are() {
        let labels = "{\"file\":\"b.wav\",\"label\":\"hot\"}\n";
        for other in [labels, "notes", "[1]\n", "{\"file\":3}\n", "{\"fil\n", "a,b\n1,2\n"] {
            let content = [GOOD, other].concat();
            let (output, after) = open(&content);
            let error = output.err().map(|error| error.to_string());
            assert!(error.is_some_and(|error| error.contains("line 2")), "{other}");
            assert_eq!(after, content);
        }
    }
}
