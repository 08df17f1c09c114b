//! Runs the command-line program and checks its output.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::path::{Path, PathBuf};
use std::process::Command;

use common::decode::decode_file;
use common::program::{run, text, tone, wav};
use hot_or_cold::synth::{self, Pour};
use hot_or_cold::{Classifier, CupReference, PourReference};
use serde_json::Value;

/// Runs `classify --json`; returns its lines, and whether the exit status is 0.
fn classify(files: &[PathBuf]) -> (Vec<Value>, bool) {
    let output = run(["classify".into(), "--json".into()].iter().chain(files));
    assert_eq!(text(&output.stderr), "", "the program prints to standard output only");
    let lines =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (lines, output.status.success())
}

/// Overwrites the sample rate in a wav file's header.
fn claim_rate(path: &Path, rate: u32) {
    let mut bytes = std::fs::read(path).unwrap();
    let at = bytes.windows(4).position(|tag| tag == b"fmt ").unwrap() + 12;
    bytes[at..at + 4].copy_from_slice(&rate.to_le_bytes());
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn classify_continues_after_an_unusable_file() {
    let folder = temp_dir::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let pour = synth::pour(&Pour { sample_rate: 16_000, ..Pour::default() });
    let mut broken = pour.clone();
    broken[30_000] = f32::NAN;
    let mut infinite = pour.clone();
    infinite[30_000] = f32::INFINITY;
    std::fs::write(at("empty.m4a"), b"").unwrap();
    std::fs::create_dir(at("notes")).unwrap();
    std::fs::write(at("notes").join("text.txt"), "poured at noon").unwrap();
    std::fs::write(at("text.m4a"), "Dear diary, today I poured some water.\n".repeat(50)).unwrap();
    let cases = [
        (at("empty.m4a"), "is empty"),
        (at("text.m4a"), "is a document"),
        (at("missing.wav"), "can't be read"),
        (at("notes"), "This folder has no recordings"),
        (wav(&at("none.wav"), 1, 16_000, &[]), "0 samples"),
        (wav(&at("short.wav"), 1, 16_000, &pour[8_000..8_640]), "lasts 0.04 s"),
        (wav(&at("silence.wav"), 1, 16_000, &[0.0; 32_000]), "is silent"),
        (wav(&at("nan.wav"), 1, 16_000, &broken), "aren't sound"),
        (wav(&at("infinite.wav"), 1, 16_000, &infinite), "aren't sound"),
        (wav(&at("rate-0.wav"), 1, 16_000, &pour), "sample rate is 0 Hz"),
        (wav(&at("rate-1M.wav"), 1, 16_000, &pour), "sample rate is 1000000 Hz"),
    ];
    claim_rate(&at("rate-0.wav"), 0);
    claim_rate(&at("rate-1M.wav"), 1_000_000);
    let good = wav(&at("good.wav"), 1, 16_000, &pour);
    let mut files: Vec<PathBuf> = cases.iter().map(|(path, _)| path.clone()).collect();
    files.insert(4, good.clone());

    let (mut lines, success) = classify(&files);
    assert!(!success && lines.len() == files.len());
    for (line, file) in lines.iter().zip(&files) {
        assert_eq!(
            line["file"],
            file.display().to_string(),
            "the lines are in the order of the files"
        );
    }
    let usable = lines.remove(4);
    assert!(usable["verdict"].is_string() && usable["error"].is_null(), "{usable}");
    for (line, (path, sentence)) in lines.iter().zip(&cases) {
        let error = line["error"].as_str().unwrap_or_else(|| panic!("{path:?} passed: {line}"));
        assert!(
            error.contains(sentence) && error.ends_with('.') && !error.contains('\n'),
            "{error}"
        );
        assert!(line["verdict"].is_null() && line["probability_hot"].is_null());
    }
    assert!(classify(&[good]).1, "the status is 0 without an unusable file");
}

#[test]
fn classify_json_prints_the_documented_fields() {
    let folder = temp_dir::TempDir::new().unwrap();
    let pour = synth::pour(&Pour { sample_rate: 22_050, seconds: 3.0, ..Pour::default() });
    let file = wav(&folder.path().join("pour.wav"), 1, 22_050, &pour);
    let (lines, success) = classify(std::slice::from_ref(&file));
    assert!(success);
    let line = lines[0].as_object().unwrap();
    let mut keys: Vec<&str> = line.keys().map(String::as_str).collect();
    keys.sort_unstable();
    let documented = "error file pours probability_hot probability_pouring reason seconds sentence \
                      verdict";
    assert_eq!(keys.join(" "), documented);
    assert!(line["reason"].is_null() && line["sentence"].is_null());
    let pour = line["pours"][0].as_object().unwrap();
    assert_eq!(pour["probability_hot"], line["probability_hot"]);
    assert_eq!(pour["verdict"], line["verdict"]);
    assert!(pour["start"].as_f64().unwrap() < pour["end"].as_f64().unwrap());
    assert_eq!(line["seconds"], 3.0);
    for key in ["probability_hot", "probability_pouring"] {
        assert!((0.0..=1.0).contains(&line[key].as_f64().unwrap()));
    }
    let plain = run(["classify".into(), file]);
    let verdict = line["verdict"].as_str().unwrap();
    assert!(text(&plain.stdout).contains(&format!("pour.wav: {verdict}, about ")), "{plain:?}");
}

#[test]
fn classify_names_each_pour_where_they_differ() {
    let folder = temp_dir::TempDir::new().unwrap();
    let pour = |fahrenheit, seed| {
        let it = Pour { fahrenheit, seed, sample_rate: 16_000, ..Pour::default() };
        synth::pour(&it)
    };
    let samples = [pour(40.0, 3), vec![0.0; 48_000], pour(212.0, 6)].concat();
    let file = wav(&folder.path().join("two.wav"), 1, 16_000, &samples);
    let (lines, success) = classify(std::slice::from_ref(&file));
    assert!(success);
    let sentence = "Two pours: the first cold, the second hot.";
    assert_eq!(
        (&lines[0]["verdict"], &lines[0]["reason"]),
        (&"unsure".into(), &"pours-differ".into())
    );
    assert_eq!(lines[0]["sentence"], sentence);
    let plain = run(["classify".into(), file]);
    assert!(text(&plain.stdout).contains(sentence), "{plain:?}");
}

#[test]
fn classify_is_relative_to_known_pours() {
    let folder = temp_dir::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let make = |name: &str, fahrenheit: f64, seed: u64| {
        let pour = Pour { fahrenheit, seed, seconds: 4.0, sample_rate: 16_000, ..Pour::default() };
        wav(&at(name), 1, 16_000, &synth::pour(&pour))
    };
    let (cold, colder, warm, file) = (
        ("--cold", make("cold.wav", 60.0, 1)),
        ("--reference", make("colder.wav", 40.0, 2)),
        ("--hot", make("hot.wav", 190.0, 4)),
        make("a.wav", 90.0, 3),
    );
    type Known = (&'static str, PathBuf);
    let arguments = |json: &[&str], references: &[&Known]| {
        let mut arguments = vec![PathBuf::from("classify")];
        arguments.extend(json.iter().map(PathBuf::from));
        arguments.extend(
            references.iter().flat_map(|(option, path)| [PathBuf::from(option), path.clone()]),
        );
        arguments.push(file.clone());
        arguments
    };
    let hot = |references: &[&Known]| {
        let output = run(arguments(&["--json"], references));
        assert!(output.status.success(), "{output:?}");
        let line: Value = serde_json::from_slice(&output.stdout).unwrap();
        line["probability_hot"].as_f64().unwrap()
    };
    let classifier = Classifier::new(hot_or_cold::ONNX, hot_or_cold::SIDECAR).unwrap();
    let clip = |path: &Path| decode_file(path, classifier.sidecar().front_end.sample_rate).unwrap();
    let expected = |references: &[&Known]| {
        let references: Vec<PourReference> = references
            .iter()
            .map(|(option, path)| classifier.reference(&clip(path), *option == "--hot").unwrap())
            .collect();
        let reference = CupReference::new(&references).unwrap();
        classifier.classify(&clip(&file), Some(&reference)).unwrap().probability_hot
    };
    for references in [&[&cold][..], &[&colder], &[&cold, &colder], &[&cold, &warm], &[&warm]] {
        assert!((hot(references) - expected(references)).abs() < 1e-12);
    }

    let plain = |references: &[&Known]| text(&run(arguments(&[], references)).stdout).to_owned();
    assert!(plain(&[]).ends_with(" s)\n"));
    assert!(plain(&[&cold]).ends_with(" s), relative to 1 reference pour\n"));
    assert!(plain(&[&cold, &colder]).ends_with(" s), relative to 2 reference pours\n"));
    assert!(plain(&[&cold, &warm]).ends_with(" s), relative to 2 reference pours\n"));
}

#[test]
fn classify_warns_of_a_reference_that_is_not_a_pour() {
    let folder = temp_dir::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let tone = wav(&at("tone.wav"), 1, 16_000, &tone());
    let pour = synth::pour(&Pour { fahrenheit: 40.0, sample_rate: 16_000, ..Pour::default() });
    let file = wav(&at("a.wav"), 1, 16_000, &pour);
    let output = run([Path::new("classify"), Path::new("--reference"), &tone, &file]);
    let warned = text(&output.stderr);
    assert!(output.status.success(), "{output:?}");
    assert!(
        warned.contains("tone.wav doesn't sound much like a pour") && warned.ends_with(".\n"),
        "{warned}"
    );
    assert!(text(&output.stdout).ends_with(", relative to 1 reference pour\n"));
}

#[test]
fn classify_warns_of_a_reference_that_contradicts_its_label() {
    let Some(data) = common::data_folder() else { return };
    let [hot, cold] = ["212f-glassMug-2.m4a", "40f-ceramicMug-1.m4a"]
        .map(|name| data.join("pouring/v1").join(name));
    for (reference, warns) in [(&hot, true), (&cold, false)] {
        let output = run([Path::new("classify"), Path::new("--reference"), reference, &cold]);
        assert!(output.status.success(), "{output:?}");
        let warned = text(&output.stderr);
        assert_eq!(warned.contains("212f-glassMug-2.m4a sounds like hot water"), warns, "{warned}");
        assert_eq!(warned.is_empty(), !warns, "{warned}");
    }
    let output = run([Path::new("classify"), Path::new("--hot"), &cold, &hot]);
    let warned = text(&output.stderr);
    assert!(warned.contains("40f-ceramicMug-1.m4a sounds like cold water"), "{warned}");
}

#[test]
fn classify_stops_at_an_unusable_reference() {
    let folder = temp_dir::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let pour = synth::pour(&Pour { fahrenheit: 40.0, sample_rate: 16_000, ..Pour::default() });
    let good = wav(&at("good.wav"), 1, 16_000, &pour);
    let cases = [
        (wav(&at("silence.wav"), 1, 16_000, &[0.0; 32_000]), "is silent"),
        (at("missing.wav"), "can't be read"),
    ];
    for (bad, sentence) in cases {
        let arguments = |json: &[&str]| {
            let mut arguments = vec![PathBuf::from("classify")];
            arguments.extend(json.iter().map(PathBuf::from));
            for reference in [&good, &bad] {
                arguments.extend([PathBuf::from("--reference"), reference.clone()]);
            }
            arguments.extend([good.clone(), good.clone()]);
            run(arguments)
        };
        let (plain, json) = (arguments(&[]), arguments(&["--json"]));
        let error = text(&plain.stderr);
        assert!(error.contains(sentence) && error.contains(bad.to_str().unwrap()), "{error}");
        assert!(error.lines().count() == 1 && error.ends_with(".\n"), "{error}");
        assert!(plain.stdout.is_empty() && plain.status.code() == Some(1), "{plain:?}");
        assert!(json.stderr == plain.stderr && json.status.code() == Some(1), "{json:?}");
        let lines: Vec<Value> =
            text(&json.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        for line in lines {
            assert_eq!(line["error"], error.trim_end());
            assert!(line["verdict"].is_null() && line["probability_hot"].is_null(), "{line}");
        }
    }
}

#[test]
fn classify_ignores_the_number_of_channels() {
    let folder = temp_dir::TempDir::new().unwrap();
    let pour = synth::pour(&Pour { sample_rate: 48_000, ..Pour::default() });
    let eight: Vec<f32> = pour.iter().flat_map(|&sample| [sample; 8]).collect();
    let mono = wav(&folder.path().join("mono.wav"), 1, 48_000, &pour);
    let eight = wav(&folder.path().join("eight.wav"), 8, 48_000, &eight);
    let (lines, _) = classify(&[mono, eight]);
    let hot = |line: &Value| line["probability_hot"].as_f64().unwrap();
    assert!((hot(&lines[0]) - hot(&lines[1])).abs() < 1e-6, "{lines:?}");
}

#[test]
fn classify_returns_a_verdict_for_an_hour() {
    let folder = temp_dir::TempDir::new().unwrap();
    let minute = synth::pour(&Pour { sample_rate: 16_000, seconds: 60.0, ..Pour::default() });
    let hour = wav(&folder.path().join("hour.wav"), 1, 16_000, &minute.repeat(60));
    let (lines, success) = classify(&[hour]);
    assert!(success && lines[0]["seconds"] == 3_600.0, "{lines:?}");
}

#[test]
fn decode_returns_the_pour_that_synthesise_wrote() {
    let folder = temp_dir::TempDir::new().unwrap();
    let out = folder.path().join("pour.wav");
    let arguments =
        ["synthesise", "--fahrenheit", "50", "--seconds", "2", "--sample-rate", "16000"];
    let output = run(arguments.iter().map(PathBuf::from).chain([out.clone()]));
    assert!(output.status.success(), "{output:?}");
    let decoded = run(["decode".into(), out]);
    let samples: Vec<f32> =
        decoded.stdout.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    let pour = synth::pour(&Pour {
        fahrenheit: 50.0,
        seconds: 2.0,
        sample_rate: 16_000,
        ..Pour::default()
    });
    assert_eq!(samples.len(), pour.len());
    let worst = samples.iter().zip(&pour).fold(0.0_f32, |worst, (a, b)| worst.max((a - b).abs()));
    assert!(worst < 1.0 / 16_384.0, "{worst}");
}

#[test]
fn synthesise_takes_vessel_flow_and_statistics() {
    let folder = temp_dir::TempDir::new().unwrap();
    let make = |options: &[&str]| {
        let out = folder.path().join("pour.wav");
        let arguments = ["synthesise", "--seconds", "2"].iter().chain(options).map(PathBuf::from);
        let output = run(arguments.chain([out.clone()]));
        assert!(output.status.success(), "{output:?}");
        std::fs::read(out).unwrap()
    };
    let default = make(&[]);
    let [height, diameter] = ["--vessel-height", "--vessel-diameter"];
    assert_ne!(default, make(&[height, "25", diameter, "6"]));
    assert_ne!(default, make(&["--flow", "300"]));
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/model/textures.json");
    assert_eq!(default, make(&["--statistics", shipped]));
}

#[test]
fn synthesise_reports_invalid_options() {
    let folder = temp_dir::TempDir::new().unwrap();
    let statistics = folder.path().join("statistics.json");
    std::fs::write(&statistics, "{}").unwrap();
    let statistics = statistics.to_str().unwrap();
    for (options, sentence) in [
        (["--statistics", statistics], "cannot be used: missing field"),
        (["--statistics", "nowhere.json"], "The statistics nowhere.json cannot be used"),
        (["--statistics", "/dev/zero"], "The statistics /dev/zero cannot be used"),
        (["--vessel-height", "10"], "--vessel-diameter"),
        (["--vessel-height", "0"], "from 1 to 100"),
        (["--flow", "NaN"], "above 0"),
        (["--flow", "-5"], "above 0"),
    ] {
        let arguments = ["synthesise"].iter().chain(&options).map(PathBuf::from);
        let output = run(arguments.chain([folder.path().join("pour.wav")]));
        assert!(!output.status.success());
        assert!(text(&output.stderr).contains(sentence), "{output:?}");
    }
}

#[test]
fn decode_does_not_panic_on_a_closed_pipe() {
    let folder = temp_dir::TempDir::new().unwrap();
    let minute = synth::pour(&Pour { sample_rate: 16_000, seconds: 60.0, ..Pour::default() });
    let file = wav(&folder.path().join("minute.wav"), 1, 16_000, &minute);
    let script =
        format!("{} decode {} | head -c 1", env!("CARGO_BIN_EXE_hot-or-cold"), file.display());
    let output = Command::new("sh").args(["-c", &script]).output().unwrap();
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn classify_rejects_a_truncated_recording_only() {
    let Some(data) = common::data_folder() else { return };
    let hot = data.join("pouring/v1/212f-glassMug-2.m4a");
    let cold = data.join("pouring/v1/40f-ceramicMug-1.m4a");
    let folder = temp_dir::TempDir::new().unwrap();
    let truncated = folder.path().join("truncated.m4a");
    let bytes = std::fs::read(&hot).unwrap();
    std::fs::write(&truncated, &bytes[..bytes.len() / 2]).unwrap();
    let (lines, _) = classify(&[hot, truncated, cold]);
    assert_eq!(lines[0]["verdict"], "hot", "{lines:?}");
    assert!(lines[1]["error"].as_str().unwrap().contains("is cut off"), "{lines:?}");
    assert_eq!(lines[2]["verdict"], "cold", "{lines:?}");
}
