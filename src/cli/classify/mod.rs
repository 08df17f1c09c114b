//! `classify`: prints one verdict per recording, several at a time.

mod cup;
mod line;
mod resume;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc;
use std::thread;

use clap::Args;
use hot_or_cold::{Classification, Classifier, CupReference};
use rayon::prelude::*;

use self::cup::{KnownClips, cup_reference};
use self::line::format_line;
use self::resume::ResumableOutput;
use crate::decode::decode;
use crate::error::{CliError, Result};
use crate::input::{Inputs, is_standard_input};
use crate::output::{create_progress_bar, print_error, write_out};
use crate::path_parser;
use crate::recording_list::{Listed, RecordingList};

/// Decoders of nested formats recurse. Threads have a quarter of this by default.
const STACK_BYTES: usize = 8 << 20;

/// Arguments of `classify`.
#[derive(Args)]
pub struct ClassifyArguments {
    /// Print one JSON object per line instead of text. `file_bytes` has the name in hexadecimal
    /// if it isn't UTF-8.
    #[arg(long)]
    json: bool,
    /// A recording of cold water being poured into the same cup, or - for standard input.
    /// Verdicts are then for this cup; the more known pours, the better.
    #[arg(long, visible_alias = "reference", value_name = "CLIP", value_parser = path_parser())]
    cold: Vec<PathBuf>,
    /// Likewise of hot water. Repeat either option for each clip.
    #[arg(long, value_name = "CLIP", value_parser = path_parser())]
    hot: Vec<PathBuf>,
    /// A list of recordings and folders, one per line, or - for standard input.
    #[arg(long, value_name = "LIST")]
    files_from: Option<PathBuf>,
    /// The names of the list end with a zero byte, as from find -print0.
    #[arg(long, requires = "files_from")]
    null: bool,
    /// Number of recordings that are judged at the same time [default: the number of cores].
    #[arg(long, value_name = "COUNT")]
    jobs: Option<NonZeroUsize>,
    /// Append the JSON lines to this file as soon as they are known, in any order, and skip the
    /// recordings that it already has a verdict on. Failed ones are judged again.
    #[arg(long, value_name = "RESULTS")]
    resume: Option<PathBuf>,
    /// Recordings, or - for standard input: m4a, mp4 and mov (AAC-LC, ALAC), mp3, flac, ogg and
    /// webm (Vorbis), wav, aiff or caf. Or folders: all recordings below them.
    #[arg(
        required_unless_present = "files_from",
        value_name = "FILE",
        value_parser = path_parser()
    )]
    files: Vec<PathBuf>,
}

/// Prints a verdict or an error for each recording, in their order.
///
/// # Errors
/// [`CliError`] for a list or known pour that cannot be used, and if results cannot be written.
pub fn run(arguments: ClassifyArguments) -> Result<ExitCode> {
    let ClassifyArguments { json, cold, hot, files_from, null, jobs, resume, files } = arguments;
    let known = KnownClips { cold, hot };
    let mut list = RecordingList::new(files);
    if let Some(path) = &files_from {
        list.read(path, null)?;
        let mut recordings = known.iter().map(|(path, _)| path).chain(list.paths());
        if is_standard_input(path) && recordings.any(is_standard_input) {
            return Err(CliError::StandardInputTwice);
        }
    }
    let mut list = list.expand();
    let output = match &resume {
        Some(path) => {
            let output = ResumableOutput::open(path)?;
            let all = list.len();
            list.retain(|listed| !output.has_verdict_on(listed.path()));
            if all > list.len() {
                let skipped = all - list.len();
                print_error(&format!(
                    "Skipping {skipped} of {all} recordings, which already have a verdict."
                ));
            }
            Output::Resumable(output)
        }
        None => Output::Ordered { json, next: 0, waiting: BTreeMap::new() },
    };
    let classifier = crate::shipped_classifier()?;
    let named = known.iter().map(|(path, _)| path).chain(list.iter().map(Listed::path));
    let inputs = Inputs::new(named);
    let model_rate = classifier.sidecar().front_end.sample_rate;
    let reference =
        match cup_reference(&classifier, &known, |path| decode(&inputs.open(path)?, model_rate)) {
            Ok(reference) => reference,
            // No file is classified: verdicts without the reference would mislead.
            Err(error) => {
                for listed in list.iter().filter(|_| json && resume.is_none()) {
                    write_out(format_line(json, listed.path(), Err(&error))?.as_bytes())?;
                }
                return Err(error);
            }
        };
    let context = ClassifyContext { classifier, reference, inputs, model_rate };
    classify_all(list, &context, jobs, output)
}

/// Model, cup and inputs that all jobs share.
struct ClassifyContext {
    classifier: Classifier,
    reference: Option<CupReference>,
    inputs: Inputs,
    model_rate: u32,
}

impl ClassifyContext {
    fn classify(&self, listed: Listed) -> Result<Classification> {
        let path = match listed {
            Listed::Recording(path) => path,
            Listed::Unusable(_, error) => return Err(error),
        };
        catch_panic(|| {
            let clip = decode(&self.inputs.open(&path)?, self.model_rate)?;
            Ok(self.classifier.classify(&clip, self.reference.as_ref())?)
        })
    }
}

/// Returns an error for a panic, so that the other files are still judged.
fn catch_panic<T>(judge: impl FnOnce() -> Result<T>) -> Result<T> {
    // `judge` changes only the inputs, and they stay valid after a panic.
    catch_unwind(AssertUnwindSafe(judge)).unwrap_or(Err(CliError::Crashed))
}

/// Where results go.
enum Output {
    /// To standard output, in the order of the recordings.
    Ordered { json: bool, next: usize, waiting: BTreeMap<usize, String> },
    /// To a file, as they come.
    Resumable(ResumableOutput),
}

impl Output {
    fn is_json(&self) -> bool {
        matches!(self, Self::Resumable(_) | Self::Ordered { json: true, .. })
    }

    fn write(&mut self, index: usize, line: String) -> Result<()> {
        match self {
            Self::Ordered { next, waiting, .. } => {
                waiting.insert(index, line);
                while let Some(line) = waiting.remove(next) {
                    write_out(line.as_bytes())?;
                    *next += 1;
                }
                Ok(())
            }
            Self::Resumable(output) => {
                output.write_all(line.as_bytes()).map_err(CliError::write_failed)
            }
        }
    }
}

fn classify_all(
    list: Vec<Listed>,
    context: &ClassifyContext,
    jobs: Option<NonZeroUsize>,
    mut output: Output,
) -> Result<ExitCode> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(jobs.map_or(0, NonZeroUsize::get))
        .stack_size(STACK_BYTES)
        .build()
        .map_err(|error| CliError::NoThreads(error.into()))?;
    let bar = create_progress_bar(list.len());
    let json = output.is_json();
    let (sender, results) = mpsc::channel();
    let mut code = ExitCode::SUCCESS;
    thread::scope(|scope| {
        scope.spawn(move || {
            pool.install(|| {
                // The bridge takes them in their order, so that few results wait for others.
                list.into_iter().enumerate().par_bridge().try_for_each_with(
                    sender,
                    |sender, (index, listed)| {
                        let path = listed.path().to_owned();
                        // Sending fails once nobody reads the results.
                        sender.send((index, path, context.classify(listed))).ok()
                    },
                )
            })
        });
        for (index, path, result) in results {
            if result.is_err() {
                code = ExitCode::FAILURE;
            }
            let line = format_line(json, &path, result.as_ref())?;
            bar.suspend(|| output.write(index, line))?;
            bar.inc(1);
        }
        bar.finish_and_clear();
        Ok(code)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn catch_panic_returns_a_sentence() {
        let failed = catch_panic::<()>(|| panic!("a fault"));
        assert!(failed.unwrap_err().to_string().starts_with("This program failed on this file"));
        assert_eq!(catch_panic(|| Ok(1)).unwrap(), 1);
    }

    #[test]
    fn limits_of_decoder_and_core_agree() {
        assert_eq!(hot_or_cold_decoder::MAX_HOURS, hot_or_cold::MAX_HOURS);
    }
}
