//! The shipped model judges synthesised pours rightly: they are the examples of a page without
//! recordings, and its quiz.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use hot_or_cold::synth::{self, Pour};
use hot_or_cold::{Classification, Classifier, Clip, ONNX, SIDECAR, Verdict};

const SEEDS: u64 = 100;
const SAMPLE_RATE: u32 = 48_000;
/// Temperature in °F, its verdict, and for how many of [`SEEDS`] at least.
const WANTED: [(f64, Verdict, usize); 5] = [
    (40.0, Verdict::Cold, 95),
    (73.0, Verdict::Cold, 95),
    (175.0, Verdict::Hot, 85),
    (195.0, Verdict::Hot, 95),
    (212.0, Verdict::Hot, 95),
];
/// Of all of them.
const MIN_POURS: usize = 485;

fn verdicts(classifier: &Classifier, fahrenheit: f64) -> Vec<Classification> {
    let rate = classifier.sidecar().front_end.sample_rate;
    let verdict = |seed| {
        let pour = Pour { fahrenheit, seed, sample_rate: SAMPLE_RATE, ..Pour::default() };
        let clip = Clip::from_mono(&synth::pour(&pour), SAMPLE_RATE, rate).unwrap();
        classifier.classify(&clip, None).unwrap()
    };
    (1..=SEEDS).map(verdict).collect()
}

#[test]
fn synthesised_pours_are_judged_rightly_at_every_temperature() {
    let classifier = Classifier::new(ONNX, SIDECAR).unwrap();
    let judged: Vec<_> = std::thread::scope(|scope| {
        let threads = WANTED.map(|(fahrenheit, ..)| {
            let classifier = &classifier;
            scope.spawn(move || verdicts(classifier, fahrenheit))
        });
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for ((fahrenheit, wanted, at_least), verdicts) in WANTED.iter().zip(&judged) {
        let right = verdicts.iter().filter(|verdict| verdict.verdict == *wanted).count();
        common::say(&format!("{fahrenheit} °F: {right} of {SEEDS} right"));
        assert!(right >= *at_least, "{fahrenheit} °F: {right}");
    }
    let threshold = classifier.sidecar().thresholds.pouring;
    let pours =
        judged.iter().flatten().filter(|verdict| verdict.probability_pouring >= threshold).count();
    common::say(&format!("{pours} of {} are pours", WANTED.len() * SEEDS as usize));
    assert!(pours >= MIN_POURS, "{pours}");
}
