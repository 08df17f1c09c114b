use hot_or_cold::{Clip, ONNX, SIDECAR, synth};

use super::*;
use crate::evaluate::markdown;

fn comparison(alone: (Verdict, f64, usize), surrounded: (Verdict, f64, usize)) -> Comparison {
    let outcome = |(verdict, probability_hot, pours)| Outcome { verdict, probability_hot, pours };
    let (alone, surrounded) = (outcome(alone), outcome(surrounded));
    Comparison { kind: Kind::Noise { level_db: -40 }, seconds: 60, alone, surrounded }
}

#[test]
fn report_counts_changes_of_results() {
    use Verdict::{Cold, Hot, NotPouring, Unsure};
    let cold = (Cold, 0.1, 1);
    let comparisons = [
        comparison(cold, (Cold, 0.115, 1)),
        comparison(cold, (Hot, 0.9, 1)),
        comparison(cold, (Unsure, 0.5, 2)),
        comparison(cold, (NotPouring, 0.5, 0)),
        comparison((NotPouring, 0.5, 0), (Hot, 0.8, 1)),
    ];
    let report = SurroundingsReport::new(Subject::default(), &comparisons, 1);
    let text = markdown::surroundings(&report);
    let line = "| 1 min of noise at −40 dBFS | 5 | 0.800 | 0.800 | 33.3 % | 4 | 1 | 1 | 1 |\n";
    assert!(text.contains(line), "{text}");
}

/// A background and recordings in which all values differ.
fn distinct_sounds() -> (Background, [Vec<f32>; 2]) {
    let values = |first: u16, count: u16| (first..first + count).map(f32::from).collect();
    let frames = values(0, 2 * 50);
    let background = Background { kind: Kind::RoomTone, id: 9, frames, seconds: &SECONDS };
    (background, [values(1_000, 2 * 40), values(2_000, 2 * 70)])
}

#[test]
fn windows_of_one_place_have_the_same_values() {
    let (background, recordings) = distinct_sounds();
    let mut stored: HashMap<Place, Vec<f32>> = HashMap::new();
    let mut seen_again = 0;
    for (row, recording) in recordings.iter().enumerate() {
        for pad in [45, 90, 131] {
            let pour = SurroundedPour::new(row, recording, &background, pad, 2);
            let count = pour.frames.len() / 2;
            assert_eq!(count, 2 * pad + recording.len() / 2);
            for window in (0..count - 30).map(|start| start..start + 30) {
                let values = pour.frames[2 * window.start..2 * window.end].to_vec();
                let Some(place) = pour.place(&window) else { continue };
                match stored.get(&place) {
                    Some(before) => assert_eq!(*before, values, "{place:?}"),
                    None => _ = stored.insert(place, values),
                }
                seen_again += usize::from(stored.contains_key(&place));
            }
        }
    }
    assert!(seen_again > stored.len());
}

#[test]
fn stored_logits_give_the_result_of_the_model() {
    let classifier = Classifier::new(ONNX, SIDECAR).unwrap();
    let pour =
        synth::pour(&synth::Pour { seconds: 4.0, sample_rate: 16_000, ..Default::default() });
    let log_mel = classifier.log_mel(&Clip::from_mono(&pour, 16_000, 16_000).unwrap()).unwrap();
    let noise = classifier.front_end().log_mel(&pink_noise(40_000, 0.01, 3)).values().to_vec();
    let background = Background { kind: Kind::OtherSound, id: 1, frames: noise, seconds: &SECONDS };
    let cache = LogitsCache::default();
    for pad in [400, 511, 700] {
        let bands = classifier.sidecar().front_end.mel_bands;
        let pour = SurroundedPour::new(0, log_mel.values(), &background, pad, bands);
        let stored = classify_surrounded(&classifier, &cache, &pour).unwrap();
        let fresh = classify_surrounded(&classifier, &LogitsCache::default(), &pour).unwrap();
        assert_eq!(stored, fresh);
        assert_eq!(stored.pours.len(), 1, "{:?}", stored.pours);
    }
}
