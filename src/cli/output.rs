//! Standard output and the progress bar.

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use indicatif::{ProgressBar, ProgressStyle};

use crate::error::{CliError, Result};

/// Writes to standard output. A closed pipe (`hot-or-cold … | head`) is no error; `print!` panics.
pub fn write_out(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(CliError::write_failed(error)),
        _ => Ok(()),
    }
}

/// Writes little-endian 32-bit floats to standard output.
pub fn write_floats(values: &[f32]) -> Result<ExitCode> {
    let bytes: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    write_out(&bytes)?;
    Ok(ExitCode::SUCCESS)
}

/// A progress bar over clips. It is shown on a terminal only.
pub fn create_progress_bar(length: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} clips, {eta} left");
    ProgressBar::new(length as u64)
        .with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
