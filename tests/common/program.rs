//! Runs the program, and writes recordings for it.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hot-or-cold")).args(arguments).output().unwrap()
}

/// Runs `classify --json` with the bytes on standard input.
pub fn classify_piped<S: AsRef<OsStr>>(arguments: &[S], bytes: &[u8]) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_hot-or-cold"))
        .args(["classify", "--json"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = program.stdin.take().unwrap();
    // The program may refuse the input before its end.
    let _ = input.write_all(bytes);
    drop(input);
    program.wait_with_output().unwrap()
}

pub fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Writes interleaved samples as a wav file.
pub fn wav(path: &Path, channels: u16, rate: u32, samples: &[f32]) -> PathBuf {
    let spec = hound::WavSpec {
        channels,
        sample_rate: rate,
        bits_per_sample: 32,
        sample_format: hound::SampleFormat::Float,
    };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    samples.iter().for_each(|&sample| writer.write_sample(sample).unwrap());
    writer.finalize().unwrap();
    path.into()
}

/// A steady tone at 16 kHz: no pour.
pub fn tone() -> Vec<f32> {
    (0..64_000).map(|n| 0.3 * (std::f32::consts::TAU * 440.0 * n as f32 / 16_000.0).sin()).collect()
}
