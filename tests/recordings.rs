//! Recordings as people have them: damaged, oddly packed, or out of a pipe.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use common::program::{classify_piped, run, text, wav};
use hot_or_cold::synth::{self, Pour};
use serde_json::Value;

fn lines(output: &Output) -> Vec<Value> {
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn pour_file(folder: &Path, seed: u64) -> PathBuf {
    let pour = Pour { seed, fahrenheit: 40.0, sample_rate: 16_000, ..Pour::default() };
    wav(&folder.join(format!("{seed}.wav")), 1, 16_000, &synth::pour(&pour))
}

#[test]
fn every_difficult_file_gets_a_verdict_or_a_sentence() {
    const JARGON: [&str; 6] = ["isomp4", "atom", "malformed", "ogg:", "reset", "probe"];
    let Some(folder) = common::cases_folder() else { return };
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let output = run(["classify".into(), "--json".into()].iter().chain(&files));
    assert_eq!(text(&output.stderr), "");
    let lines = lines(&output);
    assert_eq!(lines.len(), files.len());
    for line in &lines {
        match line["error"].as_str() {
            None => assert!(line["verdict"].is_string(), "{line}"),
            Some(error) => {
                let is_plain = !JARGON.iter().any(|word| error.contains(word));
                assert!(is_plain && error.ends_with('.') && !error.contains('\n'), "{error}");
                assert!(line["verdict"].is_null(), "{line}");
            }
        }
    }
    let line = |name: &str| {
        let is_named = |line: &&Value| line["file"].as_str().unwrap().contains(name);
        lines.iter().find(is_named).unwrap_or_else(|| panic!("{name} is missing"))
    };
    let verdicts = [
        ("02-editlist", "cold"),
        ("03-data-size-0", "cold"),
        ("05-antiphase", "hot"),
        ("05b-antiphase", "hot"),
        ("06-second-track", "hot"),
        ("07-odd-LIST", "cold"),
        ("08-rf64", "cold"),
        ("cold16", "cold"),
    ];
    for (name, verdict) in verdicts {
        assert_eq!(line(name)["verdict"], verdict, "{name}");
    }
    let seconds = [
        ("02-editlist", 4.8),
        ("adpcm_ms", 3.0),
        ("chained.ogg", 6.0),
        ("cover2v3", 3.0),
        ("dsize-ffffffff", 3.0),
        ("hdr-36-0", 3.0),
        ("trunc-good-m4a", 3.0),
    ];
    for (name, seconds) in seconds {
        let found = line(name)["seconds"].as_f64().unwrap_or_else(|| panic!("{}", line(name)));
        assert!((found - seconds).abs() < 0.1, "{name}: {found}");
    }
    let sentences = [
        ("11-amr-4.75-cold-40F.amr", "(AMR)"),
        ("README.txt", "This is a document"),
        ("ch6.m4a", "6 channels of AAC, and only up to 2 can be read"),
        ("chanx-33.wav", "33 channels"),
        ("silent10h.flac", "longer than 2 hours"),
    ];
    for (name, sentence) in sentences {
        let error = line(name)["error"].as_str().unwrap_or_else(|| panic!("{}", line(name)));
        assert!(error.contains(sentence), "{error}");
    }
}

#[test]
fn opposite_channels_have_the_verdict_of_one() {
    let Some(data) = common::data_folder() else { return };
    let folder = temp_dir::TempDir::new().unwrap();
    for name in ["212-glass4", "40-glass2"] {
        let file = data.join(format!("pouring/v2/{name}.m4a"));
        let clip = common::decode::decode_file(&file, 16_000).unwrap();
        let mono = wav(&folder.path().join("mono.wav"), 1, 16_000, clip.samples());
        let frames = |gain: f32| -> Vec<f32> {
            clip.samples().iter().flat_map(|&sample| [sample, gain * sample]).collect()
        };
        let mut files = vec![mono];
        for (index, gain) in [-1.0, -0.97, -0.5, -1.6].into_iter().enumerate() {
            let path = folder.path().join(format!("{index}.wav"));
            files.push(wav(&path, 2, 16_000, &frames(gain)));
        }
        let lines = lines(&run(["classify".into(), "--json".into()].iter().chain(&files)));
        for line in &lines {
            assert_eq!(line["verdict"], lines[0]["verdict"], "{line}");
        }
    }
}

#[test]
fn standard_input_has_the_verdict_of_its_file() {
    let folder = temp_dir::TempDir::new().unwrap();
    let file = pour_file(folder.path(), 1);
    let expected = lines(&run([Path::new("classify"), Path::new("--json"), &file])).remove(0);
    for name in ["-", "/dev/stdin"] {
        let output = classify_piped(&[Path::new(name)], &fs::read(&file).unwrap());
        assert!(output.status.success(), "{output:?}");
        let mut line = lines(&output).remove(0);
        assert_eq!(line["file"], name);
        line["file"] = expected["file"].clone();
        assert_eq!(line, expected);
    }
}

#[cfg(unix)]
#[test]
fn standard_input_that_is_named_again_is_read_once() {
    let folder = temp_dir::TempDir::new().unwrap();
    let file = pour_file(folder.path(), 1);
    let bytes = fs::read(&file).unwrap();
    // A reference and a recording may be the same.
    let reference = [Path::new("--reference"), Path::new("-"), Path::new("-"), &file];
    let output = classify_piped(&reference, &bytes);
    assert!(output.status.success() && lines(&output).len() == 2, "{output:?}");
    let names = ["-", "/dev/stdin", "-", "/dev/fd/0", "/proc/self/fd/0"].map(Path::new);
    for count in 2..=names.len() {
        let lines = lines(&classify_piped(&names[..count], &bytes));
        assert_eq!(lines.len(), count);
        for line in &lines {
            assert_eq!(line["probability_hot"], lines[0]["probability_hot"], "{lines:?}");
            assert!(line["verdict"].is_string(), "{lines:?}");
        }
    }
}

#[test]
fn standard_input_without_a_recording_has_an_error_and_files_after_it_a_verdict() {
    let folder = temp_dir::TempDir::new().unwrap();
    let file = pour_file(folder.path(), 1);
    for (bytes, sentence) in [(&b""[..], "is empty"), (b"Dear diary", "is a document")] {
        let output = classify_piped(&[Path::new("-"), &file], bytes);
        let lines = lines(&output);
        assert!(lines[0]["error"].as_str().unwrap().contains(sentence), "{output:?}");
        assert!(lines[1]["verdict"].is_string());
    }
}

#[cfg(unix)]
#[test]
fn endless_text_on_standard_input_is_refused() {
    let script = format!("yes | {} classify -", env!("CARGO_BIN_EXE_hot-or-cold"));
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    assert!(text(&output.stdout).contains("is a document"), "{output:?}");
}

#[cfg(unix)]
#[test]
fn decode_writes_the_same_for_standard_input_and_its_file() {
    let folder = temp_dir::TempDir::new().unwrap();
    let file = pour_file(folder.path(), 1);
    let decoded = run([Path::new("decode"), &file]).stdout;
    let script = format!("cat {} | {} decode -", file.display(), env!("CARGO_BIN_EXE_hot-or-cold"));
    assert_eq!(Command::new("sh").args(["-c", &script]).output().unwrap().stdout, decoded);
}

#[cfg(unix)]
#[test]
fn classify_reads_named_pipes_and_gives_up_those_without_a_writer() {
    let folder = temp_dir::TempDir::new().unwrap();
    let file = pour_file(folder.path(), 1);
    let pipe = |name: &str| {
        let path = folder.path().join(name);
        assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
        path
    };
    let (abandoned, other, written) = (pipe("abandoned"), pipe("other"), pipe("written"));
    let writer = std::thread::spawn({
        let (bytes, written) = (fs::read(&file).unwrap(), written.clone());
        move || fs::write(written, bytes)
    });
    let started = Instant::now();
    // A pipe that is named again costs no further wait.
    let files = [&abandoned, &file, &written, &other, &written, &abandoned, &other, &file];
    let files = files.map(PathBuf::as_path);
    let output = run([Path::new("classify"), Path::new("--json")].iter().chain(&files));
    // All wait at the same time.
    assert!(started.elapsed() < Duration::from_secs(9), "{:?}", started.elapsed());
    writer.join().unwrap().unwrap();
    let lines = lines(&output);
    for index in [0, 3, 5, 6] {
        let sentence = "No program wrote to this pipe within 5 seconds; start the program";
        assert!(lines[index]["error"].as_str().unwrap().starts_with(sentence), "{lines:?}");
    }
    for index in [1, 2, 4, 7] {
        assert_eq!(lines[index]["probability_hot"], lines[1]["probability_hot"], "{lines:?}");
        assert!(lines[index]["verdict"].is_string(), "{lines:?}");
    }
}

#[cfg(unix)]
#[test]
fn classify_refuses_devices_and_sockets() {
    let folder = temp_dir::TempDir::new().unwrap();
    let socket = folder.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for path in [Path::new("/dev/null"), Path::new("/dev/zero"), &socket] {
        let output = run([Path::new("classify"), path]);
        assert!(text(&output.stdout).contains("is a device or a socket"), "{output:?}");
    }
}
