//! The command-line program.

#![cfg_attr(
    test,
    allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)
)]

mod classify;
mod decode;
mod error;
mod evaluate;
mod file_name;
mod input;
mod output;
mod recording_list;
mod synthesise;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand};
use hot_or_cold::{Classifier, Sidecar};

use crate::classify::ClassifyArguments;
use crate::decode::decode_file;
use crate::error::{CliError, Result};
use crate::evaluate::EvaluateArguments;
use crate::output::{print_error, write_floats, write_out};
use crate::synthesise::SynthesiseArguments;

/// Hear whether poured water is hot or cold.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Tell for each recording whether the water is hot or cold.
    Classify(ClassifyArguments),
    /// Print how accurate the model is on sessions and vessels it wasn't trained on.
    Evaluate(EvaluateArguments),
    /// Write a recording's samples as the model gets them.
    ///
    /// Mono 32-bit floats at the model's sample rate, little-endian, without a header, to standard
    /// output. Training and parity tests read them.
    Decode {
        /// The recording, or - for standard input.
        file: PathBuf,
    },
    /// Write a recording's log-mel spectrogram.
    ///
    /// 32-bit floats in dB, frame by frame, little-endian, without a header, to standard output.
    /// Parity tests read them.
    LogMel {
        /// The recording, or - for standard input.
        file: PathBuf,
    },
    /// Print the model's two logits, pouring and hot, for each window of features.
    ///
    /// The file holds little-endian 32-bit floats: windows of mel bands × frames, band by band.
    /// Parity tests read the logits.
    Logits {
        /// The features.
        file: PathBuf,
    },
    /// Synthesise a pour and write it as a 16-bit wav file.
    Synthesise(SynthesiseArguments),
}

fn main() -> ExitCode {
    let print_panic = std::panic::take_hook();
    // Panics of the decoding library end as errors, so their text would confuse.
    std::panic::set_hook(Box::new(move |panic| {
        if !hot_or_cold_decoder::is_guarded() {
            print_panic(panic);
        }
    }));
    match run(Arguments::parse().command) {
        Ok(code) => code,
        // The reader, such as `head`, has all it wanted.
        Err(CliError::ReaderGone) => ExitCode::SUCCESS,
        Err(error) => {
            print_error(&error.to_string());
            ExitCode::FAILURE
        }
    }
}

/// Takes an empty path too, so that it gets its own result. clap would refuse the whole command.
fn path_parser() -> impl TypedValueParser<Value = PathBuf> {
    OsStringValueParser::new().map(PathBuf::from)
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Classify(arguments) => classify::run(arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
        Command::Decode { file } => {
            let rate = Sidecar::parse(hot_or_cold::SIDECAR)?.front_end.sample_rate;
            write_floats(decode_file(&file, rate)?.samples())
        }
        Command::LogMel { file } => {
            let classifier = shipped_classifier()?;
            let clip = decode_file(&file, classifier.sidecar().front_end.sample_rate)?;
            write_floats(classifier.front_end().log_mel(clip.samples()).values())
        }
        Command::Logits { file } => print_logits(&file),
        Command::Synthesise(arguments) => synthesise::run(arguments),
    }
}

fn shipped_classifier() -> Result<Classifier> {
    Ok(Classifier::new(hot_or_cold::ONNX, hot_or_cold::SIDECAR)?)
}

fn print_logits(file: &Path) -> Result<ExitCode> {
    let classifier = shipped_classifier()?;
    let bytes = std::fs::read(file).map_err(CliError::ReadFailed)?;
    let values: Vec<f32> =
        bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let size = classifier.sidecar().front_end.mel_bands * classifier.sidecar().windows.frames;
    for window in values.chunks(size) {
        let logits = classifier.model().logits(window)?;
        write_out(format!("{} {}\n", logits.pouring, logits.hot).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}
