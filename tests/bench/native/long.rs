//! Benchmark of a long recording, in chunks as in the page: `bench-long MINUTES [DATA]`.
//!
//! It prints the time in seconds and the peak memory. The clip is repeated with changing gain; its
//! chunks are made on demand, so that the samples take no memory.
#![allow(clippy::unwrap_used)]

// The program's decoder and its errors.
#[path = "../../../src/cli/decode.rs"]
mod decode;
#[path = "../../../src/cli/error.rs"]
#[allow(dead_code)]
mod error;
#[allow(dead_code)]
#[path = "../../../src/cli/file_name.rs"]
mod file_name;
#[allow(dead_code)]
#[path = "../../../src/cli/input.rs"]
mod input;
mod sound;

use std::time::Instant;

use allocation_counter::measure;
use hot_or_cold::{Classifier, LogMelBuilder, ONNX, SIDECAR, spectrogram};
use serde_json::json;
use sound::{RATE, Sound};

/// Samples in a chunk (`src/wasm.rs`), and columns of the spectrogram, as in the page.
const CHUNK: usize = 1 << 18;
const MAX_SPECTROGRAM_COLUMNS: usize = 1_600;
/// Gains of the repetitions, in turn.
const GAINS: [f32; 4] = [1.0, 0.5, 0.7, 0.35];

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let minutes: usize = arguments.next().unwrap().to_str().unwrap().parse().unwrap();
    let data = arguments.next();
    let sound = Sound::load(data.as_deref().map(std::path::Path::new));
    let classifier = Classifier::new(ONNX, SIDECAR).unwrap();
    let repeats =
        GAINS.iter().cycle().flat_map(|gain| sound.samples.iter().map(move |sample| gain * sample));
    let mut samples = repeats.take(minutes * 60 * RATE as usize);

    let start = Instant::now();
    let mut windows = 0;
    let counted = measure(|| {
        let mut builder = LogMelBuilder::new(&classifier, RATE, 1).unwrap();
        loop {
            let chunk: Vec<f32> = samples.by_ref().take(CHUNK).collect();
            if chunk.is_empty() {
                break;
            }
            builder.push_channels(&[&chunk]).unwrap();
        }
        let (log_mel, seconds) = builder.finish().unwrap();
        let logits = classifier.run_windows(&log_mel, seconds, |_| ()).unwrap();
        let classification = classifier.calibrate(&logits, None).unwrap();
        let image = spectrogram::draw(&log_mel, MAX_SPECTROGRAM_COLUMNS);
        assert!(image.width <= MAX_SPECTROGRAM_COLUMNS);
        windows = classification.windows.len();
    });
    let seconds = start.elapsed().as_secs_f64();
    let peak_mb = counted.bytes_max as f64 / 1e6;
    println!(
        "{}",
        json!({ "minutes": minutes, "seconds": seconds, "peak_mb": peak_mb, "windows": windows })
    );
}
