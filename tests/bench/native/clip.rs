//! This crate's side of the comparison in `compare.py`.
//!
//! `bench-clip PCM [DATA]` writes the clip's PCM to the file PCM, as little-endian 32-bit floats,
//! and describes it in one line. Then it reads commands, `log-mel` or `verdict`, and prints for
//! each the time in milliseconds and the result, as JSON in one line.
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

use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

use hot_or_cold::{Classification, Classifier, ONNX, SIDECAR, spectrogram};
use serde_json::{Value, json};
use sound::{RATE, Sound};

/// Largest number of columns, as in the page.
const MAX_SPECTROGRAM_COLUMNS: usize = 1_600;

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let pcm = arguments.next().unwrap();
    let data = arguments.next();
    let sound = Sound::load(data.as_deref().map(std::path::Path::new));
    let bytes: Vec<u8> = sound.samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
    std::fs::write(pcm, bytes).unwrap();

    let classifier = Classifier::new(ONNX, SIDECAR).unwrap();
    let clip = sound.resampled(classifier.sidecar().front_end.sample_rate);
    print_line(&json!({ "clip": sound.name, "seconds": sound.seconds(), "rate": RATE }));
    for command in std::io::stdin().lines() {
        let start = Instant::now();
        let reply = match command.unwrap().as_str() {
            "log-mel" => {
                let log_mel = classifier.front_end().log_mel(black_box(clip.samples()));
                json!({ "ms": milliseconds(start), "frames": log_mel.len() })
            }
            "verdict" => {
                let (verdict, pixels) = classify(&classifier, black_box(&sound.samples));
                json!({ "ms": milliseconds(start), "verdict": verdict, "pixels": pixels })
            }
            other => json!({ "error": other }),
        };
        print_line(&reply);
    }
}

/// Classifies PCM and draws its spectrogram, as `Classifier.classify` in the page.
fn classify(classifier: &Classifier, samples: &[f32]) -> (Classification, usize) {
    let mut builder = hot_or_cold::LogMelBuilder::new(classifier, RATE, 1).unwrap();
    builder.push_channels(&[samples]).unwrap();
    let (log_mel, seconds) = builder.finish().unwrap();
    let logits = classifier.run_windows(&log_mel, seconds, |_| ()).unwrap();
    let verdict = classifier.calibrate(&logits, None).unwrap();
    let image = black_box(spectrogram::draw(&log_mel, MAX_SPECTROGRAM_COLUMNS));
    (verdict, image.width * image.height)
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1_000.0
}

fn print_line(value: &Value) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{value}").unwrap();
    out.flush().unwrap();
}
