//! Benchmarks of the native path, part by part, in the program's profile: `cargo bench`.
//!
//! The clip is a recorded pour of 8.6 s, or a synthesised one without recordings
//! (`./build.sh data`).
#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

#[path = "../tests/common/mod.rs"]
mod common;
#[path = "../tests/bench/native/sound.rs"]
mod sound;

use std::hint::black_box;
use std::sync::Arc;

use common::decode;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use hot_or_cold::{
    Classifier, LiveClassifier, LogMelBuilder, LogMelStream, ONNX, SIDECAR, spectrogram,
};
use sound::{RATE, Sound};

/// Samples in a block of an AudioWorklet.
const BLOCK: usize = 128;
/// Largest number of columns, as in the page.
const MAX_SPECTROGRAM_COLUMNS: usize = 1_600;

fn core(criterion: &mut Criterion) {
    let sound = Sound::load(common::data_folder().as_deref());
    common::print_uncaptured(&format!("{:.1} s of {}", sound.seconds(), sound.name));
    let classifier = Arc::new(Classifier::new(ONNX, SIDECAR).unwrap());
    let sidecar = classifier.sidecar();
    let clip = sound.resampled(sidecar.front_end.sample_rate);

    criterion.bench_function("log-mel of the clip", |bencher| {
        bencher.iter(|| classifier.front_end().log_mel(black_box(clip.samples())));
    });
    let window: Vec<f32> = (0..sidecar.front_end.mel_bands * sidecar.windows.frames)
        .map(|at| -40.0 + 20.0 * (at as f32).sin())
        .collect();
    criterion.bench_function("model on one window", |bencher| {
        bencher.iter(|| classifier.model().logits(black_box(&window)).unwrap());
    });
    criterion.bench_function("PCM to verdict and picture", |bencher| {
        bencher.iter(|| {
            let mut builder = LogMelBuilder::new(&classifier, RATE, 1).unwrap();
            builder.push_channels(&[black_box(&sound.samples)]).unwrap();
            let (log_mel, seconds) = builder.finish().unwrap();
            let logits = classifier.run_windows(&log_mel, seconds, |_| ()).unwrap();
            (
                classifier.calibrate(&logits, None).unwrap(),
                spectrogram::draw(&log_mel, MAX_SPECTROGRAM_COLUMNS),
            )
        });
    });

    // Each block completes one frame.
    let hop = sidecar.front_end.hop;
    let mut blocks = clip.samples().chunks_exact(hop).cycle();
    let mut stream = LogMelStream::new(classifier.front_end());
    let mut frames = Vec::new();
    criterion.bench_function("live: log-mel of one hop", |bencher| {
        bencher.iter(|| {
            frames.clear();
            stream.push(blocks.next().unwrap(), &mut frames);
        });
    });
    let second = &sound.samples[4 * RATE as usize..5 * RATE as usize];
    criterion.bench_function("live: listening to one second", |bencher| {
        // During the pour each step runs the model twice.
        let pouring = || {
            let mut live = LiveClassifier::new(Arc::clone(&classifier), RATE, None).unwrap();
            live.push(&sound.samples[..4 * RATE as usize]).unwrap();
            live.draw_new_columns();
            live
        };
        let listen = |mut live: LiveClassifier| {
            for block in second.chunks(BLOCK) {
                live.push(black_box(block)).unwrap();
            }
            (live.draw_new_columns(), live)
        };
        bencher.iter_batched(pouring, listen, BatchSize::PerIteration);
    });
}

criterion_group!(benches, core);
criterion_main!(benches);
