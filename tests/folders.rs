//! Runs `classify` on folders, on lists of files, in several threads and again after a failure.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use common::program::{classify_piped, run, text, wav};
use hot_or_cold::synth::{self, Pour};
use proptest::prelude::*;
use serde_json::Value;

fn pour(path: &Path) -> PathBuf {
    let samples = synth::pour(&Pour { sample_rate: 16_000, seconds: 2.0, ..Pour::default() });
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    wav(path, 1, 16_000, &samples)
}

fn lines(output: &[u8]) -> Vec<Value> {
    text(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn files(output: &[u8]) -> Vec<String> {
    lines(output).iter().map(|line| line["file"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn classify_judges_recordings_below_a_folder_by_name() {
    let folder = temp_dir::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let expected = ["a.wav", "b/a.WAV", "b/c/d.wav", "c.wav"].map(|name| pour(&at(name)));
    // Neither a recording nor visible.
    fs::write(at("notes.txt"), "poured at noon").unwrap();
    for name in [".hidden.wav", ".cache/e.wav", "._a.wav"] {
        pour(&at(name));
    }
    fs::create_dir(at("empty.wav")).unwrap();
    let output = run([Path::new("classify"), Path::new("--json"), folder.path()]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(files(&output.stdout), expected.map(|path| path.display().to_string()));
}

#[cfg(unix)]
#[test]
fn classify_ends_in_a_folder_that_contains_itself() {
    let folder = temp_dir::TempDir::new().unwrap();
    let file = pour(&folder.path().join("a.wav"));
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    std::os::unix::fs::symlink(&file, folder.path().join("link.wav")).unwrap();
    let output = run([Path::new("classify"), Path::new("--json"), folder.path()]);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(files(&output.stdout).len(), 2, "the file, and the link to it");
}

#[test]
fn classify_reads_names_from_a_list() {
    let folder = temp_dir::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let all = ["a b.wav", "c/d.wav", "e.wav"].map(|name| pour(&at(name)).display().to_string());
    let missing = at("missing.wav").display().to_string();
    let names = [&all[0], &missing, &at("c").display().to_string()].map(String::clone);
    let expected = [&all[2], &all[0], &missing, &all[1]].map(String::clone);
    let list = at("list.txt");
    fs::write(&list, names.join("\r\n") + "\r\n\r\n").unwrap();

    let list = list.to_str().unwrap();
    let output = run(["classify", "--json", "--files-from", list, &all[2]]);
    assert_eq!(output.status.code(), Some(1), "a file is missing");
    assert_eq!(files(&output.stdout), expected);
    let lines = classify_piped(&["--files-from", "-", &all[2]], names.join("\n").as_bytes());
    assert_eq!(lines.stdout, output.stdout);
    let zeros = [names.join("\0"), String::new()].join("\0");
    let null = ["--null", "--files-from", "-", &all[2]];
    assert_eq!(classify_piped(&null, zeros.as_bytes()).stdout, output.stdout);
}

#[test]
fn classify_refuses_a_list_without_recordings_or_from_the_same_input() {
    for (arguments, input, sentence) in [
        (&["--files-from", "-"][..], "\n", "it names no recording"),
        (&["--files-from", "missing.txt"], "", "The list missing.txt cannot be used"),
        (&["--files-from", "-", "-"], "a.wav", "can't be the list and a recording"),
        (&["--files-from", "-"], "a.wav\n-\n", "can't be the list and a recording"),
        (&["--files-from", "-", "--cold", "-"], "a.wav", "can't be the list and a recording"),
        (&["--files-from", "-", "--hot", "/dev/stdin"], "a.wav", "the list and a recording"),
    ] {
        let output = classify_piped(arguments, input.as_bytes());
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(text(&output.stderr).contains(sentence), "{output:?}");
        assert!(output.stdout.is_empty());
    }
    for arguments in [&["classify"][..], &["classify", "--null", "a.wav"]] {
        assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn classify_gives_the_same_lines_with_any_number_of_jobs() {
    let folder = temp_dir::TempDir::new().unwrap();
    for index in 0..12 {
        let path = pour(&folder.path().join(format!("{index:02}.wav")));
        if index % 5 == 0 {
            fs::write(path, "no sound").unwrap();
        }
    }
    let classify = |jobs: &str| {
        let folder = folder.path().to_str().unwrap();
        let output = run(["classify", "--json", "--jobs", jobs, folder]);
        assert_eq!(output.status.code(), Some(1));
        output.stdout
    };
    let one = classify("1");
    assert_eq!(lines(&one).len(), 12);
    assert_eq!(classify("5"), one);
    let zero = run(["classify", "--jobs", "0", folder.path().to_str().unwrap()]);
    assert_eq!(zero.status.code(), Some(2));
}

#[test]
fn resumed_run_judges_what_has_no_verdict() {
    let folder = temp_dir::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let all = ["a.wav", "b.wav", "c.wav"].map(|name| pour(&at(name)));
    fs::write(&all[1], "no sound yet").unwrap();
    let results = at("results.jsonl");
    let resume = || {
        let output = run([
            Path::new("classify"),
            Path::new("--resume"),
            &results,
            &all[0],
            &all[1],
            &all[2],
        ]);
        assert!(output.stdout.is_empty());
        (output, fs::read(&results).unwrap())
    };
    let (first, written) = resume();
    assert_eq!(first.status.code(), Some(1));
    assert_eq!(lines(&written).len(), 3);

    pour(&all[1]);
    let (second, written) = resume();
    assert!(second.status.success());
    assert!(text(&second.stderr).contains("Skipping 2 of 3 recordings"), "{second:?}");
    let named: HashSet<String> = files(&written).into_iter().collect();
    assert_eq!(named.len(), 3);
    assert!(lines(&written).iter().all(|line| line["verdict"].is_string()));
    let (_, again) = resume();
    assert_eq!(again, written, "nothing is left to judge");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    /// A run may be killed after any byte.
    #[test]
    fn resumed_run_completes_results_that_end_anywhere(share in 0.0..1.0_f64) {
        let folder = temp_dir::TempDir::new().unwrap();
        let all = ["a.wav", "b.wav"].map(|name| pour(&folder.path().join(name)));
        let results = folder.path().join("results.jsonl");
        let resume = || {
            let output =
                run([Path::new("classify"), Path::new("--resume"), &results, &all[0], &all[1]]);
            prop_assert!(output.status.success(), "{:?}", output);
            let written = fs::read(&results).unwrap();
            let sorted: Vec<String> =
                text(&written).lines().map(String::from).collect::<std::collections::BTreeSet<_>>()
                    .into_iter().collect();
            Ok((written, sorted))
        };
        let (written, expected) = resume()?;
        fs::write(&results, &written[..(share * written.len() as f64) as usize]).unwrap();
        let (_, completed) = resume()?;
        prop_assert_eq!(completed, expected);
    }
}

#[test]
fn resume_leaves_a_file_that_is_no_result_as_it_is() {
    let folder = temp_dir::TempDir::new().unwrap();
    let file = pour(&folder.path().join("a.wav"));
    let before = fs::read(&file).unwrap();
    let output = run([Path::new("classify"), Path::new("--resume"), &file, &file]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("isn't a result of classify --json"), "{output:?}");
    assert_eq!(fs::read(&file).unwrap(), before);
}
