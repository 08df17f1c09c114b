//! `bench-long MINUTES [DATA]`: so much sound as the page hears a file, chunk by chunk; prints the seconds that
//! takes and the most memory held on the way. The sound itself is nowhere held: each chunk is made as it is
//! heard, the clip over and over, with another gain each time.
#![allow(clippy::unwrap_used)]

// The program's decoder and its errors.
#[path = "../../../src/cli/decode.rs"]
mod decode;
#[path = "../../../src/cli/error.rs"]
#[allow(dead_code)]
mod error;
mod sound;

use std::time::Instant;

use allocation_counter::measure;
use hot_or_cold::{Classifier, LogMelBuilder, ONNX, SIDECAR, spectrogram};
use serde_json::json;
use sound::{RATE, Sound};

/// As the page copies a file into WebAssembly's memory, and what it draws (`src/wasm.rs`, `www/src/engine.ts`).
const CHUNK: usize = 1 << 18;
const PICTURE_COLUMNS: usize = 1_600;
/// Full scale and three quieter repeats, in turn.
const GAINS: [f32; 4] = [1.0, 0.5, 0.7, 0.35];

fn main() {
    let mut arguments = std::env::args_os().skip(1);
    let minutes: usize = arguments.next().unwrap().to_str().unwrap().parse().unwrap();
    let data = arguments.next();
    let sound = Sound::of(data.as_deref().map(std::path::Path::new));
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
        let evidence = classifier.run_windows(&log_mel, seconds, |_| ()).unwrap();
        let verdict = classifier.calibrate(&evidence, None).unwrap();
        let picture = spectrogram::draw(&log_mel, PICTURE_COLUMNS);
        assert!(picture.width <= PICTURE_COLUMNS);
        windows = verdict.windows.len();
    });
    let seconds = start.elapsed().as_secs_f64();
    let peak_mb = counted.bytes_max as f64 / 1e6;
    println!(
        "{}",
        json!({ "minutes": minutes, "seconds": seconds, "peak_mb": peak_mb, "windows": windows })
    );
}
