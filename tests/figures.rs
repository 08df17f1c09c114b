//! README.md, model/MODEL_CARD.md and model/figures.json have the figures that the program prints.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use hot_or_cold::{SIDECAR, Sidecar};
use sha2::{Digest as _, Sha256};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

fn evaluate(data: &Path, more: &[&str]) -> String {
    evaluate_list(&[&[data.join("clips.csv").to_str().unwrap()], more].concat())
}

fn evaluate_list(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_hot-or-cold"))
        .current_dir(REPOSITORY)
        .arg("evaluate")
        .args(arguments)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The folder of recordings, if it has all that the model was trained with.
///
/// `./build.sh data` fetches the pours only, not the other sounds.
fn complete_data() -> Option<PathBuf> {
    let data = common::data_folder()?;
    let list = fs::read_to_string(data.join("clips.csv")).unwrap();
    let training = Sidecar::parse(SIDECAR).unwrap().training;
    let is_complete = training.data_digest == format!("{:x}", Sha256::digest(&list))
        && list
            .lines()
            .filter_map(|line| line.split_once(",not-pouring,"))
            .all(|(path, _)| data.join(path).exists());
    if !is_complete {
        common::print_uncaptured("skipped: some recordings are missing that the figures are about");
    }
    is_complete.then_some(data)
}

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(REPOSITORY).join(file)).unwrap()
}

/// The text between `<!-- name -->` and `<!-- /name -->`.
fn quoted(file: &str, name: &str) -> String {
    let text = read(file);
    let rest = text.split_once(&format!("<!-- {name} -->")).unwrap().1;
    rest.split_once(&format!("<!-- /{name} -->")).unwrap().0.trim().to_owned()
}

#[test]
fn readme_and_model_card_equal_the_report() {
    let Some(data) = complete_data() else { return };
    let report = evaluate(&data, &[]);
    assert_eq!(
        quoted("model/MODEL_CARD.md", "evaluate"),
        report.trim(),
        "run ./build.sh figures evaluate"
    );
    let readme = quoted("README.md", "evaluate");
    for line in readme.lines() {
        assert!(
            report.lines().any(|printed| printed == line),
            "README.md has a line that the report lacks: {line}"
        );
    }
    assert!(readme.contains("Right of all pours"), "{readme}");
}

#[test]
fn figures_json_equals_the_report() {
    let Some(data) = complete_data() else { return };
    assert_eq!(
        read("model/figures.json"),
        evaluate(&data, &["--json"]),
        "run ./build.sh figures evaluate"
    );
}

#[test]
fn figures_of_other_kitchens_equal_the_report() {
    let folder = Path::new(REPOSITORY).join("../shared/kitchens");
    if !folder.join("clips.csv").is_file() {
        common::print_uncaptured("skipped: the recordings of other kitchens are not here");
        return;
    }
    let kitchens = ["--kitchens", folder.to_str().unwrap()];
    let report = evaluate_list(&kitchens);
    assert_eq!(
        quoted("model/MODEL_CARD.md", "kitchens"),
        report.trim(),
        "run ./build.sh figures kitchens"
    );
    assert!(report.starts_with(&quoted("README.md", "kitchens")), "README.md has other figures");
    assert_eq!(
        read("model/kitchens.json"),
        evaluate_list(&[&kitchens[..], &["--json"]].concat()),
        "run ./build.sh figures kitchens"
    );
}

#[test]
fn model_card_equals_the_live_report() {
    let Some(data) = complete_data() else { return };
    let report = evaluate(&data, &["--live", "model/onsets.csv"]);
    assert_eq!(quoted("model/MODEL_CARD.md", "live"), report.trim(), "run ./build.sh figures live");
}

#[test]
#[ignore = "takes minutes and needs the corrupted recordings, which build.sh makes first"]
fn model_card_equals_the_robustness_report() {
    let Some(data) = common::data_folder() else { return };
    let list = read("target/changed/changes.json");
    if !list.contains("noise-10-db") || !list.contains("suppressed") {
        common::print_uncaptured(
            "skipped: some corruptions need recordings or programs that are missing",
        );
        return;
    }
    assert_eq!(
        quoted("model/MODEL_CARD.md", "robustness"),
        evaluate(&data, &["--changed", "target/changed"]).trim(),
        "run ./build.sh figures robustness"
    );
}

#[test]
#[ignore = "takes ten minutes"]
fn model_card_equals_the_surroundings_report() {
    let Some(data) = complete_data() else { return };
    assert_eq!(
        quoted("model/MODEL_CARD.md", "surroundings"),
        evaluate(&data, &["--surroundings", "model/onsets.csv"]).trim(),
        "run ./build.sh figures surroundings"
    );
}
