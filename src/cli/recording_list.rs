//! The recordings that a command names: files, folders, and lists of both.

use std::ffi::OsString;
use std::fs;
use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::error::{CliError, Result};
use crate::input::is_standard_input;

/// Extensions of recordings in folders, as in `www/src/input/file-types.ts`. Some cannot be read;
/// their error says how to convert them.
const EXTENSIONS: &[&str] = &[
    "3gp", "aac", "aif", "aifc", "aiff", "amr", "avi", "caf", "flac", "m4a", "m4b", "m4v", "mka",
    "mkv", "mov", "mp2", "mp3", "mp4", "oga", "ogg", "opus", "rf64", "spx", "wav", "weba", "webm",
    "wma",
];

/// A named recording, or what was named instead and why it cannot be used.
pub enum Listed {
    Recording(PathBuf),
    Unusable(PathBuf, CliError),
}

impl Listed {
    pub fn path(&self) -> &Path {
        let (Self::Recording(path) | Self::Unusable(path, _)) = self;
        path
    }
}

/// Paths of recordings and folders.
pub struct RecordingList {
    paths: Vec<PathBuf>,
}

impl RecordingList {
    pub fn new(paths: Vec<PathBuf>) -> Self {
        Self { paths }
    }

    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.paths.iter().map(PathBuf::as_path)
    }

    /// Appends the paths of a list, or of standard input if its name is `-`. They end with line
    /// breaks, or with zero bytes if `null`. Empty lines are ignored.
    ///
    /// # Errors
    /// [`CliError::InvalidList`] for a list that cannot be read, or names nothing, and
    /// [`CliError::Terminal`] where nobody would write the list.
    pub fn read(&mut self, list: &Path, null: bool) -> Result<()> {
        let mut bytes = Vec::new();
        if is_standard_input(list) {
            if std::io::stdin().is_terminal() {
                return Err(CliError::Terminal);
            }
            std::io::stdin().lock().read_to_end(&mut bytes)
        } else {
            fs::File::open(list).and_then(|mut file| file.read_to_end(&mut bytes))
        }
        .map_err(|error| CliError::unreadable_list(list, error))?;
        let before = self.paths.len();
        for name in split_names(&bytes, null) {
            let name = path_from_bytes(name)
                .ok_or_else(|| CliError::invalid_list(list, "a name in it isn't UTF-8"))?;
            self.paths.push(name);
        }
        if self.paths.len() == before {
            return Err(CliError::invalid_list(list, "it names no recording"));
        }
        Ok(())
    }

    /// Replaces each folder by the recordings below it, by name. Hidden files are left out, and
    /// links to folders are not followed, since they may form a circle.
    pub fn expand(self) -> Vec<Listed> {
        let mut all = Vec::with_capacity(self.paths.len());
        for path in self.paths {
            if !is_standard_input(&path) && path.is_dir() {
                expand_folder(path, &mut all);
            } else {
                all.push(Listed::Recording(path));
            }
        }
        all
    }
}

fn expand_folder(folder: PathBuf, all: &mut Vec<Listed>) {
    let before = all.len();
    let entries = WalkDir::new(&folder).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        match entry {
            Ok(entry) => {
                // A link that leads nowhere gets its error when it is opened.
                let may_be_file = fs::metadata(entry.path()).map_or(true, |found| found.is_file());
                if is_recording(entry.path()) && may_be_file {
                    all.push(Listed::Recording(entry.into_path()));
                }
            }
            Err(error) => {
                let path = error.path().unwrap_or(&folder).to_owned();
                all.push(Listed::Unusable(path, CliError::ReadFailed(error.into())));
            }
        }
    }
    if all.len() == before {
        all.push(Listed::Unusable(folder, CliError::EmptyFolder));
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn is_recording(path: &Path) -> bool {
    let Some(extension) = path.extension().and_then(|extension| extension.to_str()) else {
        return false;
    };
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

fn split_names(bytes: &[u8], null: bool) -> impl Iterator<Item = &[u8]> {
    // Editors of Windows begin a file with a byte order mark, and end lines with two characters.
    let bytes = if null { bytes } else { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) };
    let end = if null { 0 } else { b'\n' };
    bytes
        .split(move |&byte| byte == end)
        .map(move |name| if null { name } else { name.strip_suffix(b"\r").unwrap_or(name) })
        .filter(|name| !name.is_empty())
}

#[cfg(unix)]
fn path_from_bytes(name: &[u8]) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    Some(OsString::from_vec(name.to_vec()).into())
}

#[cfg(not(unix))]
fn path_from_bytes(name: &[u8]) -> Option<PathBuf> {
    std::str::from_utf8(name).ok().map(OsString::from).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_those_of_the_page() {
        let page = include_str!("../../www/src/input/file-types.ts");
        let mut of_page: Vec<&str> = page
            .split("'.")
            .skip(1)
            .filter_map(|rest| rest.split_once('\''))
            .map(|(extension, _)| extension)
            .filter(|extension| !extension.is_empty() && !extension.contains(' '))
            .collect();
        of_page.sort_unstable();
        assert_eq!(EXTENSIONS, of_page);
    }

    #[test]
    fn split_names_takes_lines_of_every_system_or_zero_bytes() {
        let names = |bytes, null| split_names(bytes, null).collect::<Vec<_>>();
        assert_eq!(names(b"\xEF\xBB\xBFa.wav\r\n\nb c.wav", false), [&b"a.wav"[..], b"b c.wav"]);
        assert_eq!(names(b"a\n.wav\0b.wav\r\0", true), [&b"a\n.wav"[..], b"b.wav\r"]);
        assert!(names(b"\n\r\n", false).is_empty());
    }
}
