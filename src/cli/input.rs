//! Opens recordings: files, standard input and pipes.

use std::collections::HashMap;
use std::fs::{File, Metadata};
use std::io::{IsTerminal as _, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use hot_or_cold_decoder::{HEAD_BYTES, Recording, unusable};

use super::error::{CliError, Result};

/// Pipes without a writer are given up this long after the program's start, all at once.
const OPEN_TIMEOUT: Duration = Duration::from_secs(5);
/// A pipe without data for this long is given up.
const READ_TIMEOUT: Duration = Duration::from_secs(10);
/// Bytes of a pipe, which are kept in memory: an hour and a half of CD sound as WAV.
const MAX_PIPE_BYTES: usize = 1_000_000_000;
const CHUNK: usize = 1 << 16;

/// Type of input.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    File,
    Pipe,
    StandardInput,
}

/// The recordings of a command. Pipes are opened at once, so that a pipe without a writer costs
/// [`OPEN_TIMEOUT`] altogether, and no file before it waits.
pub struct Inputs {
    started: Instant,
    /// Locked while a pipe is read: a path that is named twice is read once.
    pipes: Mutex<Pipes>,
}

struct Pipes {
    by_path: HashMap<PathBuf, Pipe>,
    /// How often each path is still to be opened. A pipe's bytes are kept until the last time.
    uses: HashMap<PathBuf, usize>,
}

enum Pipe {
    Opening(Receiver<std::io::Result<Vec<u8>>>),
    /// A path may be named twice, but its bytes come once.
    Read(Arc<Vec<u8>>),
    /// Nothing wrote to it in time.
    WithoutWriter,
}

impl Inputs {
    pub fn new<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Self {
        let mut by_path = HashMap::new();
        let mut uses = HashMap::new();
        for path in paths {
            let kind = kind(path).ok();
            *uses.entry(key(path, kind).to_owned()).or_default() += 1;
            let is_pipe = kind == Some(Kind::Pipe);
            if is_pipe && !by_path.contains_key(path) {
                by_path.insert(path.to_owned(), Pipe::Opening(read_in_background(path.to_owned())));
            }
        }
        Self { started: Instant::now(), pipes: Mutex::new(Pipes { by_path, uses }) }
    }

    /// Opens a recording; `-` is standard input.
    ///
    /// # Errors
    /// [`CliError`] for the file; of its content, only the first bytes of a pipe are looked at.
    pub fn open(&self, path: &Path) -> Result<Recording> {
        match kind(path)? {
            Kind::File => {
                let file = File::open(path).map_err(CliError::ReadFailed)?;
                Ok(Recording::new(Box::new(file)).named(path.to_string_lossy()))
            }
            kind => {
                let bytes = self.pipe_bytes(path, kind)?;
                if bytes.is_empty() {
                    return Err(CliError::EmptyFile);
                }
                Ok(Recording::from_bytes(bytes).named(path.to_string_lossy()))
            }
        }
    }

    fn pipe_bytes(&self, path: &Path, kind: Kind) -> Result<Arc<Vec<u8>>> {
        let key = key(path, Some(kind));
        let mut pipes = self.pipes.lock().unwrap_or_else(PoisonError::into_inner);
        let pipe = pipes.by_path.remove(key);
        let bytes: Arc<Vec<u8>> = match pipe {
            Some(Pipe::Read(bytes)) => bytes,
            Some(Pipe::Opening(chunks)) => match collect(&chunks, self.started) {
                Ok(bytes) => bytes.into(),
                Err(error) => {
                    if matches!(error, CliError::PipeWithoutWriter { .. }) {
                        // A pipe that is named twice is not waited for again.
                        pipes.by_path.insert(key.to_owned(), Pipe::WithoutWriter);
                    }
                    return Err(error);
                }
            },
            Some(Pipe::WithoutWriter) => return Err(without_writer()),
            None if kind == Kind::StandardInput => read_standard_input()?.into(),
            None => collect(&read_in_background(path.to_owned()), Instant::now())?.into(),
        };
        if let Some(uses) = pipes.uses.get_mut(key) {
            *uses = uses.saturating_sub(1);
            if *uses > 0 {
                pipes.by_path.insert(key.to_owned(), Pipe::Read(Arc::clone(&bytes)));
            }
        }
        Ok(bytes)
    }
}

/// Whether a path names standard input.
pub fn is_standard_input(path: &Path) -> bool {
    ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].iter().any(|name| path == Path::new(name))
}

/// The name of a path's bytes. All names of standard input share them.
fn key(path: &Path, kind: Option<Kind>) -> &Path {
    if kind == Some(Kind::StandardInput) { Path::new("-") } else { path }
}

/// Looks up what a path names.
///
/// # Errors
/// [`CliError`] for a path that is no recording: a folder, a device, or an empty file.
fn kind(path: &Path) -> Result<Kind> {
    if is_standard_input(path) {
        return if std::io::stdin().is_terminal() {
            Err(CliError::Terminal)
        } else {
            Ok(Kind::StandardInput)
        };
    }
    if path.as_os_str().is_empty() {
        return Err(CliError::EmptyName);
    }
    let metadata = path.metadata().map_err(CliError::ReadFailed)?;
    if metadata.is_dir() {
        Err(CliError::Folder)
    } else if is_pipe(&metadata) {
        Ok(Kind::Pipe)
    } else if !metadata.is_file() {
        Err(CliError::Device)
    } else if metadata.len() == 0 {
        Err(CliError::EmptyFile)
    } else {
        Ok(Kind::File)
    }
}

#[cfg(unix)]
fn is_pipe(metadata: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt as _;
    metadata.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}

/// Opens and reads a pipe in a thread, since both may block for ever.
fn read_in_background(path: PathBuf) -> Receiver<std::io::Result<Vec<u8>>> {
    // A few chunks ahead, so that an endless pipe does not fill the memory.
    let (sender, receiver) = mpsc::sync_channel(16);
    thread::spawn(move || {
        let mut file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return drop(sender.send(Err(error))),
        };
        // An empty chunk reports that the pipe is open.
        if sender.send(Ok(Vec::new())).is_err() {
            return;
        }
        loop {
            let mut chunk = vec![0; CHUNK];
            match file.read(&mut chunk) {
                Ok(0) => return,
                Ok(count) => chunk.truncate(count),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => return drop(sender.send(Err(error))),
            }
            if sender.send(Ok(chunk)).is_err() {
                return;
            }
        }
    });
    receiver
}

fn without_writer() -> CliError {
    CliError::PipeWithoutWriter { seconds: OPEN_TIMEOUT.as_secs() }
}

/// Collects the chunks of a pipe.
fn collect(chunks: &Receiver<std::io::Result<Vec<u8>>>, started: Instant) -> Result<Vec<u8>> {
    let mut timeout = OPEN_TIMEOUT.saturating_sub(started.elapsed());
    let mut is_open = false;
    join(|| {
        let chunk = match chunks.recv_timeout(timeout) {
            Ok(chunk) => Some(chunk.map_err(CliError::ReadFailed)?),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) if !is_open => return Err(without_writer()),
            Err(RecvTimeoutError::Timeout) => {
                return Err(CliError::PipeStalled { seconds: READ_TIMEOUT.as_secs() });
            }
        };
        (timeout, is_open) = (READ_TIMEOUT, true);
        Ok(chunk)
    })
}

/// Reads standard input to its end, without a timeout.
fn read_standard_input() -> Result<Vec<u8>> {
    let mut input = std::io::stdin().lock();
    join(|| {
        let mut chunk = Vec::new();
        let count = input.by_ref().take(CHUNK as u64).read_to_end(&mut chunk);
        Ok((count.map_err(CliError::ReadFailed)? > 0).then_some(chunk))
    })
}

/// Joins chunks until there are no more. Ends early where the first bytes are no recording, so that
/// an endless stream of something else is not read.
fn join(mut next: impl FnMut() -> Result<Option<Vec<u8>>>) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut is_checked = false;
    while let Some(chunk) = next()? {
        bytes.extend(chunk);
        if bytes.len() > MAX_PIPE_BYTES {
            return Err(CliError::PipeTooLong);
        }
        if !is_checked && bytes.len() >= HEAD_BYTES {
            is_checked = true;
            if let Some(error) = unusable(&bytes) {
                return Err(error.into());
            }
        }
    }
    Ok(bytes)
}
