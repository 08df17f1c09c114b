//! Helpers of several integration tests.

// Each test program uses some of them.
#![allow(dead_code)]

// The program's decoder and its errors, compiled into the tests.
#[cfg(not(target_arch = "wasm32"))]
#[path = "../../src/cli/decode.rs"]
pub mod decode;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../../src/cli/error.rs"]
pub mod error;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../../src/cli/file_name.rs"]
pub mod file_name;
#[cfg(not(target_arch = "wasm32"))]
#[path = "../../src/cli/input.rs"]
pub mod input;
#[cfg(not(target_arch = "wasm32"))]
pub mod program;

pub mod print;

use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use print::print_uncaptured;

/// `model/golden.json`: seeded inputs of the model with PyTorch's logits for them, written by
/// `model/train/export.py`.
#[derive(Deserialize)]
pub struct Golden {
    pub shape: [usize; 4],
    pub logits: Vec<[f64; 2]>,
    pub model_sha256: String,
    pub tolerance_probability: f64,
}

/// The golden outputs, and all inputs in one list.
pub fn golden() -> (Golden, Vec<f32>) {
    let golden: Golden = serde_json::from_str(include_str!("../../model/golden.json")).unwrap();
    let bytes = include_bytes!("../../model/golden.f32");
    let values: Vec<f32> =
        bytes.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    assert_eq!(values.len(), golden.shape.iter().product::<usize>());
    assert_eq!(golden.logits.len(), golden.shape[0]);
    (golden, values)
}

/// The probability of a logit, without calibration.
pub fn sigmoid(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// Asserts that logits match PyTorch's, as probabilities and as logits.
pub fn assert_logits_match(golden: &Golden, at: usize, logits: [f64; 2]) {
    for (got, want) in logits.into_iter().zip(golden.logits[at]) {
        let distance = (sigmoid(got) - sigmoid(want)).abs();
        assert!(distance <= golden.tolerance_probability, "input {at}: {got}, PyTorch {want}");
        // Far from 0, probabilities hide differences of logits.
        assert!((got - want).abs() < 1e-3, "input {at}: logit {got}, PyTorch {want}");
    }
}

/// Returns the folder of recordings, as in build.sh. Without one it prints that tests are skipped.
pub fn data_folder() -> Option<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = match std::env::var_os("HOT_OR_COLD_DATA") {
        Some(named) => vec![repository.join(named)],
        None => vec![repository.join("../shared/data"), repository.join("data")],
    };
    let folder = folders.into_iter().find(|folder| folder.join("clips.csv").is_file());
    if folder.is_none() {
        print_uncaptured("skipped: there are no recordings (./build.sh data)");
    }
    folder
}

/// The folder of difficult files. Without one it prints that tests are skipped.
pub fn cases_folder() -> Option<PathBuf> {
    let named = std::env::var_os("HOT_OR_COLD_CASES").unwrap_or("../shared/cases".into());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(named);
    let is_found = folder.is_dir();
    if !is_found {
        print_uncaptured("skipped: there is no folder of difficult files (HOT_OR_COLD_CASES)");
    }
    is_found.then_some(folder)
}
