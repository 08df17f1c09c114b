//! Standard output and the progress bar.

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};

use crate::error::{CliError, Result};

/// Writes to standard output; `print!` would panic.
///
/// # Errors
/// [`CliError::ReaderGone`] after `hot-or-cold … | head`, otherwise [`CliError::WriteFailed`].
pub fn write_out(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| match error.kind() {
        ErrorKind::BrokenPipe => CliError::ReaderGone,
        _ => CliError::write_failed(error),
    })
}

/// Writes a line to standard error, and ignores a closed one; `eprintln!` would panic.
pub fn print_error(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Writes little-endian 32-bit floats to standard output.
pub fn write_floats(values: &[f32]) -> Result<ExitCode> {
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    write_out(&bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// A progress bar over recordings. It is shown on a terminal only.
pub fn create_progress_bar(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} recordings, {eta} left");
    ProgressBar::new(length as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
