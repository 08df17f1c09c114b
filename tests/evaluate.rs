//! `evaluate` on synthesised pours, with models whose verdicts are fixed by their calibration.
//! Every figure of the report is known in advance.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::program::{run, text, tone, wav};
use hot_or_cold::synth::{self, Pour};
use serde_json::{Value, json};

const CLIPS: &str = "\
path,kind,label,temperature_f,vessel,session
a1.wav,pouring,cold,40,glass,A
a2.wav,pouring,cold,40,mug,A
a3.wav,pouring,hot,200,glass,A
a4.wav,pouring,cold,75,glass,A
b1.wav,pouring,hot,212,glass,B
tone-1-1-A.wav,not-pouring,tone,,,
silence-2-2-A.wav,not-pouring,silence,,,
tone-2-3-A.wav,not-pouring,tone,,,
old.wav,example,cold,40,glass,
";

/// The shipped network with a calibration that ignores its input.
///
/// Seed 1 is cold, seed 2 is hot at 205 °F with a confidence of 0.9933: unsure if
/// `min_confidence` is higher. Both detect a pour, and are cold relative to any reference, the more
/// so to two.
fn models(min_confidence: f64) -> Value {
    // So far apart that the logits of a network, below 100, make no difference. Alone, the log-odds
    // of hot are `log_odds`. Relative to n references they are (5 * 0.0101 - n / 2) / (0.01 * (n +
    // 1.01)) for those of 5.
    let cups = |log_odds: f64| {
        json!({"difference": 1e30, "midpoint": -log_odds * 1.01e30, "pour_variance": 1e58,
               "cup_variance": 1e60})
    };
    let sha256 = hot_or_cold::Sidecar::parse(hot_or_cold::SIDECAR).unwrap().model.sha256;
    let model = |seed: u64, hot: f64, confidence: f64| {
        let fit = json!({"slope": 0.0, "offset": 205.0, "lowest": 190.0, "highest": 210.0,
                         "interval": 15.0});
        let calibration = json!({"cups": cups(hot), "temperature_f": fit,
                                 "pouring": {"scale": 0.0, "offset": 5.0}});
        let thresholds = json!({"pouring": 0.5, "confidence": confidence});
        json!({"seed": seed, "file": "model.onnx", "sha256": sha256, "calibration": calibration,
               "thresholds": thresholds})
    };
    json!([model(1, -5.0, 0.6), model(2, 5.0, min_confidence)])
}

fn recordings(folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    for (name, seed) in [("a1", 1), ("a2", 2), ("a3", 3), ("a4", 4), ("b1", 5)] {
        let pour =
            synth::pour(&Pour { seed, seconds: 2.0, sample_rate: 16_000, ..Pour::default() });
        wav(&folder.join(name).with_extension("wav"), 1, 16_000, &pour);
    }
}

/// A folder with the list, its recordings, and the models that hold them out.
fn fixture() -> temp_dir::TempDir {
    let folder = temp_dir::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("clips.csv"), CLIPS).unwrap();
    fs::write(at("model.onnx"), hot_or_cold::ONNX).unwrap();
    recordings(folder.path());
    wav(&at("tone-1-1-A.wav"), 1, 16_000, &tone());
    wav(&at("tone-2-3-A.wav"), 1, 16_000, &tone());
    wav(&at("silence-2-2-A.wav"), 1, 16_000, &[0.0; 32_000]);
    let session = |name: &str, fold: u32, min_confidence: f64| {
        json!({"held_out": name, "sessions": [name], "negative_fold": fold,
               "models": models(min_confidence)})
    };
    let vessel = json!({"held_out": "glassware", "vessels": ["glass"], "models": models(0.999)});
    let list = json!({"data_digest": "", "protocols": [
        {"name": "leave-one-session-out", "folds": [session("A", 1, 0.999), session("B", 2, 0.6)]},
        {"name": "leave-one-vessel-out", "folds": [vessel]},
    ]});
    fs::write(at("held-out.json"), list.to_string()).unwrap();
    folder
}

fn evaluate(folder: &Path, more: &[&str]) -> Output {
    let (clips, held_out) = (folder.join("clips.csv"), folder.join("held-out.json"));
    let arguments = ["evaluate", clips.to_str().unwrap(), "--held-out", held_out.to_str().unwrap()];
    run(arguments.iter().chain(more))
}

#[test]
fn report_has_the_figures_counted_by_hand() {
    let folder = fixture();
    let output = evaluate(folder.path(), &[]);
    assert!(output.status.success(), "{output:?}");
    let (header, report) = text(&output.stdout).split_once("\n\n").unwrap();
    assert!(
        header.contains(", 8 clips, data digest `") && header.contains("not the list"),
        "{header}"
    );
    assert_eq!(report, include_str!("evaluate.md"));
    assert_eq!(evaluate(folder.path(), &[]).stdout, output.stdout, "every run prints the same");
}

#[test]
fn json_report_has_the_figures_counted_by_hand() {
    let folder = fixture();
    let output = evaluate(folder.path(), &["--json"]);
    assert!(output.status.success(), "{output:?}");
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["is_training_data"], false);
    assert_eq!((&report["clips"], &report["missing_other_sounds"]), (&json!(8), &json!(0)));
    let [sessions, vessels] = report["protocols"].as_array().unwrap().as_slice() else { panic!() };
    assert_eq!(vessels["name"], "leave-one-vessel-out");
    assert!(vessels["other_sounds"].is_null() && vessels["breakdown"].is_null(), "{vessels}");
    let interval = json!({"low": 17.0, "high": 83.0});
    assert_eq!(
        sessions["all"],
        json!({"held_out": "all", "pours": 5, "right_by_seed": [3, 2], "right_percent": 50.0,
               "right_interval_percent": interval, "unsure": 2.0, "roc_auc": 0.5})
    );
    assert_eq!(
        sessions["confident"],
        json!({"min_confidence_percent": 90, "verdicts": 10, "all_verdicts": 10,
               "verdicts_percent": 100.0, "right": 5, "right_percent": 50.0,
               "right_interval_percent": interval, "verdicts_per_seed": 5.0})
    );
    assert_eq!(sessions["calibration_error"], 0.493);
    assert_eq!(sessions["unsure"], json!({"count": 2.0, "of": 5, "percent": 40.0}));
    let kinds = &sessions["other_sounds"]["by_novelty"];
    assert_eq!(kinds["new_kinds_rejected"]["percent"], 100.0);
    let breakdown = &sessions["breakdown"];
    assert_eq!(breakdown["by_temperature"][0]["fahrenheit"], 40);
    assert_eq!(breakdown["by_vessel"][0]["right"]["count"], 2.0);
    assert_eq!(
        breakdown["temperature_estimates"],
        json!({"estimates": 1, "mean_error_fahrenheit": 7.0,
               "baseline_mean_error_fahrenheit": 12.0, "within_interval_percent": 100.0})
    );
    let reference = &breakdown["with_reference"];
    assert_eq!(reference["left_out"], json!([{"session": "B", "pours": 1}]));
    assert_eq!(reference["folds"][1]["right_with_reference"]["percent"], 75.0);
}

#[test]
fn robustness_report_compares_corrupted_recordings_with_the_originals() {
    let folder = fixture();
    let changed = folder.path().join("changed");
    recordings(&changed.join("copy"));
    let run = || evaluate(folder.path(), &["--changed", changed.to_str().unwrap()]);
    let output = run();
    assert!(output.status.success(), "{output:?}");
    let (_, report) = text(&output.stdout).split_once("\n\n").unwrap();
    assert_eq!(
        report,
        "**Changed recordings** (leave-one-session-out, means over 2 seeds)\n\n\
         | change | right | points lost | pours kept | unsure |\n|---|---|---|---|---|\n\
         | none | 2.5 of 5 (50.0 %) | – | 5.0 of 5 (100.0 %) | 2.0 |\n\
         | copy | 2.5 of 5 (50.0 %) | 0.00 | 5.0 of 5 (100.0 %) | 2.0 |\n\n\
         No change costs more than 2 percentage points.\n"
    );
    fs::remove_file(changed.join("copy/a3.wav")).unwrap();
    let output = run();
    assert!(!output.status.success() && text(&output.stderr).contains("a3.wav"), "{output:?}");
}

#[test]
fn live_report_counts_verdicts_during_the_pour() {
    let folder = fixture();
    let onsets = folder.path().join("onsets.csv");
    let list = "path,seconds\na1.wav,0\na2.wav,0\na3.wav,0\na4.wav,0\nb1.wav,0\n";
    fs::write(&onsets, list).unwrap();
    let run = || evaluate(folder.path(), &["--live", onsets.to_str().unwrap()]);
    let output = run();
    assert!(output.status.success(), "{output:?}");
    let (_, report) = text(&output.stdout).split_once("\n\n").unwrap();
    // The first verdict comes after 1 s. Silence, too, is a pour, so no pour ends.
    assert_eq!(
        report,
        "**While it pours** (leave-one-session-out, 2 seeds)\n\n\
         | | by seed | mean |\n|---|---|---|\n\
         | pours judged rightly 1 s after their start | 3, 1 of 5 | 40.0 % |\n\
         | pours judged rightly 1.5 s after their start | 3, 1 of 5 | 40.0 % |\n\
         | pours judged rightly 2 s after their start | 3, 1 of 5 | 40.0 % |\n\
         | pours of which the first verdict is wrong | 2, 0 of 5 | 20.0 % |\n\
         | pours of which the last word is right | 3, 1 of 5 | 40.0 % |\n\
         | pours taken for none in the end | 0, 0 of 5 | 0.0 % |\n\
         | pours over more than a second before their recording | 0, 0 of 5 | 0.0 % |\n\
         | other sounds called hot or cold for a moment | 0, 0 of 3 | 0.0 % |\n\
         | other sounds taken for a pour in the end | 3, 3 of 3 | 100.0 % |\n\n\
         Half of the first verdicts come within 1.00 s of the pour's start.\n"
    );
    fs::write(&onsets, list.replace("a2.wav", "other.wav")).unwrap();
    let output = run();
    let error = text(&output.stderr);
    assert!(error.contains("onsets.csv") && error.contains("a2.wav"), "{error}");
}

#[test]
fn evaluate_reports_unusable_lists_in_one_sentence() {
    let folder = fixture();
    let assert_rejected = |part: &str, more: &[&str]| {
        let output = evaluate(folder.path(), more);
        let error = text(&output.stderr);
        assert!(!output.status.success() && error.contains(part), "{output:?}");
        assert!(error.contains("cannot be used") && !error.contains(".."), "{error}");
        assert_eq!(error.lines().count(), 1, "{error}");
    };
    assert_rejected("nowhere", &["--changed", "nowhere"]);
    assert_rejected("nowhere", &["--live", "nowhere"]);
    assert_rejected("nowhere", &["--surroundings", "nowhere"]);
    fs::remove_file(folder.path().join("a2.wav")).unwrap();
    assert_rejected("a2.wav", &[]);
    fs::write(folder.path().join("clips.csv"), "path,kind,label,vessel,session\n").unwrap();
    assert_rejected("no pour", &[]);
    fs::write(folder.path().join("held-out.json"), "{}").unwrap();
    assert_rejected("held-out.json", &[]);
    fs::remove_file(folder.path().join("clips.csv")).unwrap();
    assert_rejected("clips.csv", &[]);
}
