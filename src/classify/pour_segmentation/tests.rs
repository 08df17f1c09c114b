use proptest::prelude::*;

use super::*;
use crate::audio::clip::Clip;
use crate::classify::classifier::{Classifier, ClipLogits, mean_probability_hot};
use crate::synth::{self, Pour};

const RATE: u32 = 16_000;

fn classifier() -> Classifier {
    let json = include_str!("../../../model/hot-or-cold.json");
    Classifier::new(include_bytes!("../../../model/hot-or-cold.onnx"), json).unwrap()
}

fn pour(fahrenheit: f64, seed: u64) -> Vec<f32> {
    let seconds = 5.0;
    synth::pour(&Pour { fahrenheit, seconds, sample_rate: RATE, seed, ..Pour::default() })
}

/// White noise of uniform values within ±`peak`.
fn noise(seconds: f64, peak: f32) -> Vec<f32> {
    let mut state = 1_u32;
    (0..(seconds * f64::from(RATE)) as usize)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            peak * ((state >> 8) as f32 / 8_388_608.0 - 1.0)
        })
        .collect()
}

fn logits(classifier: &Classifier, samples: &[f32]) -> ClipLogits {
    let clip = Clip::from_mono(samples, RATE, RATE).unwrap();
    classifier.run_windows(&classifier.log_mel(&clip).unwrap(), clip.seconds(), |_| ()).unwrap()
}

#[test]
fn quiet_around_a_pour_does_not_change_its_probability() {
    let classifier = classifier();
    for (fahrenheit, seed) in [(40.0, 3), (200.0, 4), (45.0, 5), (212.0, 6)] {
        let alone = pour(fahrenheit, seed);
        let expected = logits(&classifier, &alone);
        for (lead, peak) in [(20.0, 0.0), (7.3, 0.0), (60.0, 0.0005), (11.1, 0.0002)] {
            let quiet = noise(lead, peak);
            let around = [&quiet[..], &alone, &quiet].concat();
            let found = logits(&classifier, &around);
            assert_eq!(found.pours().len(), 1, "{fahrenheit} °F after {lead} s");
            let cups = classifier.sidecar().calibration.cups;
            let hot = |logits| mean_probability_hot(logits, cups.alone());
            let (before, after) = (hot(&expected), hot(&found));
            assert!((before - after).abs() < 0.02, "{fahrenheit} °F: {before} and {after}");
        }
    }
}

#[test]
fn pour_is_found_where_it_is() {
    let classifier = classifier();
    let samples = [noise(9.0, 0.0005), pour(40.0, 3), noise(8.0, 0.0005)].concat();
    let it = classifier.calibrate(&logits(&classifier, &samples), None).unwrap();
    let [found] = it.pours[..] else { panic!("{:?}", it.pours) };
    assert!((8.7..10.0).contains(&found.start), "{found:?}");
    assert!((12.0..14.2).contains(&found.end), "{found:?}");
}

#[test]
fn pours_apart_are_found_one_by_one() {
    let classifier = classifier();
    let gap = noise(2.0, 0.0005);
    let samples = [pour(40.0, 3), gap.clone(), pour(212.0, 6), gap, pour(40.0, 7)].concat();
    let it = classifier.calibrate(&logits(&classifier, &samples), None).unwrap();
    let hot: Vec<bool> = it.pours.iter().map(|pour| pour.probability_hot > 0.5).collect();
    assert_eq!(hot, [false, true, false], "{:?}", it.pours);
    assert!(it.pours.windows(2).all(|pair| pair[0].end < pair[1].start));
}

#[test]
fn pours_with_a_short_pause_are_one_unless_hot_and_cold() {
    let classifier = classifier();
    let pause = noise(0.4, 0.0005);
    for (first, second, count) in [(40.0, 45.0, 1), (212.0, 200.0, 1), (40.0, 212.0, 2)] {
        let samples = [pour(first, 3), pause.clone(), pour(second, 6)].concat();
        let it = classifier.calibrate(&logits(&classifier, &samples), None).unwrap();
        assert_eq!(it.pours.len(), count, "{first} and {second} °F: {:?}", it.pours);
    }
}

#[test]
fn long_pour_is_one_pour() {
    let classifier = classifier();
    // Longer than a region.
    let samples = pour(40.0, 3).repeat((1.5 * MAX_REGION_SECONDS / 5.0) as usize);
    let it = classifier.calibrate(&logits(&classifier, &samples), None).unwrap();
    assert_eq!(it.pours.len(), 1, "{:?}", it.pours);
}

#[test]
fn windows_cover_a_recording_in_order_of_time() {
    let classifier = classifier();
    let samples = [noise(9.0, 0.01), pour(40.0, 3), noise(8.0, 0.01)].concat();
    let it = logits(&classifier, &samples);
    let windows = classifier.calibrate(&it, None).unwrap().windows;
    assert_eq!(windows[0].start, 0.0);
    assert!(windows.windows(2).all(|pair| pair[0].start < pair[1].start));
    assert!(windows.windows(2).all(|pair| pair[1].start < pair[0].end), "no gap");
    assert!(windows.last().unwrap().end > 21.9);
}

#[test]
fn progress_rises_to_one() {
    let classifier = classifier();
    for samples in [pour(40.0, 3), noise(20.0, 0.01), noise(1.0, 0.01)] {
        let clip = Clip::from_mono(&samples, RATE, RATE).unwrap();
        let log_mel = classifier.log_mel(&clip).unwrap();
        let mut fractions = Vec::new();
        classifier.run_windows(&log_mel, 9.0, |fraction| fractions.push(fraction)).unwrap();
        assert!(fractions.windows(2).all(|pair| pair[0] < pair[1]), "{fractions:?}");
        assert_eq!(fractions.last(), Some(&1.0));
    }
}

proptest! {
    /// Any frames and any probabilities give ordered pours within the recording.
    #[test]
    fn any_input_gives_ordered_pours(
        levels in prop::collection::vec(-100.0_f32..10.0, 1..40),
        probabilities in prop::collection::vec(0.0_f64..=1.0, 1..20),
        repeats in 1_usize..60,
    ) {
        let sidecar = classifier().sidecar().clone();
        let bands = sidecar.front_end.mel_bands;
        let frames: Vec<f32> =
            levels.iter().flat_map(|&level| vec![level; bands * repeats]).collect();
        let count = frames.len() / bands;
        let mut run = |frames: Range<usize>| {
            assert!(!frames.is_empty() && frames.end <= count);
            assert!(frames.len() <= sidecar.windows.frames);
            let probability_pouring = probabilities[frames.start / 40 % probabilities.len()];
            Ok(WindowLogits { start: 0.0, end: 0.0, hot_logit: 1.0, probability_pouring })
        };
        let it = find_pours(&frames, &sidecar, &mut run, &mut |_| ()).unwrap();
        prop_assert!(it.pours.is_empty() == it.candidate.is_some());
        let threshold = sidecar.thresholds.pouring;
        prop_assert!(it.candidate.is_none_or(|pour| pour.probability_pouring < threshold));
        prop_assert!(it.pours.windows(2).all(|pair| pair[0].frames.end <= pair[1].frames.start));
        prop_assert!(it.pours.iter().all(|pour| pour.frames.end <= count));
        prop_assert!(it.pours.iter().all(|pour| (pour.hot_logit - 1.0).abs() < 1e-9));
    }
}
