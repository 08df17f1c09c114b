//! Runs the program on batches of damaged files: each gets one line, even if the decoder panics.
//!
//! `HOT_OR_COLD_MUTATIONS=100000 cargo test --release --test mutations` tries more of them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;
#[path = "../decoder/tests/common/mutations.rs"]
mod mutations;

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use common::print::print_uncaptured;
use mutations::{NamedFile, encode_seeds, mutate};
use serde_json::Value;

const FILES: u64 = 300;
const BATCH: u64 = 100;
/// Largest memory of the program in use: the model and a short recording take a quarter of it.
const MAX_MEGABYTES: u64 = 300;
/// Longest time for a batch; on two idle cores it takes a second.
const MAX_TIME: Duration = Duration::from_secs(120);

/// The outcome of a batch.
struct Outcome {
    /// The exit status; `None` after a signal.
    code: Option<i32>,
    lines: Vec<String>,
    errors: String,
    /// Largest memory in use, where the system tells it.
    megabytes: Option<u64>,
}

/// Runs `classify --json`. Output goes to files, since a full pipe would stop the program.
fn classify(folder: &Path, files: &[PathBuf]) -> Outcome {
    let (out, err) = (folder.join("out"), folder.join("err"));
    let mut child = Command::new(env!("CARGO_BIN_EXE_hot-or-cold"))
        .args(["classify", "--json", "--jobs", "2"])
        .args(files)
        .stdin(Stdio::null())
        .stdout(fs::File::create(&out).unwrap())
        .stderr(fs::File::create(&err).unwrap())
        .spawn()
        .unwrap();
    let started = Instant::now();
    let mut megabytes = None;
    let code = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status.code();
        }
        megabytes = peak_megabytes(&child).max(megabytes);
        if started.elapsed() > MAX_TIME {
            child.kill().unwrap();
        }
        thread::sleep(Duration::from_millis(10));
    };
    let lines = fs::read_to_string(out).unwrap().lines().map(str::to_owned).collect();
    Outcome { code, lines, errors: fs::read_to_string(err).unwrap(), megabytes }
}

/// Largest memory that a program had in use until now; `None` on other systems than Linux.
fn peak_megabytes(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1_000)
}

/// Returns the first fault in the outcome of some files.
fn find_fault(outcome: &Outcome, files: usize) -> Option<String> {
    let Outcome { code, lines, errors, megabytes } = outcome;
    if !matches!(code, Some(0 | 1)) {
        return Some(format!("exit status {code:?}: {errors}"));
    }
    if lines.len() != files || !errors.is_empty() {
        return Some(format!("{} lines for {files} files: {errors}", lines.len()));
    }
    if megabytes.is_some_and(|megabytes| megabytes > MAX_MEGABYTES) {
        return Some(format!("{megabytes:?} MB"));
    }
    lines.iter().find_map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        let is_sentence = line["error"].as_str().is_some_and(|error| error.ends_with('.'));
        (is_sentence == line["verdict"].is_string()).then(|| line.to_string())
    })
}

/// Writes files to a folder and runs the program on them.
fn run(seeds: &[NamedFile], indices: Range<u64>) -> Outcome {
    let folder = temp_dir::TempDir::new().unwrap();
    let files: Vec<PathBuf> = indices
        .map(|index| {
            let (name, bytes) = mutate(seeds, index);
            let path = folder.path().join(format!("{index}-{name}"));
            fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    classify(folder.path(), &files)
}

#[test]
fn damaged_files_have_one_line_each_in_bounded_memory() {
    let seeds = encode_seeds();
    if seeds.is_empty() {
        return print_uncaptured("skipped: ffmpeg is not installed, which damaged files need");
    }
    let count =
        std::env::var("HOT_OR_COLD_MUTATIONS").map_or(FILES, |count| count.parse().unwrap());
    let mut faults = Vec::new();
    let mut judged = 0;
    let mut megabytes = None;
    for start in (0..count).step_by(BATCH as usize) {
        let batch = start..(start + BATCH).min(count);
        let outcome = run(&seeds, batch.clone());
        judged += outcome.lines.iter().filter(|line| line.contains("\"error\":null")).count();
        megabytes = outcome.megabytes.max(megabytes);
        let Some(fault) = find_fault(&outcome, batch.clone().count()) else { continue };
        // The files that fail alone can be written again by their number.
        let alone: Vec<String> = batch
            .clone()
            .filter_map(|index| {
                let fault = find_fault(&run(&seeds, index..index + 1), 1)?;
                Some(format!("file {index}: {fault}"))
            })
            .collect();
        print_uncaptured(&format!("{batch:?}: {fault}\n{}", alone.join("\n")));
        faults.push(batch);
    }
    if count > FILES {
        let memory = megabytes.map_or_else(String::new, |peak| format!(", {peak} MB at most"));
        print_uncaptured(&format!("{judged} of {count} damaged files are judged{memory}"));
    }
    assert!(faults.is_empty(), "{faults:?}");
}
