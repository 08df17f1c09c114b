//! The shipped model classifies synthesised pours correctly. They are the examples and the quiz of
//! a page without recordings.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use hot_or_cold::synth::{self, Pour};
use hot_or_cold::{Classification, Classifier, Clip, ONNX, SIDECAR, Verdict};

const SEEDS: u64 = 100;
const SAMPLE_RATE: u32 = 48_000;
/// Temperature in °F, its verdict, and the number of [`SEEDS`] that must get it.
const EXPECTED: [(f64, Verdict, usize); 5] = [
    (40.0, Verdict::Cold, 95),
    (73.0, Verdict::Cold, 90),
    (175.0, Verdict::Hot, 85),
    (195.0, Verdict::Hot, 95),
    (212.0, Verdict::Hot, 90),
];
/// Number of all pours that must be classified as pours.
const MIN_POURS: usize = 485;

fn classify_all(classifier: &Classifier, fahrenheit: f64) -> Vec<Classification> {
    let rate = classifier.sidecar().front_end.sample_rate;
    let classify = |seed| {
        let pour = Pour { fahrenheit, seed, sample_rate: SAMPLE_RATE, ..Pour::default() };
        let clip = Clip::from_mono(&synth::pour(&pour), SAMPLE_RATE, rate).unwrap();
        classifier.classify(&clip, None).unwrap()
    };
    (1..=SEEDS).map(classify).collect()
}

#[test]
fn synthesised_pours_get_right_verdict_at_every_temperature() {
    let classifier = Classifier::new(ONNX, SIDECAR).unwrap();
    let classified: Vec<_> = std::thread::scope(|scope| {
        let threads = EXPECTED.map(|(fahrenheit, ..)| {
            let classifier = &classifier;
            scope.spawn(move || classify_all(classifier, fahrenheit))
        });
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for ((fahrenheit, expected, at_least), results) in EXPECTED.iter().zip(&classified) {
        let right = results.iter().filter(|result| result.verdict == *expected).count();
        common::print_uncaptured(&format!("{fahrenheit} °F: {right} of {SEEDS} right"));
        assert!(right >= *at_least, "{fahrenheit} °F: {right}");
    }
    let threshold = classifier.sidecar().thresholds.pouring;
    let pours = classified
        .iter()
        .flatten()
        .filter(|result| result.probability_pouring >= threshold)
        .count();
    common::print_uncaptured(&format!("{pours} of {} are pours", EXPECTED.len() * SEEDS as usize));
    assert!(pours >= MIN_POURS, "{pours}");
}
