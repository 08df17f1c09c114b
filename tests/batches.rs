//! Runs `classify` on several files: strange names, and a reader that ends early.
//! `folders.rs` runs it on folders and lists.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::collections::HashSet;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::slice;
use std::time::Instant;

use common::program::{run, text, wav};
use hot_or_cold::synth::{self, Pour};
use serde_json::Value;

fn pour(path: &Path, seconds: f64) -> PathBuf {
    let samples = synth::pour(&Pour { sample_rate: 16_000, seconds, ..Pour::default() });
    wav(path, 1, 16_000, &samples)
}

#[test]
fn empty_name_is_refused_alone() {
    let folder = temp_dir::TempDir::new().unwrap();
    let good = pour(&folder.path().join("good.wav"), 2.0);
    let output = run([PathBuf::from("classify"), "".into(), good.clone(), "".into(), good.clone()]);
    assert!(!output.status.success());
    let lines: Vec<&str> = text(&output.stdout).lines().collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    assert_eq!(lines[0], lines[2]);
    assert!(lines[0].starts_with("\"\": This name is empty; "), "{lines:?}");
    assert!(lines[1].contains("good.wav: hot") && lines[1] == lines[3], "{lines:?}");
    let reference = run([PathBuf::from("classify"), "--reference".into(), "".into(), good]);
    assert!(text(&reference.stderr).contains("this name is empty"), "{reference:?}");
}

#[test]
fn text_output_has_one_harmless_line_for_each_name() {
    let folder = temp_dir::TempDir::new().unwrap();
    let names = ["a\nb: cold.wav", "\u{1b}[2J.wav", "\u{202E}vaw.wav", "\u{2067}.wav", "\r.wav"];
    let files = names.map(|name| pour(&folder.path().join(name), 2.0));
    let missing = folder.path().join("\u{1b}]0;x\u{7}.wav");
    let reference = [Path::new("--reference").to_owned(), missing.clone()];
    for references in [&reference[..], &[]] {
        let arguments =
            [&["classify".into()], references, &files, slice::from_ref(&missing)].concat();
        let output = run(&arguments);
        let lines = [text(&output.stdout), text(&output.stderr)].concat();
        let count = if references.is_empty() { names.len() + 1 } else { 1 };
        assert_eq!(lines.lines().count(), count, "{lines}");
        let is_harmful =
            |it: char| it.is_control() && it != '\n' || "\u{202E}\u{2067}".contains(it);
        assert!(!lines.contains(is_harmful), "{lines:?}");
    }
}

#[cfg(unix)]
#[test]
fn names_are_harmless_and_differ_in_both_outputs() {
    let folder = temp_dir::TempDir::new().unwrap();
    let parts = ["\n", "\\n", "\\\\n", "\u{9b}31m", "\\u{9b}31m", "\u{85}", "\u{2028}", "\u{202E}"];
    let files = parts.map(|part| folder.path().join(format!("a{part}b.wav")));
    for json in [&[][..], &[PathBuf::from("--json")]] {
        let output = run([&["classify".into()], json, &files].concat());
        let lines: HashSet<&str> = text(&output.stdout).lines().collect();
        assert_eq!(lines.len(), files.len(), "{lines:?}");
        for line in lines {
            let is_harmful = |it: char| it.is_control() || "\u{2028}\u{2029}\u{202E}".contains(it);
            assert!(!line.contains(is_harmful), "{line:?}");
            let Ok(line) = serde_json::from_str::<Value>(line) else { continue };
            assert!(files.iter().any(|file| line["file"] == *file.to_str().unwrap()), "{line}");
        }
    }
}

#[cfg(unix)]
#[test]
fn json_keeps_names_apart_that_are_no_utf8() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;

    let folder = temp_dir::TempDir::new().unwrap();
    let names = [&b"\xff.wav"[..], b"\xfe.wav", b"\xc3\x28.wav", "ü.wav".as_bytes()];
    let mut files = vec![PathBuf::from("classify"), "--json".into()];
    for name in names {
        let path = folder.path().join(OsStr::from_bytes(name));
        // File systems of some machines take UTF-8 only.
        if std::fs::write(&path, b"").is_err() {
            return;
        }
        files.push(path);
    }
    let output = run(&files);
    let lines: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let shown: HashSet<&str> = lines.iter().map(|line| line["file"].as_str().unwrap()).collect();
    assert_eq!(shown.len(), names.len(), "{shown:?}");
    assert!(lines[0]["file_bytes"].as_str().unwrap().ends_with("ff2e776176"));
    assert!(lines[3].get("file_bytes").is_none());
}

#[test]
fn classify_ends_when_its_reader_ends() {
    const FILES: usize = 300;
    let folder = temp_dir::TempDir::new().unwrap();
    let file = pour(&folder.path().join("pour.wav"), 20.0);
    for json in [&[][..], &["--json"]] {
        let program = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_hot-or-cold"));
            command.arg("classify").args(json).stderr(Stdio::piped());
            command
        };
        let start = Instant::now();
        assert!(program().arg(&file).output().unwrap().status.success());
        let one = start.elapsed();

        let start = Instant::now();
        let mut child = program().args(vec![&file; FILES]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        // Half of the files would take longer than this, since one run also loads the model.
        assert!(start.elapsed() < one * 20, "{:?}, {one:?} for one file", start.elapsed());
    }
}
