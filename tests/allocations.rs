//! Memory where it matters. The hop of the live path, a block of samples to new log-mel frames, allocates
//! nothing once it is warm: it runs beside the microphone for as long as somebody listens. (What a step, nine
//! times a second, allocates to run the model is printed.) The sound of a long recording is not held.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use std::sync::Arc;

use allocation_counter::measure;
use hot_or_cold::synth::{self, Pour, PourStream, Statistics};
use hot_or_cold::{Classifier, LiveClassifier, LogMelBuilder, LogMelStream, ONNX, SIDECAR};

/// Samples in a block: what an AudioWorklet is given, a number that divides nothing, and several of the first.
const BLOCKS: [usize; 3] = [128, 441, 1_024];
const SECONDS: f64 = 12.0;

fn classifier() -> Arc<Classifier> {
    Arc::new(Classifier::new(ONNX, SIDECAR).unwrap())
}

/// The first half of a pour, to warm up with, and the rest.
fn pour(sample_rate: u32) -> (Vec<f32>, Vec<f32>) {
    let mut samples = synth::pour(&Pour { seconds: SECONDS, sample_rate, ..Pour::default() });
    let rest = samples.split_off(samples.len() / 2);
    (samples, rest)
}

#[test]
fn the_log_mel_hop_allocates_nothing() {
    let front_end = classifier().front_end().clone();
    let (warm_up, rest) = pour(16_000);
    for size in BLOCKS {
        let (mut stream, mut frames, mut made) = (LogMelStream::new(&front_end), Vec::new(), 0);
        let mut hop = |block: &[f32]| {
            frames.clear();
            stream.push(block, &mut frames);
            made += frames.len();
        };
        warm_up.chunks(size).for_each(&mut hop);
        let counted = measure(|| rest.chunks(size).for_each(&mut hop));
        assert_eq!(counted.count_total, 0, "blocks of {size}: {counted:?}");
        assert!(made > 0);
    }
}

/// Peak memory doesn't grow with the length.
#[test]
fn synthesis_memory_is_bounded_for_ten_minutes() {
    let held = |seconds| {
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
    let (short, long) = (held(10.0), held(600.0));
    assert!(long < 2 * short, "{short} bytes for 10 s, {long} for 600 s");
}

/// Resampling included, at the rates of microphones.
#[test]
fn a_listener_allocates_only_where_it_runs_the_model() {
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
            common::say(&format!(
                "{rate} Hz, {hops} hops of {size}: {steps} steps, {} allocations of {} kB in all a step",
                count / steps as u64,
                bytes / steps as u64 / 1_000
            ));
            assert!(
                allocating <= steps + 1,
                "{allocating} of {hops} hops allocate, in {steps} steps"
            );
        }
    }
}

#[test]
fn the_features_of_a_long_recording_take_less_than_its_sound() {
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
    let sound = (MINUTES * 60 * 16_000 * size_of::<f32>()) as u64;
    assert!(
        counted.bytes_max < sound,
        "{} kB, the sound {} kB",
        counted.bytes_max / 1_000,
        sound / 1_000
    );
}
