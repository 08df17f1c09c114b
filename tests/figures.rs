//! The README's figures are what the program prints today, word for word.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::path::Path;
use std::process::Command;

#[test]
fn the_readme_says_what_evaluate_prints() {
    let Some(data) = common::data() else { return };
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(env!("CARGO_BIN_EXE_hot-or-cold"))
        .current_dir(here)
        .arg("evaluate")
        .arg(data.join("clips.csv"))
        .output()
        .unwrap();
    let report = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    if report.contains("not there") || report.contains("not the list") {
        common::say(
            "the README's figures, skipped: these are not all the recordings that the figures are about",
        );
        return;
    }
    let readme = std::fs::read_to_string(here.join("README.md")).unwrap();
    let quoted =
        readme.split_once("<!-- evaluate -->").unwrap().1.split_once("<!-- /evaluate -->").unwrap().0;
    assert_eq!(quoted.trim(), report.trim(), "paste what ./build.sh evaluate prints into README.md");
}
