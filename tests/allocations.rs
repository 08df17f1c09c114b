//! Limits of memory and allocations.
//!
//! The live path runs as long as the microphone is on, so new log-mel frames must not allocate. The
//! allocations of a step, which runs the model, are printed. Long recordings must not be in memory.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::sync::Arc;

use allocation_counter::measure;
use hot_or_cold::synth::{self, Pour, PourStream, Statistics};
use hot_or_cold::{Classifier, LiveClassifier, LogMelBuilder, LogMelStream, ONNX, SIDECAR};

/// Samples in a block: one block of an AudioWorklet, an odd number, and eight blocks.
const BLOCKS: [usize; 3] = [128, 441, 1_024];
const SECONDS: f64 = 12.0;

fn classifier() -> Arc<Classifier> {
    Arc::new(Classifier::new(ONNX, SIDECAR).unwrap())
}

/// The first half of a pour, for warm-up, and the second one.
fn pour(sample_rate: u32) -> (Vec<f32>, Vec<f32>) {
    let mut samples = synth::pour(&Pour { seconds: SECONDS, sample_rate, ..Pour::default() });
    let rest = samples.split_off(samples.len() / 2);
    (samples, rest)
}

#[test]
fn log_mel_stream_does_not_allocate_after_warm_up() {
    let front_end = classifier().front_end().clone();
    let (warm_up, rest) = pour(16_000);
    for size in BLOCKS {
        let (mut stream, mut frames, mut values) = (LogMelStream::new(&front_end), Vec::new(), 0);
        let mut hop = |block: &[f32]| {
            frames.clear();
            stream.push(block, &mut frames);
            values += frames.len();
        };
        warm_up.chunks(size).for_each(&mut hop);
        let counted = measure(|| rest.chunks(size).for_each(&mut hop));
        assert_eq!(counted.count_total, 0, "blocks of {size}: {counted:?}");
        assert!(values > 0);
    }
}

#[test]
fn synthesis_memory_does_not_grow_with_length() {
    let peak_bytes = |seconds| {
        let pour = Pour { seconds, sample_rate: 16_000, ..Pour::default() };
        let mut samples = 0;
        let counted = measure(|| {
            let mut stream = PourStream::new(Statistics::shipped(), &pour);
            let mut block = Vec::new();
            while stream.next_block(&mut block) {
                samples += block.len();
                block.clear();
            }
        });
        assert_eq!(samples, (16_000.0 * seconds) as usize);
        counted.bytes_max
    };
    Statistics::shipped();
    let (short, long) = (peak_bytes(10.0), peak_bytes(600.0));
    assert!(long < 2 * short, "{short} bytes for 10 s, {long} for 600 s");
}

/// At the rates of microphones, which includes resampling.
#[test]
fn live_classifier_allocates_only_to_run_model() {
    let classifier = classifier();
    let sidecar = classifier.sidecar();
    let step = sidecar.front_end.seconds(sidecar.windows.hop_frames.div_ceil(2));
    for rate in [16_000, 44_100, 48_000] {
        let (warm_up, rest) = pour(rate);
        for size in BLOCKS {
            let mut live = LiveClassifier::new(Arc::clone(&classifier), rate, None).unwrap();
            for block in warm_up.chunks(size) {
                live.push(block).unwrap();
                live.draw_new_columns();
            }
            let (mut hops, mut allocating, mut count, mut bytes) = (0, 0, 0, 0);
            for block in rest.chunks(size) {
                let counted = measure(|| {
                    live.push(block).unwrap();
                });
                live.draw_new_columns();
                hops += 1;
                allocating += usize::from(counted.count_total > 0);
                (count, bytes) = (count + counted.count_total, bytes + counted.bytes_total);
            }
            let steps = (SECONDS / 2.0 / step) as usize;
            common::print_uncaptured(&format!(
                "{rate} Hz, {hops} blocks of {size}: \
                 {} allocations of {} kB in each of {steps} steps",
                count / steps as u64,
                bytes / steps as u64 / 1_000
            ));
            assert!(
                allocating <= steps + 1,
                "{allocating} of {hops} blocks allocate, in {steps} steps"
            );
        }
    }
}

#[test]
fn log_mel_of_long_recording_takes_less_memory_than_samples() {
    const MINUTES: usize = 5;
    let classifier = classifier();
    let (_, chunk) = pour(48_000);
    let chunks = MINUTES * 60 * 48_000 / chunk.len();
    let counted = measure(|| {
        let mut builder = LogMelBuilder::new(&classifier, 48_000, 1).unwrap();
        (0..chunks).for_each(|_| builder.push_channels(&[&chunk]).unwrap());
        let (log_mel, seconds) = builder.finish().unwrap();
        assert_eq!(seconds, (MINUTES * 60) as f64);
        assert!(log_mel.len() > MINUTES * 60 * 60);
    });
    let samples = (MINUTES * 60 * 16_000 * size_of::<f32>()) as u64;
    assert!(
        counted.bytes_max < samples,
        "{} kB, the samples {} kB",
        counted.bytes_max / 1_000,
        samples / 1_000
    );
}
