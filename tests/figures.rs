//! The figures of README and model card are what the program prints today, word for word.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::path::Path;
use std::process::Command;

const HERE: &str = env!("CARGO_MANIFEST_DIR");

fn evaluate(data: &Path, more: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_hot-or-cold"))
        .current_dir(HERE)
        .arg("evaluate")
        .arg(data.join("clips.csv"))
        .args(more)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// None where not all the recordings are there that the figures are about.
fn full_report(more: &[&str]) -> Option<String> {
    let report = evaluate(&common::data()?, more);
    if report.contains("not there") || report.contains("not the list") {
        common::say(
            "the figures, skipped: these are not all the recordings that the figures are about",
        );
        return None;
    }
    Some(report)
}

/// What stands between `<!-- name -->` and `<!-- /name -->`.
fn quoted(file: &str, name: &str) -> String {
    let text = std::fs::read_to_string(Path::new(HERE).join(file)).unwrap();
    let rest = text.split_once(&format!("<!-- {name} -->")).unwrap().1;
    rest.split_once(&format!("<!-- /{name} -->")).unwrap().0.trim().to_owned()
}

#[test]
fn readme_and_model_card_say_what_evaluate_prints() {
    let Some(report) = full_report(&[]) else { return };
    assert_eq!(
        quoted("model/MODEL_CARD.md", "evaluate"),
        report.trim(),
        "paste what ./build.sh evaluate prints into model/MODEL_CARD.md"
    );
    let readme = quoted("README.md", "evaluate");
    for line in readme.lines() {
        assert!(
            report.lines().any(|printed| printed == line),
            "README.md says what is not printed: {line}"
        );
    }
    assert!(readme.contains("| all |"), "{readme}");
}

#[test]
fn the_model_card_says_what_is_said_while_it_pours() {
    let Some(report) = full_report(&["--live", "model/onsets.csv"]) else { return };
    assert_eq!(
        quoted("model/MODEL_CARD.md", "live"),
        report.trim(),
        "paste what ./build.sh evaluate --live model/onsets.csv prints into model/MODEL_CARD.md"
    );
}

#[test]
#[ignore = "takes minutes, and the changed recordings: build.sh makes them first"]
fn the_model_card_says_what_changes_cost() {
    let Some(data) = common::data() else { return };
    let list =
        std::fs::read_to_string(Path::new(HERE).join("target/changed/changes.json")).unwrap();
    if !list.contains("noise-10-db") || !list.contains("suppressed") {
        common::say("what changes cost, skipped: not all the changes could be made here");
        return;
    }
    assert_eq!(
        quoted("model/MODEL_CARD.md", "robustness"),
        evaluate(&data, &["--changed", "target/changed"]).trim(),
        "paste what ./build.sh robustness prints into model/MODEL_CARD.md"
    );
}
